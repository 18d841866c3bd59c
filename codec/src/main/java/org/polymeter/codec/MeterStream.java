package org.polymeter.codec;

import java.util.List;
import java.util.Optional;
import org.polymeter.codec.dlms.BlockJoiner;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Decoder;
import org.polymeter.codec.p1.P1Framer;

/**
 * The byte stream of one meter, from the wire to telegrams.
 *
 * <pre>{@code
 * var stream = MeterStream.of(MeterStream.Options.auto(), listener);
 * stream.feed(bytes, 0, count); // any cut: a byte, a chunk, a file
 * stream.end(); // the wire closed or fell silent
 * }</pre>
 *
 * Never throws on input. Not thread-safe: a stream belongs to the thread that reads the wire.
 * What comes out is borrowed for the call.
 */
public final class MeterStream {

    /** How telegrams are cut out of bytes. */
    public enum Link {
        /** Whichever of the others finds an intact frame first. */
        AUTO,
        /** DSMR and its relatives: text from {@code /} to {@code !}. */
        P1,
        /** DLMS in HDLC frames. */
        HDLC
    }

    /**
     * What is known of the wire beforehand.
     *
     * @param checkChecksums off only for captures whose text was edited
     * @param kind name of a meter kind, where the telegrams do not give it away
     */
    public record Options(Link link, boolean checkChecksums, Optional<String> kind) {

        /** Finds out by itself. */
        public static Options auto() {
            return new Options(Link.AUTO, true, Optional.empty());
        }
    }

    /** Receives what is found, in wire order. */
    public interface Listener {

        /** One telegram, and the frame it came in; both borrowed. */
        void telegram(Telegram telegram, Frame frame);

        /**
         * Bytes that did not become a telegram.
         *
         * @param evidence those bytes, as far as they are still at hand (the last 16 KiB)
         */
        void trouble(Trouble trouble, byte[] evidence);
    }

    private final Framer framer;
    private final FrameSink frames;
    private final Tape tape = new Tape();
    private final Skipping skipping;
    private final Optional<BlockJoiner> joiner;

    private MeterStream(Options options, Listener listener) {
        Optional<MeterKind> kind = options.kind().map(MeterKinds::named);
        skipping = new Skipping(tape, listener);
        Reader p1 = new Reader("dsmr", new P1Decoder(), kind, skipping, listener, new Telegram());
        Reader dlms = new Reader(
                "dlms", new NotificationDecoder(MeterKinds.lists()), kind, skipping, listener, new Telegram());
        BlockJoiner blocks = new BlockJoiner(dlms);
        switch (options.link()) {
            case P1 -> {
                framer = new P1Framer(options.checkChecksums());
                frames = p1;
                joiner = Optional.empty();
            }
            case HDLC -> {
                framer = new HdlcFramer();
                frames = blocks;
                joiner = Optional.of(blocks);
            }
            case AUTO -> {
                var candidates = List.of(
                        new Detection.Candidate(new P1Framer(options.checkChecksums()), p1),
                        new Detection.Candidate(new HdlcFramer(), blocks));
                Detection detection = new Detection(candidates);
                framer = detection;
                frames = detection;
                joiner = Optional.of(blocks);
            }
            default -> throw new IllegalStateException("no such link: " + options.link());
        }
    }

    /**
     * A stream that has heard nothing yet.
     *
     * @throws IllegalArgumentException if no meter kind has the given name
     */
    public static MeterStream of(Options options, Listener listener) {
        return new MeterStream(options, listener);
    }

    /** Takes the next bytes of the wire; telegrams come out during the call. */
    public void feed(byte[] bytes, int offset, int length) {
        tape.record(bytes, offset, length);
        framer.feed(bytes, offset, length, frames);
    }

    /** The wire closed or fell silent: what is half received will not be completed. */
    public void end() {
        framer.end(frames);
        joiner.ifPresent(BlockJoiner::end);
        skipping.report();
    }

    /** What becomes of a frame: a telegram, or trouble. */
    private record Reader(
            String protocol,
            Decoder decoder,
            Optional<MeterKind> kind,
            Skipping skipping,
            Listener listener,
            Telegram telegram)
            implements FrameSink {

        @Override
        public void frame(Frame frame) {
            skipping.report();
            telegram.clear(protocol);
            switch (decoder.decode(
                    frame.payload(), frame.payloadOffset(), frame.payloadLength(), frame.link(), telegram)) {
                case Outcome.Complete complete -> {
                    complete(frame);
                    listener.telegram(telegram, frame);
                }
                case Outcome.Rejected rejected ->
                    listener.trouble(
                            new Trouble.Rejected(frame.streamOffset(), frame.rawLength(), protocol, rejected.fault()),
                            frame.copyOfRaw());
            }
        }

        private void complete(Frame frame) {
            Optional<MeterKind> known = kind.isPresent() ? kind : MeterKinds.identify(telegram, frame.link());
            known.ifPresent(meter -> telegram.model(meter.title()));
            known.ifPresentOrElse(meter -> meter.complete(telegram), () -> MeterKinds.remarkOpen(telegram));
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            skipping.noise(streamOffset, length, why);
        }
    }
}
