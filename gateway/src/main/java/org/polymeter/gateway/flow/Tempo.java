package org.polymeter.gateway.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How often a meter is heard: the median of its last pauses, and when its silence means something. */
final class Tempo {

    private static final int MEMORY = 15;
    private static final int ENOUGH = 3;

    /** What meters are built to; a measured pause within a fifth of one of these is meant to be it. */
    private static final double[] USUAL_SECONDS = {1, 2, 2.5, 5, 10, 15, 20, 30, 60, 300, 600, 900, 3600, 86_400};

    private static final double CLOSE = 0.2;

    private final double[] pauses = new double[MEMORY];
    private int count;
    private @Nullable Instant last;

    void heard(Instant when) {
        if (last != null && when.isAfter(last)) {
            pauses[count++ % MEMORY] = Duration.between(last, when).toMillis() / 1000.0;
        }
        last = when;
    }

    /** Seconds, once enough pauses are known. */
    OptionalDouble intervalSeconds() {
        if (count < ENOUGH) {
            return OptionalDouble.empty();
        }
        double[] sorted = Arrays.copyOf(pauses, Math.min(count, MEMORY));
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        for (double usual : USUAL_SECONDS) {
            if (Math.abs(median - usual) <= CLOSE * usual) {
                return OptionalDouble.of(usual);
            }
        }
        return OptionalDouble.of(Math.max(0.1, Math.round(median * 10) / 10.0));
    }
}
