package org.polymeter.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measurements for people: Markdown that reads well in a terminal, too. */
final class Tables {

    /** Measured elsewhere (docs/performance.md), on a machine whose yardstick took 2570 ns. */
    private static final Measurement CITED = new Measurement("W1", "nl.basjes, cited", 93_000, 43_000, 93_000 / 2570.0);

    /** Reads lines only, and checks nothing: no peer for the whole of P1. */
    private static final String LINES_ONLY = "j62056";

    private static final List<String> HEADINGS =
            List.of("Workload", "Read by", "ns", "÷ CRC", "B", "Lead", "Gate: ÷ CRC, B, lead");

    private Tables() {}

    static String of(List<Measurement> measurements) {
        List<List<String>> rows = new ArrayList<>();
        for (Measurement each : measurements) {
            boolean ours = each.subject().equals(Workloads.OURS);
            double lead = ours ? lead(each, measurements) : Double.NaN;
            rows.add(List.of(
                    each.workload(),
                    each.subject(),
                    figure(each.nanos()),
                    String.format(Locale.ROOT, "%.3f", each.ratio()),
                    String.format(Locale.ROOT, "%.0f", each.bytes()),
                    Double.isNaN(lead) ? "" : figure(lead) + "×",
                    ours ? gate(each, lead) : ""));
            if (ours && each.workload().equals(CITED.workload())) {
                rows.add(List.of(
                        CITED.workload(),
                        CITED.subject(),
                        "",
                        String.format(Locale.ROOT, "%.1f", CITED.ratio()),
                        figure(CITED.bytes()),
                        "",
                        ""));
            }
        }
        return table(HEADINGS, rows);
    }

    /** A Markdown table whose columns are as wide as they need to be. */
    static String table(List<String> headings, List<List<String>> rows) {
        int[] widths = headings.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        line(headings, widths, text);
        text.append('|');
        for (int width : widths) {
            text.append("-".repeat(width + 2)).append('|');
        }
        text.append('\n');
        rows.forEach(row -> line(row, widths, text));
        return text.toString();
    }

    /** Three digits that count. */
    static String figure(double value) {
        String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private static void line(List<String> cells, int[] widths, StringBuilder text) {
        text.append('|');
        for (int i = 0; i < widths.length; i++) {
            text.append(' ')
                    .append(cells.get(i))
                    .repeat(" ", widths[i] - cells.get(i).length());
            text.append(" |");
        }
        text.append('\n');
    }

    /** Over the best that others reach, by ratios to the yardstick; not a number if nobody else reads it. */
    private static double lead(Measurement ours, List<Measurement> all) {
        List<Measurement> peers = new ArrayList<>(all);
        peers.add(CITED);
        return peers.stream()
                        .filter(each -> each.workload().equals(ours.workload())
                                && !each.subject().equals(Workloads.OURS)
                                && !each.subject().equals(LINES_ONLY))
                        .mapToDouble(Measurement::ratio)
                        .min()
                        .orElse(Double.NaN)
                / ours.ratio();
    }

    private static String gate(Measurement ours, double lead) {
        Optional<Gate> gate = Gate.of(ours.workload());
        if (gate.isEmpty()) {
            return "";
        }
        Gate limits = gate.get();
        List<String> parts = new ArrayList<>();
        parts.add(verdict(String.format(Locale.ROOT, "%.3f", limits.ratio()), limits.isFastEnough(ours)));
        parts.add(verdict(String.format(Locale.ROOT, "%.0f B", limits.bytes()), limits.isCleanEnough(ours)));
        if (limits.lead() > 0) {
            parts.add(verdict(String.format(Locale.ROOT, "%.0f×", limits.lead()), limits.isFarEnoughAhead(lead)));
        }
        return String.join(", ", parts);
    }

    private static String verdict(String limit, boolean reached) {
        return limit + (reached ? " reached" : " missed");
    }
}
