package org.polymeter.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;

/**
 * What one candidate has found while nothing is decided, in the order of the wire: noise, and frames
 * without checksum that wait to be believed.
 */
final class Suspense {

    /** A stretch of the wire. */
    sealed interface Event {
        long streamOffset();

        int length();

        default long end() {
            return streamOffset() + length();
        }
    }

    record Skipped(long streamOffset, int length, Noise why) implements Event {

        /** Whether it at least looked like a frame of this link. */
        boolean isUnderstood() {
            return why != Noise.STRAY && why != Noise.FILLER;
        }
    }

    /**
     * A frame that waits.
     *
     * @param placed it stands where a burst begins, or directly behind one that does; filler aside
     */
    record Kept(Frame frame, boolean placed) implements Event {

        private static final int STX = 0x02;

        @Override
        public long streamOffset() {
            return frame.streamOffset();
        }

        @Override
        public int length() {
            return frame.consumed();
        }

        /** Text shows by itself where it begins; a binary frame has only its place. */
        boolean isText() {
            byte first = frame.rawLength() == 0 ? 0 : frame.raw()[frame.rawOffset()];
            return first == STX || (first >= ' ' && first <= '~');
        }
    }

    private final List<Event> events = new ArrayList<>();
    private @Nullable Kept waiting; // the first one
    private long accounted;

    /** {@code base}: nothing before this offset is ever found. */
    Suspense(long base) {
        accounted = base;
    }

    /** The first frame that waits. */
    @Nullable
    Kept waiting() {
        return waiting;
    }

    /** All bytes before this one are noise. */
    long settled() {
        return waiting == null ? accounted : waiting.streamOffset();
    }

    /** {@code burst}: where the burst began. */
    void frame(Frame frame, long burst) {
        Kept kept = new Kept(frame.copy(), isPlaced(frame.streamOffset(), burst));
        events.add(kept);
        waiting = waiting == null ? kept : waiting;
        accounted = kept.end();
    }

    /** Between the beginning of the burst, or a frame that is placed, and this offset there is only filler. */
    private boolean isPlaced(long streamOffset, long burst) {
        Event last = events.isEmpty() ? null : events.getLast();
        boolean filler = last instanceof Skipped skipped && skipped.why == Noise.FILLER;
        long from = filler && last != null ? last.streamOffset() : streamOffset;
        Event before = !filler ? last : events.size() > 1 ? events.get(events.size() - 2) : null;
        return from == burst || (before instanceof Kept kept && kept.placed && kept.end() == from);
    }

    /** Noise side by side becomes one; filler amid stray bytes is stray, as {@link Skipping} has it. */
    void noise(long streamOffset, int length, Noise why) {
        accounted = streamOffset + length;
        int size = events.size();
        Skipped last = size > 0 && events.get(size - 1) instanceof Skipped skipped ? skipped : null;
        if (last != null && last.why == why) {
            events.set(size - 1, new Skipped(last.streamOffset, last.length + length, why));
        } else if (why == Noise.STRAY
                && last != null
                && last.why == Noise.FILLER
                && size > 1
                && events.get(size - 2) instanceof Skipped before
                && before.why == Noise.STRAY) {
            events.removeLast();
            events.set(size - 2, new Skipped(before.streamOffset, before.length + last.length + length, why));
        } else {
            events.add(new Skipped(streamOffset, length, why));
        }
    }

    /** The first frame that waits is none, nor are those that stand only behind it. */
    void disown() {
        boolean behind = false;
        long first = settled();
        waiting = null;
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Kept kept) {
                behind = kept.streamOffset() == first || (behind && !kept.isText());
                if (behind) {
                    events.set(i, new Skipped(kept.streamOffset(), kept.length(), Noise.STRAY));
                } else if (waiting == null) {
                    waiting = kept;
                }
            } else if (events.get(i) instanceof Skipped skipped && skipped.why != Noise.FILLER) {
                behind = false;
            }
        }
    }

    /** What stands directly behind the first frame that waits: another frame, something else, or nothing yet. */
    Behind behindWaiting() {
        int next = events.indexOf(waiting) + 1;
        while (next < events.size() && events.get(next) instanceof Skipped skipped && skipped.why == Noise.FILLER) {
            next++;
        }
        return next == events.size() ? Behind.NOTHING : events.get(next) instanceof Kept ? Behind.FRAME : Behind.NOISE;
    }

    enum Behind {
        NOTHING,
        FRAME,
        NOISE
    }

    /** Whether a frame of this link, if a damaged one, began between two offsets. */
    boolean understoodBetween(long from, long before) {
        for (Event event : events) {
            if (event instanceof Skipped skipped
                    && skipped.isUnderstood()
                    && skipped.streamOffset < before
                    && skipped.end() > from) {
                return true;
            }
        }
        return false;
    }

    /** How many bytes at least looked like a frame of this link. */
    long understood() {
        long sum = 0;
        for (Event event : events) {
            sum += event instanceof Skipped skipped && !skipped.isUnderstood() ? 0 : event.length();
        }
        return sum;
    }

    /** Passes everything on. */
    void replay(FrameSink out) {
        for (Event event : events) {
            switch (event) {
                case Skipped skipped -> out.noise(skipped.streamOffset, skipped.length, skipped.why);
                case Kept kept -> out.frame(kept.frame);
            }
        }
    }

    /** Passes on the noise before an offset. */
    void report(FrameSink out, long until) {
        for (Event event : events) {
            int length = (int) Math.min(event.length(), until - event.streamOffset());
            if (length > 0 && event instanceof Skipped skipped) {
                out.noise(skipped.streamOffset, length, skipped.why);
            }
        }
    }

    /** Keeps only what ends after an offset; no frame that waits begins before it. */
    void forget(long before) {
        events.removeIf(event -> event.end() <= before);
        events.replaceAll(event -> {
            int gone = (int) Math.max(0, before - event.streamOffset());
            return event instanceof Skipped skipped && gone > 0
                    ? new Skipped(before, skipped.length - gone, skipped.why)
                    : event;
        });
    }
}
