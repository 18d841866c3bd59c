package org.polymeter.codec.text;

import org.polymeter.codec.bytes.ByteView;

/** Eight characters at once, the first in the lowest byte; of digits, each byte is the digit's value. */
final class DigitWord {

    private static final long ZEROS = 0x3030_3030_3030_3030L;
    private static final long TOPS = 0x8080_8080_8080_8080L;
    private static final long BEYOND_NINE = 0x7676_7676_7676_7676L; // lifts 10 to the top bit, and not 9
    private static final long BYTES_0_AND_4 = 0x0000_00FF_0000_00FFL;

    private DigitWord() {}

    static long at(byte[] bytes, int offset) {
        return (long) ByteView.LOW_FIRST.get(bytes, offset) ^ ZEROS;
    }

    static boolean areDigits(long word) {
        return ((word | (word + BEYOND_NINE)) & TOPS) == 0;
    }

    /** Each even byte is the number that its digit and the next one are; the others mean nothing. */
    static long pairs(long digits) {
        return digits * 10 + (digits >>> 8);
    }

    /** The number of eight digits. */
    static long number(long digits) {
        long pairs = pairs(digits);
        long first = (pairs & BYTES_0_AND_4) * (100 + (1_000_000L << 32));
        long second = (pairs >>> 16 & BYTES_0_AND_4) * (1 + (10_000L << 32));
        return (first + second) >>> 32;
    }
}
