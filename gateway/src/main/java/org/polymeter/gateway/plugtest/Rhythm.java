package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.util.Optional;

/**
 * How often something came.
 *
 * @param median of the distances; empty if it came once, or nobody knows when
 * @param worst the longest of them
 * @param distances how many there were
 */
public record Rhythm(Optional<Duration> median, Optional<Duration> worst, long distances) {

    static final Rhythm UNKNOWN = new Rhythm(Optional.empty(), Optional.empty(), 0);

    /** Whether the medians differ by jitter only; of what came once there is none. */
    boolean isLike(Rhythm other) {
        if (median.isEmpty() || other.median.isEmpty()) {
            return median.equals(other.median);
        }
        Duration longer = median.get().compareTo(other.median.get()) > 0 ? median.get() : other.median.get();
        Duration shorter = longer.equals(median.get()) ? other.median.get() : median.get();
        return longer.compareTo(shorter.multipliedBy(4).dividedBy(3)) <= 0;
    }
}
