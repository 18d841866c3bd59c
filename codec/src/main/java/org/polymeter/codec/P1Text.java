package org.polymeter.codec;

import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.p1.P1Framer;

/** Finds the P1 telegram in a text that came sealed, and checks its own checksum. */
final class P1Text implements FrameSink {

    /** What became of a text. */
    enum Verdict {
        /** Nothing but one telegram. */
        SOUND,
        /** A telegram whose checksum does not match. */
        BAD_CHECKSUM,
        /** Something else. */
        OTHER
    }

    private final P1Framer framer;
    private final Frame found = new Frame();
    private int frames;
    private Noise worst = Noise.FILLER;

    P1Text(boolean checkChecksums) {
        framer = new P1Framer(checkChecksums);
    }

    static boolean begins(byte[] text, int length) {
        return length > 0 && text[0] == '/';
    }

    /** Looks at a text; {@link #telegram} is it. */
    Verdict read(byte[] text, int length) {
        frames = 0;
        worst = Noise.FILLER;
        framer.feed(text, 0, length, this);
        framer.end(this); // nothing is left for the next text
        if (frames == 1 && worst == Noise.FILLER) {
            return Verdict.SOUND;
        }
        return frames == 0 && worst == Noise.BAD_CHECKSUM ? Verdict.BAD_CHECKSUM : Verdict.OTHER;
    }

    /** What a sound text holds; borrowed until the next text is read. */
    Frame telegram() {
        return found;
    }

    @Override
    public void frame(Frame frame) {
        frames++;
        found.payload(frame.payload(), frame.payloadOffset(), frame.payloadLength())
                .integrity(frame.integrity());
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        worst = why == Noise.FILLER || worst == Noise.BAD_CHECKSUM ? worst : why;
    }
}
