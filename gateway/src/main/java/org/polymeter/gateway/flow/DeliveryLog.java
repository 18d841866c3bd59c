package org.polymeter.gateway.flow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.flow.OutputState.Phase;
import org.polymeter.gateway.flow.SourceState.Failure;
import org.polymeter.gateway.outage.OutageException;
import org.polymeter.gateway.sink.Fact;

/** How delivering to a sink went last. Its courier writes, any thread reads. */
final class DeliveryLog {

    /** {@code oldest}: when the first fact that waits was received. */
    record Line(
            Phase phase,
            Instant since,
            Optional<Instant> nextTry,
            Optional<Failure> failure,
            Optional<Instant> oldest) {}

    private final InstantSource clock;
    private volatile Line line;
    private volatile @Nullable Instant delivered;

    DeliveryLog(InstantSource clock) {
        this.clock = clock;
        this.line = new Line(Phase.STARTING, clock.instant(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Line line() {
        return line;
    }

    /** When something was delivered last. */
    Optional<Instant> delivered() {
        return Optional.ofNullable(delivered);
    }

    void deliveredSomething() {
        delivered = clock.instant();
        isWell();
    }

    /** The other side is there. */
    void isWell() {
        if (line.phase != Phase.DELIVERING) {
            line = new Line(Phase.DELIVERING, clock.instant(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** {@code waiting}: oldest first. */
    void failed(Throwable thrown, Collection<Fact> waiting, long pauseMillis) {
        Line before = line;
        Instant now = clock.instant();
        Optional<Instant> oldest = before.oldest.or(() -> oldest(waiting));
        line = new Line(
                Phase.FAILING,
                before.phase == Phase.FAILING ? before.since : now,
                Optional.of(now.plusMillis(pauseMillis)),
                Optional.of(new Failure(OutageException.of(thrown), String.valueOf(thrown.getMessage()))),
                oldest);
    }

    /** It is tried. */
    void tries() {
        Line before = line;
        line = new Line(before.phase, before.since, Optional.empty(), before.failure, before.oldest);
    }

    /** When the first was received; empty if all are state, which is as young as it can be. */
    static Optional<Instant> oldest(Collection<Fact> waiting) {
        return waiting.stream().flatMap(DeliveryLog::received).findFirst();
    }

    private static Stream<Instant> received(Fact fact) {
        return switch (fact) {
            case Fact.Heard heard -> Stream.of(heard.reading().received());
            case Fact.Happened happened -> Stream.of(happened.event().received());
            default -> Stream.empty();
        };
    }
}
