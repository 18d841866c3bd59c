/** The front door: bytes of a meter in, its words and its readings out. */
@NullMarked
package org.polymeter.codec;

import org.jspecify.annotations.NullMarked;
