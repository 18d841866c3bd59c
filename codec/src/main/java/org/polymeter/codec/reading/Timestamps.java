package org.polymeter.codec.reading;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the profile writes them: RFC 3339, UTC, {@code Z}. */
public final class Timestamps {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** Fraction only if non-zero, at most three digits: {@code 2025-01-14T09:12:35Z}. */
    public static String format(Instant time) {
        long millis = Math.floorMod(time.toEpochMilli(), 1000L);
        return (millis == 0 ? SECONDS : MILLIS).format(time);
    }

    /** Always three digits: {@code 2025-01-14T09:12:35.412Z}. */
    public static String formatMillis(Instant time) {
        return MILLIS.format(time);
    }
}
