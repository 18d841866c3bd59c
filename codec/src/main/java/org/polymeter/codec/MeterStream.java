package org.polymeter.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;

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
        /** Whichever of the others finds a frame that proves itself first; it keeps watching. */
        AUTO,
        /** DSMR and its relatives: text from {@code /} to {@code !}. */
        P1,
        /** DLMS in HDLC frames. */
        HDLC,
        /** Wired M-Bus: records, or DLMS in M-Bus frames. */
        MBUS,
        /** SML files, as German meters push them. */
        SML,
        /** Linky's customer information, between STX and ETX. */
        TIC,
        /** IEC 62056-21, modes A to D: blocks with a checksum, or text from {@code /} to {@code !}. */
        READOUT,
        /** DLMS without any link around it: Czech meters, adapters that took the link away, TCP. */
        APDU;

        /** All but {@link #AUTO}. */
        static final List<Link> REAL =
                Arrays.stream(values()).filter(link -> link != AUTO).toList();

        /** As configurations and command lines say it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The link of that word. */
        public static Optional<Link> named(String word) {
            return Arrays.stream(values())
                    .filter(link -> link.word().equals(word))
                    .findFirst();
        }
    }

    /**
     * What is known of the wire beforehand.
     *
     * @param checkChecksums off only for captures whose text was edited
     * @param kind name of a meter kind, where the telegrams do not give it away
     * @param keys of the meter, if it encrypts
     * @param explain whether {@link Listener#explained} is wanted; costs time and memory
     */
    public record Options(Link link, boolean checkChecksums, Optional<String> kind, Keys keys, boolean explain) {

        /** Finds out by itself. */
        public static Options auto() {
            return of(Link.AUTO);
        }

        /** One link, all else as usual. */
        public static Options of(Link link) {
            return new Options(link, true, Optional.empty(), Keys.NONE, false);
        }

        public Options over(Link other) {
            return new Options(other, checkChecksums, kind, keys, explain);
        }

        public Options ignoringChecksums() {
            return new Options(link, false, kind, keys, explain);
        }

        public Options withKind(Optional<String> name) {
            return new Options(link, checkChecksums, name, keys, explain);
        }

        public Options withKeys(Keys theirs) {
            return new Options(link, checkChecksums, kind, theirs, explain);
        }

        public Options explaining() {
            return new Options(link, checkChecksums, kind, keys, true);
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

        /**
         * What the bytes mean of the telegram, or of the frame that was rejected, that comes next; only
         * if {@link Options#explain}.
         */
        default void explained(Explanation explanation) {}

        /** {@link Link#AUTO} has recognised what the wire speaks; again only when that changes. */
        default void found(Link link) {}
    }

    private final Chain chain;
    private final Tape tape = new Tape();
    private final Skipping skipping;

    private MeterStream(Options options, Listener listener) {
        skipping = new Skipping(tape, listener);
        Chains chains = new Chains(options, skipping, listener);
        if (options.link() == Link.AUTO) {
            Detection detection = new Detection(chains::all, listener::found);
            chain = new Chain(Link.AUTO, detection, detection, () -> {});
        } else {
            chain = chains.of(options.link());
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
        chain.framer().feed(bytes, offset, length, chain.frames());
    }

    /** The wire closed or fell silent: what is half received will not be completed. */
    public void end() {
        chain.framer().end(chain.frames());
        chain.end().run();
        skipping.report();
    }
}
