package org.polymeter.gateway.post;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How long a server asked not to be asked (RFC 9110, Retry-After). */
final class Pause {

    /** Whoever asks for more is asked again after that. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final LongSupplier nanos;
    private long until;

    /** {@code nanos}: a clock that nobody sets. */
    Pause(LongSupplier nanos) {
        this.nanos = nanos;
        this.until = nanos.getAsLong();
    }

    /** Begins one; an answer that asks for none, or that cannot be read, begins none. */
    void begin(Optional<String> retryAfter, Instant now) {
        Duration asked = retryAfter.flatMap(text -> duration(text.strip(), now)).orElse(Duration.ZERO);
        until = nanos.getAsLong() + (asked.compareTo(LONGEST) > 0 ? LONGEST : asked).toNanos();
    }

    /** What is left of it; zero or less if it is over. */
    Duration left() {
        return Duration.ofNanos(until - nanos.getAsLong());
    }

    private static Optional<Duration> duration(String text, Instant now) {
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
