package org.polymeter.gateway.profile;

import java.time.Instant;
import java.time.LocalDate;

/** Times of the profile, without garbage: RFC 3339 in UTC, {@code 2025-01-14T09:12:35.412Z}. */
final class TimeBytes {

    static final int LONGEST = 24;

    private static final int MILLIS_PER_DAY = 86_400_000;

    private TimeBytes() {}

    static boolean hasMillis(Instant time) {
        return Math.floorMod(time.toEpochMilli(), 1000L) != 0;
    }

    /** Writes a time of the years 0 to 9999; returns where it ends. */
    static int write(Instant time, boolean millis, byte[] into, int offset) {
        long epochMilli = time.toEpochMilli();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMilli, MILLIS_PER_DAY));
        int milli = Math.floorMod(epochMilli, MILLIS_PER_DAY);
        int second = milli / 1000;
        digits(date.getYear(), 4, into, offset);
        into[offset + 4] = '-';
        digits(date.getMonthValue(), 2, into, offset + 5);
        into[offset + 7] = '-';
        digits(date.getDayOfMonth(), 2, into, offset + 8);
        into[offset + 10] = 'T';
        digits(second / 3600, 2, into, offset + 11);
        into[offset + 13] = ':';
        digits(second / 60 % 60, 2, into, offset + 14);
        into[offset + 16] = ':';
        digits(second % 60, 2, into, offset + 17);
        int end = offset + 19;
        if (millis) {
            into[end] = '.';
            digits(milli % 1000, 3, into, end + 1);
            end += 4;
        }
        into[end] = 'Z';
        return end + 1;
    }

    private static void digits(int value, int count, byte[] into, int offset) {
        int rest = value;
        for (int i = offset + count - 1; i >= offset; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
