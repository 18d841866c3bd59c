package org.polymeter.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.polymeter.bench.reader.Reader;

/** What JMH runs, in a process of its own for each pair of workload and subject: time per telegram. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked // JMH fills the fields
public class TelegramBenchmark {

    /** A divisor of every rotation. */
    static final int AT_ONCE = 32;

    @Param(Workloads.YARDSTICK)
    String workload;

    @Param(Workloads.TABLE)
    String subject;

    /** On the processor, before JMH begins: its own warm-up is short where others want the processor, too. */
    @Param("0")
    int warmUpMillis;

    private List<byte[]> telegrams;
    private Reader reader;
    private int next;
    private long warmedUp;

    @Setup
    public void prove() {
        Workload chosen = Workloads.named(workload);
        telegrams = chosen.telegrams();
        reader = chosen.provenReader(subject);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + warmUpMillis * 1_000_000L;
        long sum = 0;
        while (threads.getCurrentThreadCpuTime() < end) {
            sum += read();
        }
        warmedUp = sum;
    }

    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public long read() {
        long sum = warmedUp;
        for (int i = 0; i < AT_ONCE; i++) {
            sum += reader.read(telegrams.get(next));
            next = next + 1 == telegrams.size() ? 0 : next + 1;
        }
        return sum;
    }
}
