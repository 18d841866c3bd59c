package org.polymeter.gateway.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.sink.Fact;

/** At most one reject of a source and reason in ten seconds; the rest is counted. */
final class RejectPauses {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Map<String, Pause> pauses = new HashMap<>();

    private static final class Pause {
        Instant since = Instant.MIN;
        int suppressed;

        /** A clock that was set back does not make it longer. */
        boolean covers(Instant time) {
            return !time.isBefore(since) && time.isBefore(since.plus(PAUSE));
        }
    }

    /** The reject as it is to be told, with how many were not before it; empty if it is not either. */
    Optional<Fact.Rejected> next(Fact.Rejected rejected) {
        Pause pause = pauses.computeIfAbsent(rejected.source() + "/" + rejected.reason(), unused -> new Pause());
        if (pause.covers(rejected.received())) {
            pause.suppressed++;
            return Optional.empty();
        }
        Fact.Rejected told = rejected.withSuppressed(pause.suppressed);
        pause.since = rejected.received();
        pause.suppressed = 0;
        return Optional.of(told);
    }
}
