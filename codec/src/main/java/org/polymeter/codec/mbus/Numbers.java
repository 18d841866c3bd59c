package org.polymeter.codec.mbus;

import org.polymeter.codec.bytes.ByteView;

/**
 * Numbers as M-Bus writes them: low byte first, except in the obsolete mode 2. Where eight bytes are at
 * hand, a number is read as one word.
 */
final class Numbers {

    private static final long LOW_DIGITS = 0x0F0F_0F0F_0F0F_0F0FL;
    private static final long TOP_BITS = 0x8888_8888_8888_8888L; // of every digit

    private Numbers() {}

    /** Two's complement, up to eight bytes. */
    static long binary(byte[] bytes, int at, int length, boolean highByteFirst) {
        int unused = Long.SIZE - 8 * length;
        if (isWord(bytes, at, length, highByteFirst)) {
            return ByteView.lowFirst(bytes, at) << unused >> unused;
        }
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (byteAt(bytes, at, length, i, highByteFirst) & 0xFF);
        }
        return length == 0 ? 0 : value << unused >> unused;
    }

    /** Whether all digits are digits; a leading F is a minus sign. */
    static boolean isBcd(byte[] bytes, int at, int length, boolean highByteFirst) {
        if (isWord(bytes, at, length, highByteFirst)) {
            return areDigits(unsigned(bytes, at, length) & ~sign(bytes, at, length));
        }
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
        if (isWord(bytes, at, length, highByteFirst)) {
            long sign = sign(bytes, at, length);
            long digits = unsigned(bytes, at, length) & ~sign;
            if (areDigits(digits)) {
                return sign == 0 ? decimal(digits) : -decimal(digits);
            }
        }
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            int two = byteAt(bytes, at, length, i, highByteFirst) & 0xFF;
            value = value * 100 + (two >> 4 > 9 ? 0 : two >> 4) * 10L + (two & 0x0F);
        }
        boolean negative = length > 0 && (byteAt(bytes, at, length, length - 1, highByteFirst) & 0xF0) == 0xF0;
        return negative ? -value : value;
    }

    /** Whether a number can be read as a word, of which the upper bytes are not its own. */
    private static boolean isWord(byte[] bytes, int at, int length, boolean highByteFirst) {
        return !highByteFirst && length > 0 && length <= Long.BYTES && at + Long.BYTES <= bytes.length;
    }

    private static long unsigned(byte[] bytes, int at, int length) {
        return ByteView.lowFirst(bytes, at) & -1L >>> (Long.SIZE - 8 * length);
    }

    /** The bits of the highest digit if they are F: a minus sign; else none. */
    private static long sign(byte[] bytes, int at, int length) {
        return (bytes[at + length - 1] & 0xF0) == 0xF0 ? 0xFL << (8 * length - 4) : 0;
    }

    /** No digit has the bit of 8 and one of 4 and 2. */
    private static boolean areDigits(long word) {
        return (word & (word << 1 | word << 2) & TOP_BITS) == 0;
    }

    /** Sixteen digits, the lowest byte lowest: pairs, fours, eights, all. */
    private static long decimal(long digits) {
        long pairs = (digits >>> 4 & LOW_DIGITS) * 10 + (digits & LOW_DIGITS);
        long fours = (pairs >>> 8 & 0x00FF_00FF_00FF_00FFL) * 100 + (pairs & 0x00FF_00FF_00FF_00FFL);
        long eights = (fours >>> 16 & 0x0000_FFFF_0000_FFFFL) * 10_000 + (fours & 0x0000_FFFF_0000_FFFFL);
        return (eights >>> 32) * 100_000_000 + (eights & 0xFFFF_FFFFL);
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
