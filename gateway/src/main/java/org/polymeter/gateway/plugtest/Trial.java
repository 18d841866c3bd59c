package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.sink.Fact;

/** One plug-test of a gateway that runs: it listens for a while, and then keeps what it heard. Thread-safe. */
final class Trial {

    private final Notebook notebook;
    private final Supplier<Fact.Counted> counts;
    private final Instant started;
    private final Instant ends;
    private @Nullable Observations result;

    /**
     * A trial that begins.
     *
     * @param known what is known of sources and meters so far
     * @param counts the gateway's counters at this moment
     */
    Trial(Notebook known, Supplier<Fact.Counted> counts, Instant now, Duration time) {
        this.notebook = known.next(counts.get());
        this.counts = counts;
        this.started = now;
        this.ends = now.plus(time);
    }

    Instant started() {
        return started;
    }

    /** When it ends, if nobody ends it before. */
    Instant ends() {
        return ends;
    }

    /** What comes after the end is not noted any more. */
    synchronized void take(Fact fact, Instant now) {
        endIfDue(now);
        if (result == null) {
            notebook.take(fact);
        }
    }

    synchronized boolean isOver(Instant now) {
        endIfDue(now);
        return result != null;
    }

    /** Ends it before its time. */
    synchronized void end(Instant now) {
        if (result == null) {
            result = heard(now);
        }
    }

    /** All that was heard until now. */
    synchronized Observations observations(Instant now) {
        endIfDue(now);
        Observations kept = result;
        return kept == null ? heard(now) : kept;
    }

    /** How many readings came. */
    long readings() {
        return notebook.readings();
    }

    private void endIfDue(Instant now) {
        if (!now.isBefore(ends)) {
            end(ends);
        }
    }

    private Observations heard(Instant when) {
        notebook.take(counts.get());
        return notebook.observations(when, Optional.of(Duration.between(started, when)));
    }
}
