package org.polymeter.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Tries several framers at once and stays with the one that finds an intact frame first.
 *
 * <p>Until then nothing is reported twice: the noise of all candidates is kept, and what comes out
 * is that of the winner, or at the end that of the one that understood most.
 */
final class Detection implements Framer, FrameSink {

    /** How often noise is reported while nothing is found. */
    private static final int LONGEST_DOUBT = 32 * 1024;

    private final List<Trial> trials;
    private @Nullable Trial winner;
    private long position;

    Detection(List<Chain> candidates) {
        this.trials = candidates.stream().map(Trial::new).toList();
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, FrameSink out) {
        int at = offset;
        int end = offset + length;
        while (at < end && winner == null) { // byte by byte, so that the cut of the input decides nothing
            for (Trial trial : trials) {
                if (winner == null) {
                    trial.feed(bytes, at);
                }
            }
            at++;
            position++;
            if (position % LONGEST_DOUBT == 0 && winner == null) {
                giveUp();
            }
        }
        Trial found = winner;
        if (found != null && at < end) {
            found.candidate.framer().feed(bytes, at, end - at, found.candidate.frames());
        }
    }

    @Override
    public void end(FrameSink out) {
        for (Trial trial : trials) {
            if (winner == null) {
                trial.candidate.framer().end(trial);
            }
        }
        if (winner != null) {
            winner.candidate.framer().end(winner);
        } else {
            giveUp();
        }
    }

    /** After {@link #end}: nothing that is half joined will be completed. */
    void ended() {
        trials.forEach(trial -> trial.candidate.end().run());
    }

    @Override
    public void frame(Frame frame) {
        throw new IllegalStateException("frames go to the candidates");
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        throw new IllegalStateException("noise goes to the candidates");
    }

    /** Reports what no candidate can turn into a frame any more, as the one that understood most has it. */
    private void giveUp() {
        long settled = trials.stream().mapToLong(trial -> trial.accounted).min().orElse(position);
        best().report(settled);
        trials.forEach(trial -> trial.forget(settled));
    }

    private Trial best() {
        Trial best = trials.getFirst();
        for (Trial trial : trials) {
            if (trial.understood() > best.understood()) {
                best = trial;
            }
        }
        return best;
    }

    /** One candidate before the decision, and the noise that it has met so far. */
    private final class Trial implements FrameSink {

        private record Skipped(long streamOffset, int length, Noise why) {}

        private final Chain candidate;
        private final List<Skipped> noises = new ArrayList<>();
        private long accounted; // all bytes before are noise to this candidate

        Trial(Chain candidate) {
            this.candidate = candidate;
        }

        void feed(byte[] bytes, int at) {
            candidate.framer().feed(bytes, at, 1, this);
        }

        @Override
        public void frame(Frame frame) {
            if (winner == null) {
                winner = this;
                report(frame.streamOffset());
            }
            candidate.frames().frame(frame);
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            if (winner != null) {
                candidate.frames().noise(streamOffset, length, why);
                return;
            }
            accounted = streamOffset + length;
            Skipped last = noises.isEmpty() ? null : noises.getLast();
            if (last != null && last.why == why && last.streamOffset + last.length == streamOffset) {
                noises.set(noises.size() - 1, new Skipped(last.streamOffset, last.length + length, why));
            } else {
                noises.add(new Skipped(streamOffset, length, why));
            }
        }

        /** Bytes that at least looked like a frame of this link. */
        long understood() {
            return noises.stream()
                    .filter(noise -> noise.why != Noise.STRAY && noise.why != Noise.FILLER)
                    .mapToLong(Skipped::length)
                    .sum();
        }

        /** Reports the noise before an offset. */
        void report(long until) {
            for (Skipped noise : noises) {
                int length = (int) Math.min(noise.length, until - noise.streamOffset);
                if (length > 0) {
                    candidate.frames().noise(noise.streamOffset, length, noise.why);
                }
            }
        }

        /** Keeps only the noise from an offset on. */
        void forget(long before) {
            noises.removeIf(noise -> noise.streamOffset + noise.length <= before);
            noises.replaceAll(noise -> {
                int gone = (int) Math.max(0, before - noise.streamOffset);
                return new Skipped(noise.streamOffset + gone, noise.length - gone, noise.why);
            });
        }
    }
}
