/** Files of earlier years become history. Reads them as meters are read, and prints nothing. */
@NullMarked
package org.polymeter.gateway.imports;

import org.jspecify.annotations.NullMarked;
