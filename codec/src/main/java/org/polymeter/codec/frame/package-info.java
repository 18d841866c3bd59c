/**
 * Stage 1, the contract: bytes of a wire in, intact frames and counted noise out. Knows nothing of
 * what a frame means.
 */
@NullMarked
package org.polymeter.codec.frame;

import org.jspecify.annotations.NullMarked;
