package org.polymeter.gateway.insight;

import java.time.Duration;
import java.time.Instant;

/** Quarter hours: those of all time zones begin with those of UTC. */
final class QuarterHours {

    static final Duration LENGTH = Duration.ofMinutes(15);

    private QuarterHours() {}

    /** That which begins at an instant or before, and ends after it. */
    static Span around(Instant instant) {
        long seconds = LENGTH.toSeconds();
        Instant begin = Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
        return new Span(begin, begin.plus(LENGTH));
    }
}
