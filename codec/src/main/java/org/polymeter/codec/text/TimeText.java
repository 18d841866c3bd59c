package org.polymeter.codec.text;

import org.polymeter.codec.bytes.CivilTime;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.TimeNotation;

/**
 * Reads a date and time as P1 writes it: {@code YYMMDDhhmmss} with S or W or nothing behind it, and
 * the spelled out forms {@code 20240111 09:35:00} and {@code 2024-01-11 09:35:00}.
 */
public final class TimeText implements TimeNotation {

    /** What stood there. */
    public enum Kind {
        /** Something else. */
        NONE,
        /** A moment. */
        MOMENT,
        /** The mark of a clock or register that was never set. */
        NEVER_SET,
        /** Digits that no calendar or clock shows. */
        IMPOSSIBLE
    }

    private static final int DIGITS = 12;
    private static final int SPELLED_OUT = 14;

    private final int[] pairs = new int[SPELLED_OUT / 2];
    private long localSecond;
    private int deviation;

    @Override
    public boolean isMoment(byte[] bytes, int offset, int length) {
        return read(bytes, offset, offset + length) == Kind.MOMENT;
    }

    @Override
    public long localSecond() {
        return localSecond;
    }

    @Override
    public int deviation() {
        return deviation;
    }

    public Kind read(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == DIGITS + 1) {
            deviation = season(bytes[to - 1]);
            return deviation == Deviation.UNSAID ? Kind.NONE : compact(bytes, from);
        }
        deviation = Deviation.UNSAID;
        if (length == DIGITS) {
            return compact(bytes, from);
        }
        return length > SPELLED_OUT && length < SPELLED_OUT + 6 ? spelledOut(bytes, from, to) : Kind.NONE;
    }

    private Kind compact(byte[] bytes, int from) {
        long head = DigitWord.at(bytes, from);
        long tail = DigitWord.at(bytes, from + DIGITS - Long.BYTES); // four digits of it are new
        if (!DigitWord.areDigits(head) || !DigitWord.areDigits(tail)) {
            return Kind.NONE;
        }
        long first = DigitWord.pairs(head);
        long last = DigitWord.pairs(tail);
        pairs[0] = (int) first & 0xFF;
        pairs[1] = (int) (first >>> 16) & 0xFF;
        pairs[2] = (int) (first >>> 32) & 0xFF;
        pairs[3] = (int) (first >>> 48) & 0xFF;
        pairs[4] = (int) (last >>> 32) & 0xFF;
        pairs[5] = (int) (last >>> 48) & 0xFF;
        return moment(2000 + pairs[0], 1);
    }

    /** Four digits of year, then pairs, with dashes, colons and a space anywhere between. */
    private Kind spelledOut(byte[] bytes, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9 && digits < SPELLED_OUT) {
                pairs[digits / 2] = digits % 2 == 0 ? digit : 10 * pairs[digits / 2] + digit;
                digits++;
            } else if (bytes[i] != '-' && bytes[i] != ':' && bytes[i] != ' ' && bytes[i] != 'T') {
                return Kind.NONE;
            }
        }
        return digits == SPELLED_OUT ? moment(100 * pairs[0] + pairs[1], 2) : Kind.NONE;
    }

    private Kind moment(int year, int month) {
        int day = month + 1;
        if (isNeverSet(year, month)) {
            return Kind.NEVER_SET;
        }
        if (!CivilTime.isPossible(year, pairs[month], pairs[day], pairs[day + 1], pairs[day + 2], pairs[day + 3])) {
            return Kind.IMPOSSIBLE;
        }
        localSecond =
                CivilTime.localSecond(year, pairs[month], pairs[day], pairs[day + 1], pairs[day + 2], pairs[day + 3]);
        return Kind.MOMENT;
    }

    /**
     * All bytes FF print as {@code 632525252525}; clocks that lost their time print the epoch of
     * 1970, the first second of 2000, or a date of zeros.
     */
    private boolean isNeverSet(int year, int month) {
        int monthAndDay = 100 * pairs[month] + pairs[month + 1];
        int hourAndMinute = 100 * pairs[month + 2] + pairs[month + 3];
        return (year == 2063 && monthAndDay == 2525)
                || monthAndDay == 0
                || (year == 2070 && monthAndDay == 101)
                || (year == 2000 && monthAndDay == 101 && hourAndMinute == 0 && pairs[month + 4] <= 1);
    }

    private static int season(byte b) {
        return switch (b) {
            case 'S', 's' -> Deviation.SUMMER;
            case 'W', 'w' -> Deviation.WINTER;
            default -> Deviation.UNSAID;
        };
    }
}
