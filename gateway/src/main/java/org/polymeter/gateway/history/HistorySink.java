package org.polymeter.gateway.history;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;

/** Fills the history. Facts are confirmed when they are written, which is every few minutes. */
public final class HistorySink implements Sink {

    /** Facts that are gathered at most. */
    private static final int MOST_GATHERED = 2_000;

    private final History history;
    private final InstantSource clock;
    private int taken;
    private long written = System.nanoTime();

    public HistorySink(History history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
    }

    @Override
    public String describe() {
        return "history " + history.describe();
    }

    @Override
    public void write(List<Fact> batch) throws IOException {
        batch.forEach(history::gather);
        taken += batch.size();
        boolean isDue =
                System.nanoTime() - written >= history.settings().write().toNanos();
        if (isDue || taken >= MOST_GATHERED) {
            settle();
            history.tidy(clock.instant());
        }
    }

    @Override
    public void settle() throws IOException {
        taken = 0;
        try {
            history.write();
        } catch (IOException e) {
            history.forget(); // all of it will be offered again
            throw e;
        }
        written = System.nanoTime();
    }

    @Override
    public int unconfirmed() {
        return taken;
    }

    @Override
    public void close() {
        history.close();
    }
}
