package org.polymeter.gateway.insight;

import java.time.Duration;
import java.time.Instant;

/** A time that has a length: what is measured in it was measured after {@code from}, at latest at {@code to}. */
public record Span(Instant from, Instant to) {

    public Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a span ends after it begins: " + from + " to " + to);
        }
    }

    Duration length() {
        return Duration.between(from, to);
    }

    long millis() {
        return length().toMillis();
    }

    boolean holds(Span other) {
        return !other.from.isBefore(from) && !other.to.isAfter(to);
    }

    /** Whether both have some time in common. */
    public boolean meets(Span other) {
        return other.from.isBefore(to) && from.isBefore(other.to);
    }
}
