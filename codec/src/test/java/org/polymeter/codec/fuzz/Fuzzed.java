package org.polymeter.codec.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.dlms.ApduFramer;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.mbus.MbusDecoder;
import org.polymeter.codec.mbus.MbusFramer;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Decoder;
import org.polymeter.codec.p1.P1Framer;
import org.polymeter.codec.readout.ReadoutDecoder;
import org.polymeter.codec.readout.ReadoutFramer;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.security.SealedFramer;
import org.polymeter.codec.sml.SmlDecoder;
import org.polymeter.codec.sml.SmlFramer;
import org.polymeter.codec.tic.TicDecoder;
import org.polymeter.codec.tic.TicFramer;

/**
 * What is fuzzed, and what must hold for any bytes whatever: no exception, every byte accounted for
 * once, no evidence longer than what came in, and no more memory than stated.
 *
 * <p>A fuzzer calls {@link #fuzzerTestOneInput} in a process of its own; the property {@code
 * polymeter.fuzz.target} says which of {@link #TARGETS} it is.
 */
public final class Fuzzed {

    private static final String NAME = System.getProperty("polymeter.fuzz.target", "");

    /**
     * Buffers of a fresh stream over all links, what rejects and their words take, and what the fuzzer's
     * instruments add, which is several times as much. An explanation is a tree of texts.
     */
    private static final long MOST_BYTES = (NAME.startsWith("explain-") ? 16L : 4L) * 1024 * 1024;

    /** Beyond that, for each byte that came in: evidence is copied, texts are made. */
    private static final long MOST_PER_BYTE = 4 * 1024;

    private static final int TRIES = 5;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** One kind of input. */
    @FunctionalInterface
    interface Target {
        void take(byte[] input);
    }

    /** By name: {@code frame-<link>}, {@code decode-<protocol>}, and the whole of it. */
    static final Map<String, Target> TARGETS = targets();

    private static final Target CHOSEN = TARGETS.getOrDefault(NAME, input -> {});

    private Fuzzed() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        long least = Long.MAX_VALUE; // of several, for the first may load classes
        for (int i = 0; i < TRIES && least > most(input); i++) {
            least = Math.min(least, allocated(input));
        }
        if (least > most(input)) {
            throw new IllegalStateException(input.length + " bytes made " + least + " bytes of garbage");
        }
    }

    private static long allocated(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        CHOSEN.take(input);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static long most(byte[] input) {
        return MOST_BYTES + MOST_PER_BYTE * input.length;
    }

    private static Map<String, Target> targets() {
        Map<String, Target> targets = new TreeMap<>();
        Keys keys = Keys.of(new byte[16]).withAuthentication(new byte[16]);
        targets.put("frame-p1", framing(new P1Framer()));
        targets.put("frame-sealed-p1", framing(new SealedFramer(new P1Framer(true, true))));
        targets.put("frame-hdlc", framing(new HdlcFramer()));
        targets.put("frame-mbus", framing(new MbusFramer()));
        targets.put("frame-sml", framing(new SmlFramer(true)));
        targets.put("frame-tic", framing(new TicFramer(true)));
        targets.put("frame-readout", framing(new ReadoutFramer(true)));
        targets.put("frame-apdu", framing(new ApduFramer()));
        targets.put("decode-dsmr", decoding(new P1Decoder()));
        targets.put("decode-dlms", decoding(new NotificationDecoder(MeterKinds.lists())));
        targets.put("decode-mbus", decoding(new MbusDecoder(keys)));
        targets.put("decode-sml", decoding(new SmlDecoder(false)));
        targets.put("decode-tic", decoding(new TicDecoder()));
        targets.put("decode-readout", decoding(new ReadoutDecoder()));
        targets.put("stream-auto", input -> stream(Options.auto().withKeys(keys), input));
        targets.put(
                "explain-auto", input -> stream(Options.auto().withKeys(keys).explaining(), input));
        return targets;
    }

    /** One framer for all inputs: after the end of one, nothing of it may be left. */
    private static Target framing(Framer framer) {
        long[] fed = {0};
        return input -> {
            Tally tally = new Tally(fed[0]);
            int half = input.length / 2;
            framer.feed(input, 0, half, tally);
            for (int i = half; i < input.length; i++) {
                framer.feed(input, i, 1, tally);
            }
            framer.end(tally);
            fed[0] += input.length;
            tally.end(fed[0]);
        };
    }

    private static final class Tally implements FrameSink {

        private long accounted;

        Tally(long from) {
            accounted = from;
        }

        @Override
        public void frame(Frame frame) {
            accounted += frame.consumed();
            frame.copy();
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            if (length <= 0) {
                throw new IllegalStateException("noise of " + length + " bytes");
            }
            accounted += length;
        }

        void end(long fed) {
            if (accounted != fed) {
                throw new IllegalStateException(accounted + " bytes accounted for, but " + fed + " came");
            }
        }
    }

    private static Target decoding(Decoder decoder) {
        Telegram telegram = new Telegram();
        return input -> {
            telegram.clear("fuzzed");
            decoder.decode(input, 0, input.length, 0, telegram);
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
