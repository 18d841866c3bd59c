/** An archive played again, at its own pace or another. Knows sources, which it pretends to be, and no sinks. */
@NullMarked
package org.polymeter.gateway.replay;

import org.jspecify.annotations.NullMarked;
