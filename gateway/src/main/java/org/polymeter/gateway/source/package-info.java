/** Where bytes and messages come in. Sources know no sinks and nothing of what the bytes mean. */
@NullMarked
package org.polymeter.gateway.source;

import org.jspecify.annotations.NullMarked;
