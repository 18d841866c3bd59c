/** Requests and answers: what the server of the JDK leaves to do. Knows nothing of meters. */
@NullMarked
package org.polymeter.gateway.http;

import org.jspecify.annotations.NullMarked;
