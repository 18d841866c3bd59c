/** Configurations of other programs become one of ours. Reads their files, and prints nothing. */
@NullMarked
package org.polymeter.gateway.migrate;

import org.jspecify.annotations.NullMarked;
