/**
 * Kinds of meters: what a telegram leaves open because everybody who knows the meter knows it, above
 * all scales and units. A kind is a {@code .meter} file, not code.
 */
@NullMarked
package org.polymeter.codec.kind;

import org.jspecify.annotations.NullMarked;
