package org.polymeter.codec.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Decoder;
import org.polymeter.codec.security.Keys;

/**
 * What is fuzzed, and what must hold for any bytes whatever: no exception, every byte accounted for
 * once, no evidence longer than what came in, and no more memory than stated.
 *
 * <p>A fuzzer calls {@link #fuzzerTestOneInput} in a process of its own; the property {@code
 * polymeter.fuzz.target} says which of {@link #TARGETS} it is.
 */
public final class Fuzzed {

    /** Buffers of a fresh stream over all links, and what rejects and their words take. */
    private static final long MOST_BYTES = 4 * 1024 * 1024;

    /** Beyond that, for each byte that came in: evidence is copied, texts are made. */
    private static final long MOST_PER_BYTE = 4 * 1024;

    /** The first executions also load classes. */
    private static final int WARM = 1000;

    private static int warmth;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** One kind of input. */
    @FunctionalInterface
    interface Target {
        void take(byte[] input);
    }

    /** By name: {@code stream-<link>}, {@code explain-<link>}, {@code decode-<protocol>}. */
    static final Map<String, Target> TARGETS = targets();

    private static final Target CHOSEN =
            TARGETS.getOrDefault(System.getProperty("polymeter.fuzz.target", ""), input -> {});

    private Fuzzed() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        CHOSEN.take(input);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        warmth = Math.min(warmth + 1, WARM);
        if (warmth == WARM && allocated > MOST_BYTES + MOST_PER_BYTE * input.length) {
            throw new IllegalStateException(input.length + " bytes made " + allocated + " bytes of garbage");
        }
    }

    private static Map<String, Target> targets() {
        Map<String, Target> targets = new TreeMap<>();
        Keys keys = Keys.of(new byte[16]).withAuthentication(new byte[16]);
        for (Link link : Link.values()) {
            targets.put(
                    "stream-" + link.word(), input -> stream(Options.of(link).withKeys(keys), input));
        }
        targets.put("explain-auto", input -> stream(Options.auto().explaining(), input));
        targets.put("decode-dsmr", decoding(P1Decoder::new));
        targets.put("decode-dlms", decoding(() -> new NotificationDecoder(MeterKinds.lists())));
        return targets;
    }

    private static Target decoding(Supplier<Decoder> decoder) {
        return input -> {
            Telegram telegram = new Telegram();
            telegram.clear("fuzzed");
            decoder.get().decode(input, 0, input.length, 0, telegram);
            MeterKinds.complete(telegram, 0);
            telegram.observations();
        };
    }

    /** Half of the input in one piece and half byte by byte, so that cuts are tried, too. */
    private static void stream(Options options, byte[] input) {
        Account account = new Account(input.length);
        MeterStream stream = MeterStream.of(options, account);
        int half = input.length / 2;
        stream.feed(input, 0, half);
        for (int i = half; i < input.length; i++) {
            stream.feed(input, i, 1);
        }
        stream.end();
    }

    private static final class Account implements MeterStream.Listener {

        private final int fed;
        private long accounted; // all but fillers

        Account(int fed) {
            this.fed = fed;
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            take(frame.streamOffset(), frame.consumed());
            telegram.observations();
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            if (evidence.length > fed) {
                throw new IllegalStateException("evidence of " + evidence.length + " bytes, but only " + fed + " came");
            }
            if (trouble instanceof Trouble.Skipped) {
                take(trouble.streamOffset(), trouble.length());
            }
        }

        private void take(long offset, int length) {
            accounted += length;
            if (offset < 0 || length < 0 || offset + length > fed || accounted > fed) {
                throw new IllegalStateException(length + " bytes at " + offset + ", " + accounted + " of " + fed);
            }
        }
    }
}
