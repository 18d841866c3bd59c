package org.polymeter.codec.bytes;

/** Calendar arithmetic without {@code java.time}, which would allocate for every telegram. */
public final class CivilTime {

    private static final long SECONDS_PER_DAY = 86_400;

    private CivilTime() {}

    /** Seconds from 1970-01-01T00:00 to the given wall-clock time, in whatever zone that is. */
    public static long localSecond(int year, int month, int day, int hour, int minute, int second) {
        return daysSinceEpoch(year, month, day) * SECONDS_PER_DAY + (hour * 60L + minute) * 60L + second;
    }

    /** Whether a calendar and a clock can show this. */
    public static boolean isPossible(int year, int month, int day, int hour, int minute, int second) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= daysIn(year, month)
                && hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 59;
    }

    private static int daysIn(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** The year begins in March, so leap days come last; for years from 1 on. */
    private static long daysSinceEpoch(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int monthsSinceMarch = month <= 2 ? month + 9 : month - 3;
        int daysBeforeMonth = (153 * monthsSinceMarch + 2) / 5;
        return 365L * y + y / 4 - y / 100 + y / 400 + daysBeforeMonth + day - 1 - 719_468;
    }
}
