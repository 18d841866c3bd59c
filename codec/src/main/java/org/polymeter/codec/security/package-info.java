/** Keys of meters, and what they open: ciphered DLMS messages, encrypted P1, M-Bus mode 5. */
@NullMarked
package org.polymeter.codec.security;

import org.jspecify.annotations.NullMarked;
