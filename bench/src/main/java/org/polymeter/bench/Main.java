package org.polymeter.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import org.polymeter.bench.history.HistoryBenchmark;

/** {@code ./polymeter-bench}: measures, prints tables, writes files. */
public final class Main {

    private static final int WRONG_COMMAND_LINE = 2;

    private Main() {}

    public static void main(String[] words) throws RunnerException, IOException, SQLException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Arguments arguments;
        try {
            if (words.length > 0 && words[0].equals(Arguments.HISTORY)) {
                List<String> rest = List.of(words).subList(1, words.length);
                System.exit(HistoryBenchmark.run(rest, out));
            }
            arguments = Arguments.of(words);
        } catch (IllegalArgumentException e) {
            System.err.println("polymeter-bench: " + e.getMessage());
            System.exit(WRONG_COMMAND_LINE);
            return;
        }
        if (arguments.help()) {
            out.print(Arguments.usage());
        } else {
            measure(arguments, out);
        }
    }

    private static void measure(Arguments arguments, PrintStream out) throws RunnerException, IOException {
        Measuring.Effort effort = arguments.quick() ? Measuring.Effort.QUICK : Measuring.Effort.FULL;
        List<Workload> workloads = Workloads.all().stream()
                .filter(each -> arguments.wants(each.name()))
                .toList();
        List<Measurement> measurements = new ArrayList<>();
        StringBuilder tables = new StringBuilder();
        if (!workloads.isEmpty()) {
            measurements.addAll(new Measuring(effort, System.err::println).measure(workloads));
            tables.append(Tables.of(measurements));
        }
        if (arguments.wants(Arguments.GROWTH)) {
            List<Growth.Curve> curves = growth(arguments.quick()).measure(System.err::println);
            measurements.addAll(Growth.measurements(curves));
            tables.append(tables.isEmpty() ? "" : "\n").append(GrowthTables.of(curves));
        }
        out.println();
        out.print(tables);
        if (arguments.json().isPresent()) {
            Files.writeString(arguments.json().get(), Json.of(measurements));
        }
        if (arguments.markdown().isPresent()) {
            Files.writeString(arguments.markdown().get(), tables.toString());
        }
    }

    private static Growth growth(boolean quick) {
        return quick ? new Growth(25, 4, Growth.SIZES) : new Growth(100, 20, Growth.SIZES);
    }
}
