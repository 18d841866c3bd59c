/**
 * Readouts of IEC 62056-21, modes A to D: lines of codes and values, in a block with a checksum or
 * after an identification alone. Knows the text and nothing of what its values mean.
 */
@NullMarked
package org.polymeter.codec.readout;

import org.jspecify.annotations.NullMarked;
