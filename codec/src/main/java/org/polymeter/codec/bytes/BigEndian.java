package org.polymeter.codec.bytes;

import org.polymeter.codec.observation.NumberNotation;

/** An integer of one to eight bytes, the highest first, as DLMS and SML write it. */
public enum BigEndian implements NumberNotation {
    SIGNED,
    UNSIGNED;

    /** An unsigned number beyond 63 bits is none. */
    @Override
    public long number(byte[] bytes, int offset, int length) {
        long word = ByteView.highFirst(bytes, offset + length - Long.BYTES);
        int others = Long.SIZE - Byte.SIZE * length;
        if (this == SIGNED) {
            return word << others >> others;
        }
        long number = word << others >>> others;
        return number < 0 ? NONE : number;
    }
}
