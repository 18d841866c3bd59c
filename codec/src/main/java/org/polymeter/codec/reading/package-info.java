/** Stage 3: telegrams in, readings of the harmonized profile out. Units, names, identity and time of docs/profile.md. */
@NullMarked
package org.polymeter.codec.reading;

import org.jspecify.annotations.NullMarked;
