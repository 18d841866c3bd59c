package org.polymeter.codec.text;

import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.NumberNotation;

/**
 * A number in decimal digits, always as many, with the point always at the same place or none: {@code
 * 012345.678}. Read eight bytes at a time; the last digit is in the top byte of the word.
 */
public final class Digits implements NumberNotation {

    /** Digits and point together; so many digits fit into a long, whatever they are. */
    public static final int LONGEST = 18;

    private static final int WORD_BYTES = Long.BYTES;
    private static final long POINT = '.' ^ '0';
    private static final long SEVEN_DIGITS = 10_000_000;
    private static final long EIGHT_DIGITS = 100_000_000;

    /** By sign, length and decimals. */
    private static final @Nullable Digits[] ALL = new @Nullable Digits[2 * (LONGEST + 1) * (LONGEST + 1)];

    private final int sign;
    private final int more; // digits before the last word
    private final boolean hasRest; // a sign, or digits before the last word
    private final long morePower; // the weight of the last of those
    private final long point; // the byte of the last word that has to be the point
    private final long pointMask;
    private final long fraction; // the digits of the last word that stay where they are
    private final long whole; // those that move over the point

    private Digits(int length, int decimals, boolean negative) {
        sign = negative ? -1 : 1;
        more = Math.max(0, length - WORD_BYTES);
        hasRest = negative || more > 0;
        long used = top(length);
        if (decimals == 0) {
            point = 0;
            pointMask = 0;
            fraction = used;
            whole = 0;
            morePower = EIGHT_DIGITS;
        } else {
            pointMask = top(decimals + 1) & ~top(decimals);
            point = decimals < WORD_BYTES ? pointMask & (POINT * 0x0101_0101_0101_0101L) : 1; // too far away to be read
            fraction = used & top(decimals);
            whole = used & ~top(decimals + 1);
            morePower = SEVEN_DIGITS;
        }
    }

    /**
     * How a number is written.
     *
     * @param length of digits and point together, up to {@link #LONGEST}
     * @param decimals digits behind the point, 0 if there is none
     * @param negative whether a minus stands before them
     */
    static Digits of(int length, int decimals, boolean negative) {
        int slot = ((negative ? 1 : 0) * (LONGEST + 1) + length) * (LONGEST + 1) + decimals;
        Digits known = ALL[slot]; // a lost race costs one allocation
        if (known == null) {
            known = new Digits(length, decimals, negative);
            ALL[slot] = known;
        }
        return known;
    }

    @Override
    public long number(byte[] bytes, int offset, int length) {
        long word = DigitWord.at(bytes, offset + length - WORD_BYTES);
        if ((word & pointMask) != point) {
            return NONE;
        }
        long number = value((word & fraction) | ((word & whole) << Byte.SIZE));
        return hasRest ? withRest(bytes, offset, number) : number;
    }

    /** The digits before the last word, and the sign. */
    private long withRest(byte[] bytes, int offset, long low) {
        long high = more == 0 ? 0 : integer(bytes, offset, offset + more);
        if (high == NONE || low == NONE) {
            return NONE;
        }
        return sign * (high * morePower + low);
    }

    private static long integer(byte[] bytes, int from, int to) {
        if (to < WORD_BYTES) {
            return NONE;
        }
        int length = to - from;
        long low = value(DigitWord.at(bytes, to - WORD_BYTES) & top(length));
        if (length <= WORD_BYTES) {
            return low;
        }
        long high = integer(bytes, from, to - WORD_BYTES);
        return high == NONE || low == NONE ? NONE : high * EIGHT_DIGITS + low;
    }

    /** The last so many bytes of a word. */
    private static long top(int count) {
        return count <= 0 ? 0 : -1L << (Byte.SIZE * Math.max(0, WORD_BYTES - count));
    }

    private static long value(long digits) {
        return DigitWord.areDigits(digits) ? DigitWord.number(digits) : NONE;
    }
}
