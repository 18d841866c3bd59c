/** What every byte of a frame means, layer by layer: the wire, the message, what it says. */
@NullMarked
package org.polymeter.codec.explain;

import org.jspecify.annotations.NullMarked;
