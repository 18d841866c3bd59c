package org.polymeter.codec.p1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the two bytes that can begin or end a telegram, eight bytes at a time. */
final class Marks {

    static final byte START = '/';
    static final byte END = '!';

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;
    private static final long STARTS = ONES * START;
    private static final long ENDS = ONES * END;

    private Marks() {}

    /** Where the first {@code /} or {@code !} from {@code from} on stands, or {@code limit}. */
    static int next(byte[] bytes, int from, int limit) {
        int i = from;
        for (; i <= limit - Long.BYTES; i += Long.BYTES) {
            long word = (long) WORD.get(bytes, i);
            long hit = zeros(word ^ STARTS) | zeros(word ^ ENDS);
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (i < limit && bytes[i] != START && bytes[i] != END) {
            i++;
        }
        return i;
    }

    /** Sets the top bit of the lowest zero byte; bits above it may be set by mistake. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & TOPS;
    }

    static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    /** What meters and converters send between telegrams besides line ends. */
    static boolean isPadding(byte b) {
        return b == 0 || b == ' ';
    }
}
