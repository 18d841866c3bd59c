package org.polymeter.gateway.imports;

import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.history.HistorySink;
import org.polymeter.gateway.sink.Fact;

/**
 * Puts readings into the history, some at a time, so that a gateway that writes there as well never waits long. What is
 * in the history already is the same once.
 */
final class Deposit {

    /** Some tenths of a second of work on a small computer. */
    private static final int BATCH = 1_000;

    private static final int MOST_ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 500;

    private final History history;
    private final boolean dry;
    private final Tally tally;
    private final List<Reading> waiting = new ArrayList<>();
    private final Set<String> described = new HashSet<>();

    /** {@code dry}: nothing is written. */
    Deposit(History history, boolean dry, Tally tally) {
        this.history = history;
        this.dry = dry;
        this.tally = tally;
    }

    History history() {
        return history;
    }

    void put(Reading reading) throws IOException {
        tally.reading(reading);
        if (dry) {
            return;
        }
        waiting.add(reading);
        if (waiting.size() == BATCH) {
            flush();
        }
    }

    /** Says what a meter is, if the history does not know it: a gateway that reads it knows better. */
    void describe(MeterInfo info) throws IOException {
        HistoryMeter unknown = HistoryMeter.unknown(info.meter(), ZoneId.of(info.zone()));
        describe(unknown.described(info));
    }

    void describe(HistoryMeter meter) throws IOException {
        if (!dry && described.add(meter.id()) && known(meter.id()).isEmpty()) {
            attempt(() -> {
                history.describe(meter);
                return 0;
            });
        }
    }

    void add(Event event) throws IOException {
        if (!dry) {
            attempt(() -> {
                // not closed: that would close the history
                HistorySink sink = new HistorySink(history, InstantSource.fixed(event.time()));
                sink.write(List.of(new Fact.Happened(event)));
                sink.settle();
                return 0;
            });
        }
    }

    /** Writes what waits. */
    void flush() throws IOException {
        if (!waiting.isEmpty()) {
            tally.added(attempt(() -> history.merge(waiting)));
            waiting.clear();
        }
    }

    private Optional<HistoryMeter> known(String id) throws IOException {
        return history.meters().stream().filter(meter -> meter.id().equals(id)).findFirst();
    }

    private interface Step {
        int apply() throws IOException;
    }

    /** A database that others write to may be busy for a while. */
    private static int attempt(Step step) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return step.apply();
            } catch (IOException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
            try {
                Thread.sleep(PAUSE_MILLIS * attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
