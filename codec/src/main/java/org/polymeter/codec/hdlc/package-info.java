/**
 * HDLC of IEC 62056-46, frame format type 3: the link under most DLMS meters. Knows flags, lengths,
 * checksums, addresses and segments; nothing of what a frame carries.
 */
@NullMarked
package org.polymeter.codec.hdlc;

import org.jspecify.annotations.NullMarked;
