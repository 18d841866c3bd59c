package org.polymeter.codec.text;

import org.polymeter.codec.observation.Unit;

/** Reads {@code 00.510*kW}, {@code -063*A}, {@code 00004}: digits as printed, and a unit. */
public final class NumberText {

    private static final int MOST_DIGITS = 18;

    private final UnitSpellings units = new UnitSpellings();
    private long mantissa;
    private int decimals;
    private Unit unit = Unit.NONE;
    private boolean overflow;
    private boolean negative;
    private int begin;
    private int end;

    /** The number without its decimal point; leading zeros gone, trailing ones kept. */
    public long mantissa() {
        return mantissa;
    }

    /** Power of ten of the last digit. */
    public int scale() {
        return -decimals;
    }

    public Unit unit() {
        return unit;
    }

    /** Whether it was a number but has more digits than a long holds. */
    public boolean isOverflow() {
        return overflow;
    }

    /** Where its first digit stands. */
    int begin() {
        return begin;
    }

    /** Behind its last digit. */
    int end() {
        return end;
    }

    /** Whether any digits in their place would be a number that fits into a long. */
    boolean hasNotation() {
        return end - begin <= Digits.LONGEST;
    }

    /** How it is written, if it {@link #hasNotation}. */
    Digits notation() {
        return Digits.of(end - begin, decimals, negative);
    }

    /** Whether the bytes are a number with or without a unit, and nothing else. */
    public boolean read(byte[] bytes, int from, int to) {
        negative = from < to && bytes[from] == '-';
        int first = negative || (from < to && bytes[from] == '+') ? from + 1 : from;
        int i = digits(bytes, first, to);
        if (i == first || (i == first + 1 && bytes[first] == '.')) {
            return false;
        }
        if (negative) {
            mantissa = -mantissa;
        }
        return i == to || readUnit(bytes, i, to);
    }

    /** Whether the bytes are an integer and a known unit without asterisk: {@code 005A}, by Fluvius. */
    public boolean readGlued(byte[] bytes, int from, int to) {
        negative = false;
        int i = digits(bytes, from, to);
        return i > from && decimals == 0 && i < to && readGluedUnit(bytes, i, to);
    }

    /** Reads a unit that stands alone. */
    public Unit unit(byte[] bytes, int from, int to) {
        return units.named(bytes, from, to);
    }

    private int digits(byte[] bytes, int from, int to) {
        long value = 0;
        int significant = 0;
        int point = -1;
        int i = from;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = 10 * value + digit;
                significant += significant > 0 || digit > 0 ? 1 : 0;
            } else if (bytes[i] == '.' && point < 0) {
                point = i;
            } else {
                break;
            }
        }
        mantissa = value;
        decimals = point < 0 ? 0 : i - point - 1;
        overflow = significant > MOST_DIGITS || decimals > MOST_DIGITS;
        unit = Unit.NONE;
        begin = from;
        end = i;
        return i;
    }

    /** A number with decimals cannot be a hex word, so its asterisk may be missing. */
    private boolean readUnit(byte[] bytes, int from, int to) {
        if (bytes[from] == '*') {
            unit = units.named(bytes, from + 1, to);
            return true;
        }
        return decimals > 0 && readGluedUnit(bytes, from, to);
    }

    private boolean readGluedUnit(byte[] bytes, int from, int to) {
        unit = units.named(bytes, from, to);
        return units.isKnown(unit);
    }
}
