/** All that the program remembers, in one file and back. Knows files, and neither sources nor outputs. */
@NullMarked
package org.polymeter.gateway.backup;

import org.jspecify.annotations.NullMarked;
