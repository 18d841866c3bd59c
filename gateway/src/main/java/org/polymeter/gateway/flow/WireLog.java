package org.polymeter.gateway.flow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.Symptom;
import org.polymeter.gateway.flow.SourceState.Failure;
import org.polymeter.gateway.flow.SourceState.Phase;
import org.polymeter.gateway.outage.OutageException;

/** What happened last to the wire of a lane. The lane writes, any thread reads. */
final class WireLog {

    /** What does not change with each byte. */
    record Line(
            Phase phase,
            Instant since,
            Optional<Instant> nextTry,
            Optional<Failure> failure,
            Optional<Symptom> symptom) {}

    private final InstantSource clock;
    private volatile Line line;
    private volatile @Nullable Instant heard;

    /** Of the lane's thread. */
    private Instant failingSince = Instant.MIN;

    WireLog(InstantSource clock) {
        this.clock = clock;
        this.line = new Line(Phase.CONNECTING, clock.instant(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Line line() {
        return line;
    }

    /** When something came last. */
    Optional<Instant> heard() {
        return Optional.ofNullable(heard);
    }

    /** The wire is open; why it was lost is known until something comes, for some open and are lost at once. */
    void opened() {
        line = new Line(Phase.OPEN, clock.instant(), Optional.empty(), line.failure, Optional.empty());
    }

    void puzzled(Symptom nearest) {
        Line before = line;
        Instant since = before.phase == Phase.OPEN ? before.since : clock.instant();
        line = new Line(Phase.OPEN, since, Optional.empty(), Optional.empty(), Optional.of(nearest));
    }

    void heardSomething() {
        heard = clock.instant();
        Line before = line;
        if (before.failure.isPresent() || before.phase != Phase.OPEN) {
            line = new Line(Phase.OPEN, clock.instant(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** An attempt failed, or the wire was lost. */
    void failed(Throwable thrown) {
        failingSince = line.failure.isEmpty() ? clock.instant() : failingSince;
        line = new Line(
                Phase.WAITING,
                failingSince,
                Optional.empty(),
                Optional.of(new Failure(OutageException.of(thrown), String.valueOf(thrown.getMessage()))),
                Optional.empty());
    }

    /** It will be tried again after a pause. */
    void waits(long millis) {
        Line before = line;
        line = new Line(
                before.phase,
                before.since,
                Optional.of(clock.instant().plusMillis(millis)),
                before.failure,
                before.symptom);
    }

    /** It is tried. */
    void tries() {
        Line before = line;
        line = new Line(before.phase, before.since, Optional.empty(), before.failure, before.symptom);
    }

    void ended() {
        line = new Line(Phase.ENDED, clock.instant(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
