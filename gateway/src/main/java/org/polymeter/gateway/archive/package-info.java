/** Frames as they came and all that could not be used, on disk for a while. Knows nothing of what the bytes mean. */
@NullMarked
package org.polymeter.gateway.archive;

import org.jspecify.annotations.NullMarked;
