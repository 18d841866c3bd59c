package org.polymeter.codec.text;

import org.polymeter.codec.observation.Obis;

/**
 * Reads the code that begins a line, as {@code 1-0:1.8.1}, and its other spellings: without
 * {@code A-B:}, with a colon between C and D, with {@code *F}, {@code &F} or {@code .255} at the
 * end, with the letters of IEC 62056-21 (C.1.0, F.F).
 */
public final class ObisText {

    public static final int NONE = -1;

    private static final int ERRORS = 97;
    private static final int ELECTRICITY = 1 << 8;
    private static final int ABSTRACT = 0;

    private final boolean reduced;
    private byte[] bytes = new byte[0];
    private int position;
    private int limit;
    private boolean sound;
    private boolean whole;
    private long packed;

    public ObisText() {
        this(false);
    }

    /**
     * A reader that may take shorter codes.
     *
     * @param reduced whether group E may be missing ({@code 31.7}), and all but the letter of the
     *     error register ({@code F}), as in readouts of IEC 62056-21
     */
    public ObisText(boolean reduced) {
        this.reduced = reduced;
    }

    /** Whether the groups A and B were printed, rather than implied. */
    public boolean isWhole() {
        return whole;
    }

    /** A-B:C.D.E*F, one byte each, as {@link Obis} packs them. */
    public long packed() {
        return packed;
    }

    /** Returns the index behind the code, or NONE if there is no sound code. */
    public int read(byte[] bytes, int from, int limit) {
        this.bytes = bytes;
        this.position = from;
        this.limit = limit;
        this.sound = true;
        int first = group();
        whole = takes('-');
        if (whole) {
            long ab = ((long) first << 8) | group();
            expect(':');
            int c = group();
            boolean odd = takes(':');
            packed = (ab << 32) | rest(c, odd);
        } else {
            long ab = first == 96 || first == ERRORS ? ABSTRACT : ELECTRICITY;
            packed = (ab << 32) | rest(first, false);
        }
        return sound ? position : NONE;
    }

    /**
     * Groups C to F.
     *
     * @param odd a colon stood between C and D
     */
    private long rest(int c, boolean odd) {
        if (reduced && c == ERRORS && !isAt('.')) {
            return ((long) ERRORS << 24) | (ERRORS << 16) | last(odd); // F is F.F
        }
        if (!odd) {
            expect('.');
        }
        boolean lettered = position < limit && bytes[position] > '9';
        int d = group();
        int e = 0;
        if (!(lettered || reduced) || isAt('.')) { // F.F has no group E
            expect('.');
            e = group();
        }
        return ((long) c << 24) | ((long) d << 16) | ((long) e << 8) | last(odd);
    }

    /** A fourth point is too many unless 255 follows; {@code 1-0:4:24.7.0} is damage. */
    private int last(boolean odd) {
        if (takes('*') || takes('&')) {
            return group();
        }
        if (takes('.')) {
            sound &= !odd && group() == Obis.CURRENT;
        }
        return Obis.CURRENT;
    }

    private boolean takes(char wanted) {
        if (!isAt(wanted)) {
            return false;
        }
        position++;
        return true;
    }

    private boolean isAt(char wanted) {
        return position < limit && bytes[position] == wanted;
    }

    private void expect(char wanted) {
        sound &= takes(wanted);
    }

    private int group() {
        int begin = position;
        int end = Math.min(begin + 3, limit);
        int value = 0;
        int i = begin;
        for (; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = 10 * value + digit;
        }
        position = i;
        if (i == begin) {
            return letter();
        }
        sound &= value <= 255;
        return value;
    }

    /** IEC 62056-21 prints the groups 96 to 99 as letters. */
    private int letter() {
        byte letter = position < limit ? bytes[position++] : 0;
        return switch (letter) {
            case 'C' -> 96;
            case 'F' -> 97;
            case 'L' -> 98;
            case 'P' -> 99;
            default -> {
                sound = false;
                yield 0;
            }
        };
    }
}
