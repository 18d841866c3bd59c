package org.polymeter.codec.mbus;

import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;

/**
 * Bytes in no frame, gathered so that a run of one kind is reported as one piece. A stretch that
 * looked like a frame keeps its name although the search for the next frame goes on inside it.
 */
final class NoiseRun {

    private long from;
    private int length;
    private Noise why = Noise.FILLER;

    private long stretchEnd;
    private Noise stretchWhy = Noise.STRAY;

    /** From here to {@code end} stands something that is no frame after all. */
    void stretch(long at, long end, Noise reason) {
        if (at >= stretchEnd) {
            stretchEnd = end;
            stretchWhy = reason;
        }
    }

    void add(long at, int count, Noise otherwise, FrameSink out) {
        Noise reason = at < stretchEnd ? stretchWhy : otherwise;
        if (length > 0 && reason != why) {
            flush(out);
        }
        if (length == 0) {
            from = at;
            why = reason;
        }
        length += count;
    }

    /** A frame begins. */
    void frame(FrameSink out) {
        flush(out);
        stretchEnd = 0;
    }

    /** Reports the run, unless the byte at {@code at} may still belong to it. */
    void flushBefore(long at, FrameSink out) {
        if (at >= stretchEnd) {
            flush(out);
        }
    }

    void flush(FrameSink out) {
        if (length > 0) {
            int count = length;
            length = 0;
            out.noise(from, count, why);
        }
    }
}
