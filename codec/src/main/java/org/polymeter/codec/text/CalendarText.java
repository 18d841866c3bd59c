package org.polymeter.codec.text;

import org.polymeter.codec.bytes.CivilTime;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.text.TimeText.Kind;

/**
 * Reads dates and times of day as IEC 62056-21 meters print them: {@code 24-03-21}, {@code 240321},
 * {@code 2024-03-21}, {@code 21.03.24}; {@code 21:10:29}, {@code 211029}, {@code 21:10}. In digits
 * without separators, one more digit in front is the season: 0 standard time, 1 summer time, 2 UTC.
 */
public final class CalendarText {

    private static final int MOST_NUMBERS = 3;
    private static final int MOST_DIGITS = 8;
    private static final int CENTURY = 2000;

    /** Digits of a whole moment without separators: the date's and the time's. */
    private static final int SHORTEST_MOMENT = 10;

    private final int[] numbers = new int[MOST_NUMBERS];
    private final int[] lengths = new int[MOST_NUMBERS];
    private byte separator;
    private int year;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private int deviation = Deviation.UNSAID;

    /** Forgets what was read before. */
    public void clear() {
        deviation = Deviation.UNSAID;
    }

    /** See {@link Deviation}; unsaid unless a season was printed since {@link #clear}. */
    public int deviation() {
        return deviation;
    }

    /** What date and time of day, as read last, are together. */
    public Kind moment() {
        if (month == 0 || day == 0) {
            return Kind.NEVER_SET;
        }
        return CivilTime.isPossible(year, month, day, hour, minute, second) ? Kind.MOMENT : Kind.IMPOSSIBLE;
    }

    /** Meaningful only if {@link #moment} is one. */
    public long localSecond() {
        return CivilTime.localSecond(year, month, day, hour, minute, second);
    }

    /** Whether the bytes are a date and a time of day, with something between them or nothing. */
    public boolean readMoment(byte[] bytes, int from, int to) {
        clear();
        int gap = from;
        while (gap < to && bytes[gap] != ' ' && bytes[gap] != 'T' && bytes[gap] != ',') {
            gap++;
        }
        if (gap < to) {
            return readDate(bytes, from, gap) && readTimeOfDay(bytes, gap + 1, to);
        }
        int digits = to - from;
        if (digits < SHORTEST_MOMENT || digits > SHORTEST_MOMENT + 4) {
            return false;
        }
        int time = digits <= SHORTEST_MOMENT + 1 ? 4 : 6;
        return readDate(bytes, from, to - time) && readTimeOfDay(bytes, to - time, to);
    }

    /** Whether the bytes have the form of a date. */
    public boolean readDate(byte[] bytes, int from, int to) {
        int count = readNumbers(bytes, from, to);
        if (count == 1) {
            return packedDate(numbers[0], lengths[0]);
        }
        if (count != MOST_NUMBERS) {
            return false;
        }
        boolean dayFirst = separator == '.' || separator == '/';
        year = fullYear(numbers[dayFirst ? 2 : 0]);
        month = numbers[1];
        day = numbers[dayFirst ? 0 : 2];
        return true;
    }

    /** Whether the bytes have the form of a time of day. */
    public boolean readTimeOfDay(byte[] bytes, int from, int to) {
        int count = readNumbers(bytes, from, to);
        if (count == 1) {
            return packedTime(numbers[0], lengths[0]);
        }
        hour = numbers[0];
        minute = numbers[1];
        second = count == MOST_NUMBERS ? numbers[2] : 0;
        return count > 0;
    }

    private boolean packedDate(int number, int digits) {
        int yearMonthDay = number;
        if (digits == 7) {
            season(number / 1_000_000);
            yearMonthDay = number % 1_000_000;
        } else if (digits != 6 && digits != MOST_DIGITS) {
            return false;
        }
        year = fullYear(yearMonthDay / 10_000);
        month = yearMonthDay / 100 % 100;
        day = yearMonthDay % 100;
        return true;
    }

    private boolean packedTime(int number, int digits) {
        int time = digits == 4 ? 100 * number : number;
        if (digits == 7) {
            season(number / 1_000_000);
            time = number % 1_000_000;
        } else if (digits != 4 && digits != 6) {
            return false;
        }
        hour = time / 10_000;
        minute = time / 100 % 100;
        second = time % 100;
        return true;
    }

    /** Splits digits at separators of one kind; returns how many numbers there are, 0 if it is not that. */
    private int readNumbers(byte[] bytes, int from, int to) {
        int count = 0;
        int i = from;
        separator = 0;
        while (i < to && count < MOST_NUMBERS) {
            int begin = i;
            int number = 0;
            while (i < to && i - begin < MOST_DIGITS && bytes[i] >= '0' && bytes[i] <= '9') {
                number = 10 * number + bytes[i++] - '0';
            }
            numbers[count] = number;
            lengths[count++] = i - begin;
            if (i == begin) {
                return 0;
            }
            if (i < to) {
                boolean same = separator == 0 || separator == bytes[i];
                separator = bytes[i++];
                if (!same || "-:./".indexOf(separator) < 0 || i == to) {
                    return 0;
                }
            }
        }
        return i == to ? count : 0;
    }

    private void season(int digit) {
        deviation = switch (digit) {
            case 0 -> Deviation.WINTER;
            case 1 -> Deviation.SUMMER;
            case 2 -> 0;
            default -> deviation;
        };
    }

    private static int fullYear(int year) {
        return year < 100 ? CENTURY + year : year;
    }
}
