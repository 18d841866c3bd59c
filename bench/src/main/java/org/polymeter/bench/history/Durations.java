package org.polymeter.bench.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something took, many times. */
final class Durations {

    private final List<Double> millis = new ArrayList<>();

    void add(long nanos) {
        millis.add(nanos / 1e6);
    }

    /** In ms, as are all. {@code share}: 0.99 for what 99 of 100 did not exceed. */
    double percentile(double share) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.get(Math.clamp((long) Math.ceil(share * sorted.size()) - 1, 0, sorted.size() - 1));
    }

    @Override
    public String toString() {
        return "half of %d within %s ms, 99 %% within %s ms"
                .formatted(millis.size(), Figures.number(percentile(0.5)), Figures.number(percentile(0.99)));
    }
}
