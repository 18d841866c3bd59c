/** Tools for reading and writing bytes. Not exported: the walls between protocols end here. */
@NullMarked
package org.polymeter.codec.bytes;

import org.jspecify.annotations.NullMarked;
