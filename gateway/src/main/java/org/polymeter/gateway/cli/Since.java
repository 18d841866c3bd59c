package org.polymeter.gateway.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.polymeter.gateway.config.Durations;

/** From when on, as command lines say it. */
final class Since {

    static final String EXPECTED = "a time such as 10m, 1h or 2d before the end, or 2026-11-26T18:00:00Z";

    private Since() {}

    /** {@code end}: from where a duration counts back. Empty if the text says no time. */
    static Optional<Instant> parse(String text, Instant end) {
        Optional<Instant> back = Durations.parse(text).map(end::minus);
        if (back.isPresent()) {
            return back;
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
