package org.polymeter.codec.p1;

import org.polymeter.codec.bytes.ByteView;

/** Finds the two bytes that can begin or end a telegram, eight bytes at a time. */
final class Marks {

    static final byte START = '/';
    static final byte END = '!';

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;
    private static final int STRIDE = 4 * Long.BYTES;

    private Marks() {}

    /** Where the first {@code /} or {@code !} from {@code from} on stands, or {@code limit}. */
    static int next(byte[] bytes, int from, int limit) {
        int i = from;
        while (i <= limit - STRIDE && !mayHold(bytes, i)) {
            i += STRIDE;
        }
        while (i <= limit - Long.BYTES && (others(bytes, i) & TOPS) == TOPS) {
            i += Long.BYTES;
        }
        while (i < limit && bytes[i] != START && bytes[i] != END) {
            i++;
        }
        return i;
    }

    /** Whether there is a mark in one stride; or a byte that is one but for its parity bit. */
    private static boolean mayHold(byte[] bytes, int at) {
        long others = others(bytes, at) & others(bytes, at + 8) & others(bytes, at + 16) & others(bytes, at + 24);
        return (others & TOPS) != TOPS;
    }

    /**
     * Has the top bit of each byte that is no mark. Of all bytes below 80, only the two become 80 and 82
     * by the first two steps, and 0 by the third.
     */
    private static long others(byte[] bytes, int at) {
        long word = (long) ByteView.LOW_FIRST.get(bytes, at) & ~TOPS;
        return (((word ^ 0x06 * ONES) + 0x59 * ONES) & 0x7D * ONES) + ~TOPS;
    }

    static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    /** What meters and converters send between telegrams besides line ends. */
    static boolean isPadding(byte b) {
        return b == 0 || b == ' ';
    }
}
