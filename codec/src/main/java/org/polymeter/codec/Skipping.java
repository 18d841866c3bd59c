package org.polymeter.codec;

import java.util.Optional;
import org.polymeter.codec.explain.Explainer;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Noise;

/** Joins noise that lies side by side, so that the cut of the input does not show in what is reported. */
final class Skipping {

    /** A wire that only makes noise is reported in pieces that the tape still holds. */
    private static final int LONGEST = 8 * 1024;

    private final Tape tape;
    private final MeterStream.Listener listener;
    private long from;
    private int length;
    private int filler; // that follows; part of the noise only if more noise follows it
    private Noise why = Noise.FILLER;
    private Optional<Anatomy> explaining = Optional.empty();

    Skipping(Tape tape, MeterStream.Listener listener) {
        this.tape = tape;
        this.listener = listener;
    }

    /** {@code link}: whose noise it is, if it is to be explained. */
    void noise(long streamOffset, int count, Noise reason, Optional<Anatomy> link) {
        boolean adjacent = length > 0 && why == Noise.STRAY && streamOffset == from + length + filler;
        if (reason == Noise.FILLER) {
            filler += adjacent ? count : 0; // a blank amid stray bytes is one of them
            return;
        }
        if (adjacent && reason == Noise.STRAY && length + filler + count <= LONGEST) {
            length += filler + count;
        } else {
            report();
            from = streamOffset;
            length = count;
            why = reason;
            explaining = link.filter(unused -> reason != Noise.STRAY);
        }
        filler = 0;
    }

    /** Reports what is held back: this frame comes, and nothing more of what stands before its end. */
    void report(Frame next) {
        report();
        tape.forget(next.streamOffset() + next.consumed());
    }

    /** Reports what is held back: something else comes. */
    void report() {
        if (length > 0) {
            int skipped = length;
            length = 0;
            filler = 0;
            byte[] bytes = tape.copy(from, skipped);
            explaining.ifPresent(link -> listener.explained(Explainer.noise(bytes, link)));
            listener.trouble(new Trouble.Skipped(from, skipped, why), bytes);
        }
    }
}
