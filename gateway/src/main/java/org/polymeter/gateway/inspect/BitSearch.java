package org.polymeter.gateway.inspect;

import java.util.Optional;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/**
 * Where a frame may be damaged whose checksum does not match: tries which bit, turned over, makes it whole. What several
 * bits could explain, or none, it does not guess.
 */
final class BitSearch {

    /** Longer frames take too long. */
    private static final int LONGEST = 2048;

    private static final long MOST_NANOS = 500_000_000;

    /**
     * A bit that is likely to have changed on the wire.
     *
     * @param offset of its byte
     * @param was the byte as received
     * @param should what it has been, most likely
     */
    record Flip(int offset, int was, int should) {}

    private final MeterStream.Options options;
    private final byte[] frame;

    private BitSearch(MeterStream.Options options, byte[] frame) {
        this.options = options;
        this.frame = frame.clone();
    }

    /** {@code options}: how the frame is read; its link is told by its first byte if it is not known. */
    static Optional<Flip> search(MeterStream.Options options, byte[] frame) {
        Optional<MeterStream.Link> link =
                options.link() == MeterStream.Link.AUTO ? link(frame) : Optional.of(options.link());
        if (link.isEmpty() || frame.length > LONGEST) {
            return Optional.empty();
        }
        MeterStream.Options plain = new MeterStream.Options(link.get(), true, options.kind(), options.keys(), false);
        return new BitSearch(plain, frame).search();
    }

    private static Optional<MeterStream.Link> link(byte[] frame) {
        return Optional.ofNullable(
                switch (frame.length == 0 ? 0 : frame[0]) {
                    case '/' -> MeterStream.Link.P1;
                    case 0x7E -> MeterStream.Link.HDLC;
                    case 0x68 -> MeterStream.Link.MBUS;
                    case 0x1B -> MeterStream.Link.SML;
                    default -> null;
                });
    }

    private Optional<Flip> search() {
        long begin = System.nanoTime();
        Optional<Flip> found = Optional.empty();
        for (int i = 0; i < frame.length; i++) {
            byte was = frame[i];
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                frame[i] = (byte) (was ^ 1 << bit);
                if (isWhole()) {
                    if (found.isPresent()) {
                        return Optional.empty();
                    }
                    found = Optional.of(new Flip(i, was & 0xFF, frame[i] & 0xFF));
                }
            }
            frame[i] = was;
            if (System.nanoTime() - begin > MOST_NANOS) {
                return Optional.empty();
            }
        }
        return found;
    }

    private boolean isWhole() {
        Ear ear = new Ear();
        MeterStream stream = MeterStream.of(options, ear);
        stream.feed(frame, 0, frame.length);
        stream.end();
        return ear.frames == 1 && !ear.damaged;
    }

    private static final class Ear implements MeterStream.Listener {

        private int frames;
        private boolean damaged;

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            frames++;
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            switch (trouble) {
                case Trouble.Skipped skipped -> damaged = true;
                case Trouble.Rejected rejected -> frames++;
            }
        }
    }
}
