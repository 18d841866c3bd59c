package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.polymeter.gateway.archive.Survey;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySink;
import org.polymeter.gateway.replay.Pace;
import org.polymeter.gateway.replay.Playback;
import org.polymeter.gateway.replay.Selection;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;

/** Decodes an archive once more, as fast as it goes, into a history. What is there already stays as it is. */
final class ArchiveImport {

    private final Launcher launcher;
    private final ArchiveChoice choice;
    private final PrintWriter out;

    ArchiveImport(Launcher launcher, ArchiveChoice choice, PrintWriter out) {
        this.launcher = launcher;
        this.choice = choice;
        this.out = out;
    }

    /** {@code configuration}: what the sources are. */
    void into(History history, Survey survey, Configuration configuration) throws IOException, InterruptedException {
        Instant begin = survey.first().orElse(Instant.EPOCH);
        Selection everything = new Selection(Optional.empty(), begin, false);
        Counting sink;
        long passedOver;
        try (Playback playback = new Playback(choice.archive(), everything, new Pace(OptionalDouble.empty(), begin))) {
            sink = new Counting(new HistorySink(history, playback.clock()));
            Session.run(launcher.replay(configuration, playback, sink), Session.FOREVER, out);
            passedOver = playback.passedOver();
        }
        out.println(choice.archive() + ": " + sink.readings.get() + " readings; the history has all of them.");
        if (passedOver > 0) {
            out.println(passedOver + " entries were passed over: of sources that the configuration does not name, or"
                    + " rejected messages, whose topics are not kept.");
        }
        out.flush();
    }

    /** Counts readings on their way. */
    private static final class Counting implements Sink {

        private final Sink sink;
        private final AtomicLong readings = new AtomicLong();

        Counting(Sink sink) {
            this.sink = sink;
        }

        @Override
        public String describe() {
            return sink.describe();
        }

        @Override
        public void write(List<Fact> batch) throws IOException, InterruptedException {
            sink.write(batch);
            readings.addAndGet(
                    batch.stream().filter(Fact.Heard.class::isInstance).count());
        }

        @Override
        public void settle() throws IOException, InterruptedException {
            sink.settle();
        }

        @Override
        public int unconfirmed() {
            return sink.unconfirmed();
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
