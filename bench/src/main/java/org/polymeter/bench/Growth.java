package org.polymeter.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.polymeter.bench.meter.SealedMeters;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/**
 * How time grows with the size of the input: every link is fed every input in one chunk and told that
 * it ended, again and again. Counts the thread's time on the processor, so that other programs matter
 * little. A byte should cost the same in long inputs as in short ones.
 */
final class Growth {

    static final List<Integer> SIZES = List.of(100, 1024, 8192, 65_536);

    private static final int CHUNKS = 5;
    private static final int KIBIBYTE = 1024;
    private static final int MOST_AT_ONCE = 32 * KIBIBYTE;

    /** Thread times and garbage of this JVM; every JDK of OpenJDK has it. */
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * One input at all sizes.
     *
     * @param nanosPerByte one for each size, as is the next
     * @param bytesPerByte garbage
     */
    record Curve(Link link, String input, List<Integer> sizes, List<Double> nanosPerByte, List<Double> bytesPerByte) {

        /**
         * How much dearer a byte is in a longer input than in a shorter one, at most; 1 if it never is. Small
         * inputs are left out: there the call itself costs most.
         */
        double factor() {
            double cheapest = Double.POSITIVE_INFINITY;
            double factor = 1;
            for (int i = 0; i < sizes.size(); i++) {
                if (sizes.get(i) >= KIBIBYTE) {
                    cheapest = Math.min(cheapest, nanosPerByte.get(i));
                    factor = Math.max(factor, nanosPerByte.get(i) / cheapest);
                }
            }
            return factor;
        }

        double nanosPerByteAtLast() {
            return nanosPerByte.getLast();
        }
    }

    /** Reads as a gateway would, and keeps nothing. */
    private static final class Listener implements MeterStream.Listener {
        private long heard;

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            heard += telegram.size();
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            heard += evidence.length;
        }
    }

    private final long warmUpNanos;
    private final long chunkNanos;
    private final List<Integer> sizes;

    /**
     * Times on the processor.
     *
     * @param warmUpMillis before each input, at the largest size
     * @param chunkMillis of each of five chunks at each size
     * @param sizes in bytes, ascending
     */
    Growth(int warmUpMillis, int chunkMillis, List<Integer> sizes) {
        this.warmUpNanos = warmUpMillis * 1_000_000L;
        this.chunkNanos = chunkMillis * 1_000_000L;
        this.sizes = sizes;
    }

    /** Every link with every input; {@code progress} hears of each link. */
    List<Curve> measure(Consumer<String> progress) {
        List<Curve> curves = new ArrayList<>();
        for (Link link : Link.values()) {
            progress.accept("growth: " + link.word());
            List<Map<String, byte[]>> bySize =
                    sizes.stream().map(size -> Inputs.of(link, size)).toList();
            for (String input : bySize.getFirst().keySet()) {
                curves.add(curve(
                        link,
                        input,
                        bySize.stream().map(inputs -> bytes(inputs, input)).toList()));
            }
        }
        return curves;
    }

    /** For JSON: the time and the garbage of each whole input. */
    static List<Measurement> measurements(List<Curve> curves) {
        List<Measurement> measurements = new ArrayList<>();
        for (Curve curve : curves) {
            for (int i = 0; i < curve.sizes().size(); i++) {
                int size = curve.sizes().get(i);
                String name =
                        "%s %s %s %d".formatted(Arguments.GROWTH, curve.link().word(), curve.input(), size);
                double nanos = curve.nanosPerByte().get(i) * size;
                double garbage = curve.bytesPerByte().get(i) * size;
                measurements.add(new Measurement(name, Workloads.OURS, nanos, garbage, Double.NaN));
            }
        }
        return measurements;
    }

    private Curve curve(Link link, String name, List<byte[]> inputs) {
        Listener listener = new Listener();
        MeterStream stream = MeterStream.of(Options.of(link).withKeys(SealedMeters.keys()), listener);
        repeat(stream, inputs.getLast(), warmUpNanos);
        List<Double> nanos = new ArrayList<>();
        List<Double> garbage = new ArrayList<>();
        for (byte[] input : inputs) {
            repeat(stream, input, chunkNanos);
            double[] chunks = new double[CHUNKS];
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long times = 0;
            for (int i = 0; i < CHUNKS; i++) {
                long start = THREADS.getCurrentThreadCpuTime();
                long each = repeat(stream, input, chunkNanos);
                chunks[i] = (double) (THREADS.getCurrentThreadCpuTime() - start) / each / input.length;
                times += each;
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            Arrays.sort(chunks);
            nanos.add(chunks[CHUNKS / 2]);
            garbage.add((double) allocated / times / input.length);
        }
        if (listener.heard < 0) {
            throw new IllegalStateException("so that nothing of it can be left out");
        }
        return new Curve(link, name, sizes, nanos, garbage);
    }

    /** At least so long, and at least once; returns how often. */
    private static long repeat(MeterStream stream, byte[] input, long nanos) {
        long end = THREADS.getCurrentThreadCpuTime() + nanos;
        long times = 0;
        int burst = 1;
        do {
            for (int i = 0; i < burst; i++) {
                stream.feed(input, 0, input.length);
                stream.end();
            }
            times += burst;
            burst = Math.min(2 * burst, Math.max(1, MOST_AT_ONCE / input.length)); // asking the time costs
        } while (THREADS.getCurrentThreadCpuTime() < end);
        return times;
    }

    private static byte[] bytes(Map<String, byte[]> inputs, String name) {
        byte[] bytes = inputs.get(name);
        if (bytes == null) {
            throw new IllegalStateException("every size has the same inputs");
        }
        return bytes;
    }
}
