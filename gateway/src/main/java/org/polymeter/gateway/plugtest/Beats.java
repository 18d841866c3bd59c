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

    private final int most;
    private int[] millis = new int[16];
    private int kept;
    private long distances;
    private long worst;
    private @Nullable Instant last;

    /** {@code most}: of how many distances, the newest, the median is. */
    Beats(int most) {
        this.most = most;
    }

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
        if (kept == millis.length && kept < most) {
            millis = Arrays.copyOf(millis, Math.min(most, kept * 2));
        }
        millis[(int) ((distances - 1) % most)] = (int) Math.min(distance, Integer.MAX_VALUE);
        kept = (int) Math.min(distances, most);
    }

    Rhythm rhythm() {
        if (distances == 0) {
            return Rhythm.UNKNOWN;
        }
        int[] sorted = Arrays.copyOf(millis, kept);
        Arrays.sort(sorted);
        return new Rhythm(
                Optional.of(Duration.ofMillis(sorted[kept / 2])), Optional.of(Duration.ofMillis(worst)), distances);
    }
}
