package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether it was listened long enough to say that something does not come, or comes too seldom.
 *
 * @param time for how long; empty if nobody knows, as of captures without a clock
 * @param live whether it was listened to the port itself; a capture may have gaps of its own
 */
record Listening(Optional<Duration> time, boolean live) {

    /** Fewer distances say nothing. */
    private static final long FEWEST_DISTANCES = 3;

    static Listening to(MeterFacts meter, Observations observations) {
        Optional<Duration> span = meter.span().map(it -> Duration.between(it.from(), it.to()));
        return observations.listened().isPresent()
                ? new Listening(observations.listened(), true)
                : new Listening(span, false);
    }

    /** Half a period more than the list says is no jitter. */
    static boolean isSlow(Rhythm rhythm, Duration interval) {
        return !interval.isZero()
                && rhythm.distances() >= FEWEST_DISTANCES
                && rhythm.median()
                                .orElse(Duration.ZERO)
                                .compareTo(interval.multipliedBy(3).dividedBy(2))
                        > 0;
    }

    /** Whether what comes that often must have come; a fifth more than a period holds one for certain. */
    boolean isLongEnoughFor(Duration interval) {
        return interval.isZero()
                || time.filter(it -> interval.multipliedBy(6).dividedBy(5).compareTo(it) <= 0)
                        .isPresent();
    }
}
