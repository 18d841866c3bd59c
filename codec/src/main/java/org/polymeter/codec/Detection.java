package org.polymeter.codec;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.Suspense.Kept;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Tries several framers at once and stays with the one that finds a frame it can prove.
 *
 * <p>A frame whose checksum holds decides at once. One without a checksum waits until every other
 * candidate has given up on its first byte, and counts only if none of them saw a frame of its own,
 * however damaged, before it: so what stands inside somebody's damaged frame never comes out. A binary
 * one must also stand where a burst begins, or have another directly before or behind it, where the
 * frame of a link would have its checksum.
 *
 * <p>Until then nothing is reported twice: what the candidates find is kept, and what comes out is
 * what the winner found, or at the end, as noise, what the one that understood most has.
 *
 * <p>A winner that hears only noise for {@link #PATIENCE_BYTES}, or in {@link #PATIENCE_BURSTS} bursts
 * in a row, lets go, and all candidates begin anew.
 */
final class Detection implements Framer, FrameSink {

    /** How often noise is reported while nothing is found. */
    private static final int LONGEST_DOUBT = 32 * 1024;

    /** More than the longest telegram, so that one that was damaged does not cost the winner its place. */
    static final int PATIENCE_BYTES = 16 * 1024;

    /** A meter sends at least every minute; a wire with a bad contact is right now and then. */
    static final int PATIENCE_BURSTS = 5;

    /** The winner is judged only at multiples of this, so that the cut of the input decides nothing. */
    private static final int STRIDE = 256;

    private static final long NOWHERE = -1;

    private final Supplier<List<Chain>> candidates;
    private final Consumer<Link> found;
    private List<Trial> trials;
    private @Nullable Watched winner;
    private @Nullable Link last;
    private long position;
    private long doubtFrom; // position at which all candidates began anew
    private long burst; // offset at which the burst began; NOWHERE if that was not heard

    /**
     * Knows nothing yet.
     *
     * @param candidates makes all chains anew, in the order in which they are preferred
     * @param found is told when a link is recognised that was not the last one
     */
    Detection(Supplier<List<Chain>> candidates, Consumer<Link> found) {
        this.candidates = candidates;
        this.found = found;
        this.trials = trials();
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, FrameSink out) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (winner == null) {
                doubt(bytes, at);
                at++;
            } else {
                int count = (int) Math.min(end - at, STRIDE - position % STRIDE);
                follow(winner, bytes, at, count);
                at += count;
            }
        }
    }

    @Override
    public void end(FrameSink out) {
        for (Trial trial : trials) {
            if (winner == null) {
                trial.chain.framer().end(trial);
            }
        }
        if (winner == null) {
            settle(true);
        }
        if (winner == null) {
            giveUp(position);
            trials.forEach(trial -> trial.chain.end().run());
        } else {
            winner.chain.framer().end(winner);
            winner.chain.end().run();
            winner.fellSilent();
            if (winner.isLost()) {
                letGo();
            }
        }
        burst = position;
    }

    @Override
    public void frame(Frame frame) {
        throw new IllegalStateException("frames go to the candidates");
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        throw new IllegalStateException("noise goes to the candidates");
    }

    private List<Trial> trials() {
        return candidates.get().stream()
                .map(chain -> new Trial(chain, position))
                .toList();
    }

    /** Byte by byte, so that the cut of the input decides nothing. */
    private void doubt(byte[] bytes, int at) {
        boolean waiting = false;
        for (Trial trial : trials) {
            if (winner == null) {
                trial.chain.framer().feed(bytes, at, 1, trial);
                waiting |= trial.suspense.waiting() != null;
            }
        }
        position++;
        if (waiting && winner == null) {
            settle(false);
        }
        if (winner == null && (position - doubtFrom) % LONGEST_DOUBT == 0) {
            giveUp(trials.stream()
                    .mapToLong(trial -> trial.suspense.settled())
                    .min()
                    .orElse(position));
        }
    }

    private void follow(Watched followed, byte[] bytes, int at, int count) {
        followed.chain.framer().feed(bytes, at, count, followed);
        position += count;
        if (position % STRIDE == 0 && followed.isPatienceGone()) {
            followed.chain.framer().end(followed); // which may find a last frame after all
            if (followed.isPatienceGone()) {
                followed.chain.end().run();
                burst = NOWHERE;
                letGo();
            }
        }
    }

    private void letGo() {
        winner = null;
        doubtFrom = position;
        trials = trials();
    }

    /** Whether a frame without checksum has become certain. */
    private void settle(boolean ending) {
        boolean goOn = true;
        while (goOn && winner == null) {
            goOn = false;
            for (Trial trial : trials) {
                Kept frame = trial.suspense.waiting();
                if (winner == null && frame != null && othersHaveGivenUp(trial, frame)) {
                    Verdict verdict = verdict(trial, frame, ending);
                    goOn |= verdict != Verdict.LATER; // the others may have waited for this one
                    if (verdict == Verdict.BELIEVED) {
                        win(trial);
                    } else if (verdict == Verdict.DISOWNED) {
                        trial.suspense.disown();
                    }
                }
            }
        }
    }

    private enum Verdict {
        BELIEVED,
        LATER,
        DISOWNED
    }

    /**
     * Of two that found a frame without checksum at the same place, the first is preferred for text and
     * the last for bytes: P1 comes first, APDUs come last.
     */
    private boolean othersHaveGivenUp(Trial mine, Kept frame) {
        long first = frame.streamOffset();
        boolean behind = false;
        for (Trial trial : trials) {
            Kept theirs = trial.suspense.waiting();
            boolean loses = behind == frame.isText() && theirs != null && theirs.streamOffset() == first;
            if (trial == mine) {
                behind = true;
            } else if (trial.suspense.settled() <= first && !loses) {
                return false;
            }
        }
        return true;
    }

    private Verdict verdict(Trial mine, Kept frame, boolean ending) {
        long since = Math.max(burst, doubtFrom);
        for (Trial trial : trials) {
            if (trial != mine && trial.suspense.understoodBetween(since, frame.streamOffset())) {
                return Verdict.DISOWNED;
            }
        }
        if (frame.placed() || frame.isText()) {
            return Verdict.BELIEVED;
        }
        return switch (mine.suspense.behindWaiting()) {
            case FRAME -> Verdict.BELIEVED;
            case NOISE -> Verdict.DISOWNED;
            case NOTHING -> ending ? Verdict.DISOWNED : Verdict.LATER;
        };
    }

    private void win(Trial trial) {
        Watched watched = new Watched(trial.chain, trial.base);
        winner = watched;
        trials = List.of();
        if (trial.chain.link() != last) {
            last = trial.chain.link();
            found.accept(trial.chain.link());
        }
        trial.suspense.replay(watched.unshifted());
    }

    /** Reports what no candidate can turn into a frame any more, as the one that understood most has it. */
    private void giveUp(long settled) {
        Trial best = trials.getFirst();
        for (Trial trial : trials) {
            if (trial.suspense.understood() > best.suspense.understood()) {
                best = trial;
            }
        }
        best.suspense.report(best.chain.frames(), settled);
        trials.forEach(trial -> trial.suspense.forget(settled));
    }

    /** One candidate before the decision. */
    private final class Trial implements FrameSink {

        private final Chain chain;
        private final long base; // the framer counts from here
        private final Suspense suspense;

        Trial(Chain chain, long base) {
            this.chain = chain;
            this.base = base;
            this.suspense = new Suspense(base);
        }

        @Override
        public void frame(Frame frame) {
            if (winner == null && frame.integrity() == Integrity.UNCHECKED) {
                suspense.frame(frame.at(frame.streamOffset() + base, frame.consumed()), burst);
                return;
            }
            if (winner == null) {
                win(this);
            }
            if (winner != null) {
                winner.frame(frame);
            }
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            if (winner != null) { // the rest of what came with the byte that decided
                winner.noise(streamOffset, length, why);
            } else {
                suspense.noise(streamOffset + base, length, why);
            }
        }
    }

    /** The winner, whose noise is counted. */
    private static final class Watched implements FrameSink {

        private final Chain chain;
        private final long base;
        private long noise; // since the last frame
        private boolean heard; // since the last silence
        private boolean understood; // since the last silence
        private int fruitless; // bursts in a row

        Watched(Chain chain, long base) {
            this.chain = chain;
            this.base = base;
        }

        @Override
        public void frame(Frame frame) {
            if (base != 0) {
                frame.at(frame.streamOffset() + base, frame.consumed());
            }
            accept(frame);
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            accept(streamOffset + base, length, why);
        }

        /** The same, with offsets that count from the first byte ever fed. */
        FrameSink unshifted() {
            return new FrameSink() {
                @Override
                public void frame(Frame frame) {
                    accept(frame);
                }

                @Override
                public void noise(long streamOffset, int length, Noise why) {
                    accept(streamOffset, length, why);
                }
            };
        }

        private void accept(Frame frame) {
            noise = 0;
            understood = true;
            chain.frames().frame(frame);
        }

        private void accept(long streamOffset, int length, Noise why) {
            if (why != Noise.FILLER) {
                noise += length;
                heard = true;
            }
            chain.frames().noise(streamOffset, length, why);
        }

        void fellSilent() {
            if (understood) {
                fruitless = 0;
            } else if (heard) {
                fruitless++;
            }
            understood = false;
            heard = false;
        }

        boolean isPatienceGone() {
            return noise >= PATIENCE_BYTES;
        }

        boolean isLost() {
            return fruitless >= PATIENCE_BURSTS || isPatienceGone();
        }
    }
}
