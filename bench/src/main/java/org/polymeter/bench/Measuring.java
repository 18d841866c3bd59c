package org.polymeter.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH: in each round every workload is measured with all its subjects, the yardstick first, each in
 * a fresh process. So what is compared was measured within seconds, and a round that was disturbed is
 * outvoted.
 */
final class Measuring {

    private static final int WARM_UPS = 2;
    private static final int FIRST_JAVA_THAT_WARNS = 24;
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /**
     * How long.
     *
     * @param warmUpMillis on the processor
     * @param millis of each iteration
     */
    record Effort(int rounds, int warmUpMillis, int iterations, int millis) {

        static final Effort FULL = new Effort(3, 2000, 7, 500);
        static final Effort QUICK = new Effort(1, 1500, 5, 200);

        /** The yardstick is a loop that is hot at once. */
        Effort ofYardstick() {
            return new Effort(rounds, 200, 3, millis);
        }
    }

    /** One process: its fastest iteration, which other programs disturbed least, and the median of its garbage. */
    private record Run(double nanos, double bytes, double yardstickNanos) {

        double ratio() {
            return nanos / yardstickNanos;
        }
    }

    private record Pair(String workload, String subject) {}

    private final Effort effort;
    private final Consumer<String> progress;
    private final Map<Pair, List<Run>> runs = new LinkedHashMap<>();

    /** {@code progress} is told what has been measured, in a line each time. */
    Measuring(Effort effort, Consumer<String> progress) {
        this.effort = effort;
        this.progress = progress;
    }

    /** Measures these workloads; the yardstick's own time is always among the results. */
    List<Measurement> measure(List<Workload> workloads) throws RunnerException {
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Workload workload : workloads) {
                measure(workload, "round %d of %d".formatted(round, effort.rounds()));
            }
        }
        return runs.entrySet().stream()
                .map(each -> summary(each.getKey(), each.getValue()))
                .toList();
    }

    private void measure(Workload workload, String round) throws RunnerException {
        Pair yardstick = new Pair(Workloads.YARDSTICK, Workloads.TABLE);
        double yardstickNanos = run(yardstick, Double.NaN, round);
        for (String subject : workload.subjects()) {
            Pair pair = new Pair(workload.name(), subject);
            if (!pair.equals(yardstick)) {
                run(pair, yardstickNanos, round);
            }
        }
    }

    private double run(Pair pair, double yardstickNanos, String round) throws RunnerException {
        boolean isYardstick = Double.isNaN(yardstickNanos);
        Effort here = isYardstick ? effort.ofYardstick() : effort;
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("^" + TelegramBenchmark.class.getName().replace(".", "\\.") + "\\.read$")
                        .param("workload", pair.workload())
                        .param("subject", pair.subject())
                        .param("warmUpMillis", Integer.toString(here.warmUpMillis()))
                        .forks(1)
                        .threads(1)
                        .warmupIterations(WARM_UPS)
                        .warmupTime(TimeValue.milliseconds(here.millis()))
                        .measurementIterations(here.iterations())
                        .measurementTime(TimeValue.milliseconds(here.millis()))
                        .jvmArgs(flags())
                        .addProfiler(GCProfiler.class)
                        .addProfiler(ThreadTimeProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        List<IterationResult> iterations = new ArrayList<>();
        results.forEach(
                result -> result.getBenchmarkResults().forEach(fork -> iterations.addAll(fork.getIterationResults())));
        double nanos = iterations.stream()
                .mapToDouble(each -> secondary(each, ThreadTimeProfiler.TIME))
                .min()
                .orElseThrow();
        double bytes = median(iterations, each -> secondary(each, ALLOCATION));
        runs.computeIfAbsent(pair, key -> new ArrayList<>())
                .add(new Run(nanos, bytes, isYardstick ? nanos : yardstickNanos));
        progress.accept("%s: %s, %s: %.1f ns, %.0f B".formatted(round, pair.workload(), pair.subject(), nanos, bytes));
        return nanos;
    }

    /** A fixed heap, the plainest collector, and code that waits for its compiler, however busy the machine is. */
    private static String[] flags() {
        List<String> flags =
                new ArrayList<>(List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:-BackgroundCompilation"));
        if (Runtime.version().feature() >= FIRST_JAVA_THAT_WARNS) {
            flags.add("--sun-misc-unsafe-memory-access=allow"); // JMH uses it
        }
        return flags.toArray(String[]::new);
    }

    /** JMH leaves out garbage where there is none at all. */
    private static double secondary(IterationResult iteration, String name) {
        Result<?> result = iteration.getSecondaryResults().get(name);
        return result == null ? 0 : result.getScore();
    }

    private static Measurement summary(Pair pair, List<Run> runs) {
        return new Measurement(
                pair.workload(),
                pair.subject(),
                median(runs, Run::nanos),
                median(runs, Run::bytes),
                median(runs, Run::ratio));
    }

    private static <T> double median(List<T> list, ToDoubleFunction<T> figure) {
        double[] sorted = list.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
