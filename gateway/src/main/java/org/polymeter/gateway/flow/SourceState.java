package org.polymeter.gateway.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.Symptom;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.outage.Outage;

/**
 * How a source is at one moment.
 *
 * @param since when the phase began; of {@link Phase#WAITING}: since when nothing has been heard of it, over all attempts
 * @param nextTry while it is waiting; empty while it is being tried
 * @param failure why the last attempt failed, until something is heard
 * @param symptom what the bytes look like while the settings of a line are looked for
 * @param heard when bytes or a message came last
 * @param interval from one frame to the next, as a rule; empty before that is known
 * @param lastFrame when the last intact frame came
 * @param rejection what most speaks against that which came since the last frame
 * @param minutes intact frames of each of the last 60 minutes, the running one last
 * @param rejected of the last ten minutes: how much could not be used
 */
public record SourceState(
        Phase phase,
        Instant since,
        Optional<Instant> nextTry,
        Optional<Failure> failure,
        Optional<Symptom> symptom,
        Optional<Instant> heard,
        Optional<Duration> interval,
        Optional<Instant> lastFrame,
        Optional<Rejection> rejection,
        List<Integer> minutes,
        int rejected) {

    static SourceState of(WireLog log, RecentFrames recent, Instant now) {
        WireLog.Line line = log.line();
        return new SourceState(
                line.phase(),
                line.since(),
                line.nextTry(),
                line.failure(),
                line.symptom(),
                log.heard(),
                recent.interval(),
                recent.lastFrame(),
                recent.rejection(),
                recent.minutes(now),
                recent.rejected(now));
    }

    /** What its lane does. */
    public enum Phase {
        /** Opens the wire for the first time. */
        CONNECTING,
        /** The wire is open. */
        OPEN,
        /** The wire is lost or was never there; it is tried again and again. */
        WAITING,
        /** It has come to its end, as files do. */
        ENDED
    }

    /** {@code sentence}: for people: what, where, why, what to do. */
    public record Failure(Outage outage, String sentence) {}

    /** {@code detail}: for people, without serials. */
    public record Rejection(Reason reason, String detail, Instant when) {}
}
