package org.polymeter.bench.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, line by line, and whether targets are reached. */
final class Figures {

    private final StringBuilder table = new StringBuilder("| What | Figure | Target |\n|---|---|---|\n");
    private final List<String> missed = new ArrayList<>();

    void add(String what, String figure) {
        table.append("| %s | %s | |\n".formatted(what, figure));
    }

    /** A figure that has to be no more than so much. */
    void atMost(String what, double value, String unit, double most) {
        gate(what, words(value, unit), "≤ " + words(most, unit), value <= most);
    }

    /** What 99 of 100 may take at most, in ms. */
    void atMost(String what, Durations durations, double most) {
        double slowest = durations.percentile(0.99);
        gate(what, durations.toString(), "99 % ≤ " + number(most) + " ms", slowest <= most);
    }

    /** A figure that has to be so much or more. */
    void atLeast(String what, double value, String unit, double least) {
        gate(what, words(value, unit), "≥ " + words(least, unit), value >= least);
    }

    private void gate(String what, String figure, String target, boolean isReached) {
        table.append("| %s | %s | %s%s |\n".formatted(what, figure, target, isReached ? "" : ", **missed**"));
        if (!isReached) {
            missed.add(what + ": " + figure + ", target " + target);
        }
    }

    List<String> missed() {
        return missed;
    }

    @Override
    public String toString() {
        return table.toString();
    }

    /** Three digits or more. */
    static String number(double value) {
        int decimals = value >= 99.95 || value == Math.rint(value) ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String words(double value, String unit) {
        return (number(value) + " " + unit).strip();
    }

    static String megabytes(long bytes) {
        return number(bytes / 1e6) + " MB";
    }
}
