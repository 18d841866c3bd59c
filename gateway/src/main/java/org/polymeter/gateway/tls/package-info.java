/** Whom to trust: what connections with TLS share, whatever they carry. */
@NullMarked
package org.polymeter.gateway.tls;

import org.jspecify.annotations.NullMarked;
