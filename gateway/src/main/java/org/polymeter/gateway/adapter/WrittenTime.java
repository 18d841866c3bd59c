package org.polymeter.gateway.adapter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** An instant in writing that leaves no doubt: {@code 2026-10-25T02:15+01:00}, or seconds or milliseconds since 1970. */
public final class WrittenTime {

    private WrittenTime() {}

    /** Empty if it is none, or says no offset: then two hours of a year could be either of two. */
    public static Optional<Instant> read(String text) {
        try {
            if (text.matches("\\d{9,10}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            if (text.matches("\\d{12,13}")) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
            }
            return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
