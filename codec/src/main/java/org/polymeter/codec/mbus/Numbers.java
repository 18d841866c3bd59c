package org.polymeter.codec.mbus;

/** Numbers as M-Bus writes them: low byte first, except in the obsolete mode 2. */
final class Numbers {

    private Numbers() {}

    /** Two's complement, up to eight bytes. */
    static long binary(byte[] bytes, int at, int length, boolean highByteFirst) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (byteAt(bytes, at, length, i, highByteFirst) & 0xFF);
        }
        int unused = Long.SIZE - 8 * length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    /** Whether all digits are digits; a leading F is a minus sign. */
    static boolean isBcd(byte[] bytes, int at, int length, boolean highByteFirst) {
        for (int i = length - 1; i >= 0; i--) {
            int two = byteAt(bytes, at, length, i, highByteFirst) & 0xFF;
            boolean sign = i == length - 1 && two >> 4 == 0x0F;
            if ((two >> 4 > 9 && !sign) || (two & 0x0F) > 9) {
                return false;
            }
        }
        return true;
    }

    /**
     * Two digits a byte. A meter that has no value shows letters in their place; they are taken as
     * what other readers of M-Bus make of them: a letter is 0 in the upper half of a byte and its
     * own value in the lower.
     */
    static long bcd(byte[] bytes, int at, int length, boolean highByteFirst) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            int two = byteAt(bytes, at, length, i, highByteFirst) & 0xFF;
            value = value * 100 + (two >> 4 > 9 ? 0 : two >> 4) * 10L + (two & 0x0F);
        }
        boolean negative = length > 0 && (byteAt(bytes, at, length, length - 1, highByteFirst) & 0xF0) == 0xF0;
        return negative ? -value : value;
    }

    /** The digits of a number as they stand, highest first. */
    static String digits(byte[] bytes, int at, int length, boolean highByteFirst) {
        StringBuilder text = new StringBuilder(2 * length);
        for (int i = length - 1; i >= 0; i--) {
            text.append("%02X".formatted(byteAt(bytes, at, length, i, highByteFirst)));
        }
        return text.toString();
    }

    /** {@code significance} 0 is the lowest byte. */
    private static byte byteAt(byte[] bytes, int at, int length, int significance, boolean highByteFirst) {
        return bytes[at + (highByteFirst ? length - 1 - significance : significance)];
    }
}
