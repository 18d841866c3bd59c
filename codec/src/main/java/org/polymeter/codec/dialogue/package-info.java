/**
 * What a reader has to say to meters that do not speak by themselves: without input and output, and
 * without a clock.
 */
@NullMarked
package org.polymeter.codec.dialogue;

import org.jspecify.annotations.NullMarked;
