/**
 * The notation that P1 and IEC 62056-21 readouts share: a code, and values in parentheses behind it.
 * Knows how codes, numbers and times are written and nothing of where they stand.
 */
@NullMarked
package org.polymeter.codec.text;

import org.jspecify.annotations.NullMarked;
