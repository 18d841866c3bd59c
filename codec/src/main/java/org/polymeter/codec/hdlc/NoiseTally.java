package org.polymeter.codec.hdlc;

import org.jspecify.annotations.Nullable;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;

/**
 * Sorts bytes that are in no frame: runs of one kind are reported as one piece.
 *
 * <p>A stretch that looked like a frame keeps its name even though the search for the next frame
 * goes on inside it. Whether a frame with a damaged header was one at all shows only where its
 * closing flag should stand; until then its bytes wait.
 */
final class NoiseTally {

    private long runFrom;
    private int runLength;
    private Noise runWhy = Noise.FILLER;

    private long stretchEnd; // the last byte is where the closing flag should be
    private @Nullable Noise stretchWhy; // null: not yet known

    private long undecidedFrom;
    private int undecided;

    /** From here to {@code end} bytes were part of something that is now known not to be a frame. */
    void stretch(long from, long end, Noise why) {
        if (from < stretchEnd && stretchWhy != null) {
            return; // inside another one
        }
        stretchEnd = end;
        stretchWhy = why;
    }

    /** As {@link #stretch}, but only the byte before {@code end} will tell what it was. */
    void stretchToFlag(long from, long end) {
        if (from >= stretchEnd) {
            stretchEnd = end;
            stretchWhy = null;
        }
    }

    void add(long at, boolean flag, FrameSink out) {
        if (at >= stretchEnd) {
            extend(at, flag ? Noise.FILLER : Noise.STRAY, out);
        } else if (stretchWhy != null) {
            settle(Noise.STRAY, out);
            extend(at, stretchWhy, out);
        } else {
            hold(at, out);
            if (at == stretchEnd - 1) {
                settle(flag ? Noise.BAD_CHECKSUM : Noise.STRAY, out);
            }
        }
    }

    /** A frame begins at {@code at}, so all that was searched before it is settled. */
    void frameAt(long at, FrameSink out) {
        settle(at == stretchEnd - 1 ? Noise.BAD_CHECKSUM : Noise.STRAY, out);
        flush(out);
        stretchEnd = 0;
    }

    /** Reports what is settled, unless the byte at {@code at} may still belong to it. */
    void flushBefore(long at, FrameSink out) {
        if (at >= stretchEnd) {
            flush(out);
        }
    }

    /** Settles and reports everything. */
    void end(FrameSink out) {
        settle(Noise.STRAY, out);
        flush(out);
        stretchEnd = 0;
    }

    private void hold(long at, FrameSink out) {
        if (undecided == 0) {
            flush(out);
            undecidedFrom = at;
        }
        undecided++;
    }

    private void settle(Noise why, FrameSink out) {
        if (undecided > 0) {
            out.noise(undecidedFrom, undecided, why);
            undecided = 0;
        }
    }

    private void extend(long at, Noise why, FrameSink out) {
        if (runLength > 0 && (why != runWhy || at != runFrom + runLength)) {
            flush(out);
        }
        if (runLength == 0) {
            runFrom = at;
            runWhy = why;
        }
        runLength++;
    }

    private void flush(FrameSink out) {
        if (runLength > 0) {
            out.noise(runFrom, runLength, runWhy);
            runLength = 0;
        }
    }
}
