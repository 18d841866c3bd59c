package org.polymeter.bench.history;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something took, many times: by the clock, and on the processor, which others on the machine spoil less. */
final class Durations {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What is timed. */
    interface Work<E extends Exception> {
        void run() throws E;
    }

    private final List<Double> millis = new ArrayList<>();
    private final List<Double> processorMillis = new ArrayList<>();

    <E extends Exception> void time(Work<E> work) throws E {
        long processor = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        work.run();
        millis.add((System.nanoTime() - start) / 1e6);
        processorMillis.add((THREADS.getCurrentThreadCpuTime() - processor) / 1e6);
    }

    /** By the clock, in ms. {@code share}: 0.99 for what 99 of 100 did not exceed. */
    double percentile(double share) {
        return percentile(millis, share);
    }

    private static double percentile(List<Double> all, double share) {
        List<Double> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        return sorted.get(Math.clamp((long) Math.ceil(share * sorted.size()) - 1, 0, sorted.size() - 1));
    }

    private static String words(List<Double> all) {
        return Figures.number(percentile(all, 0.5)) + " and " + Figures.number(percentile(all, 0.99)) + " ms";
    }

    @Override
    public String toString() {
        return "half and 99 %% of %d within %s (on the processor %s)"
                .formatted(millis.size(), words(millis), words(processorMillis));
    }
}
