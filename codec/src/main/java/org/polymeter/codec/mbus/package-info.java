/**
 * Wired M-Bus: the link layer of EN 13757-2, with the transport of DLMS messages in it (EN 13757-1),
 * and the records of EN 13757-3. DLMS messages are handed on; their meaning is not known here.
 */
@NullMarked
package org.polymeter.codec.mbus;

import org.jspecify.annotations.NullMarked;
