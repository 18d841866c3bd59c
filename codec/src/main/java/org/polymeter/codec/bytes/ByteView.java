package org.polymeter.codec.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at the bytes of an array eight at a time. */
public final class ByteView {

    private static final VarHandle HIGH_FIRST =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /**
     * What {@link #lowFirst} reads by: for loops so deep in the codec that one call more is beyond what
     * the compiler inlines.
     */
    public static final VarHandle LOW_FIRST =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;

    private ByteView() {}

    /** Eight bytes as a number, the first one highest. */
    public static long highFirst(byte[] bytes, int at) {
        return (long) HIGH_FIRST.get(bytes, at);
    }

    /** Eight bytes as a number, the first one lowest. */
    public static long lowFirst(byte[] bytes, int at) {
        return (long) LOW_FIRST.get(bytes, at);
    }

    /** Where the first byte of this value stands, or {@code limit}. */
    public static int indexOf(byte value, byte[] bytes, int from, int limit) {
        long pattern = ONES * (value & 0xFF);
        int i = from;
        for (; i <= limit - Long.BYTES; i += Long.BYTES) {
            long word = lowFirst(bytes, i) ^ pattern;
            long hit = (word - ONES) & ~word & TOPS; // right for the lowest zero byte, which is the one asked for
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (i < limit && bytes[i] != value) {
            i++;
        }
        return i;
    }
}
