package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Listens when something comes, and tells its {@link Rhythm}. */
final class Beats {

    /** Lists of one push come one after the other; nothing comes more often. */
    private static final Duration TOGETHER = Duration.ofMillis(500);

    /** An hour of a meter that speaks every second; the median of an hour is that of a day. */
    private static final int MOST = 3600;

    private long[] millis = new long[16];
    private int kept;
    private long distances;
    private long worst;
    private @Nullable Instant last;

    void at(Instant time) {
        Instant before = last;
        if (before == null) {
            last = time;
            return;
        }
        long distance = Duration.between(before, time).toMillis();
        if (distance < TOGETHER.toMillis()) {
            return;
        }
        last = time;
        distances++;
        worst = Math.max(worst, distance);
        if (kept < MOST) {
            millis = kept == millis.length ? Arrays.copyOf(millis, kept * 2) : millis;
            millis[kept++] = distance;
        }
    }

    Rhythm rhythm() {
        if (distances == 0) {
            return Rhythm.UNKNOWN;
        }
        long[] sorted = Arrays.copyOf(millis, kept);
        Arrays.sort(sorted);
        return new Rhythm(
                Optional.of(Duration.ofMillis(sorted[kept / 2])), Optional.of(Duration.ofMillis(worst)), distances);
    }
}
