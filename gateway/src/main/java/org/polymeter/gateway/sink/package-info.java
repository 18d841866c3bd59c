/** Where facts go out. Sinks know no sources. */
@NullMarked
package org.polymeter.gateway.sink;

import org.jspecify.annotations.NullMarked;
