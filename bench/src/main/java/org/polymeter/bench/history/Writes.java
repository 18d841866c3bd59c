package org.polymeter.bench.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySink;
import org.polymeter.gateway.journal.FactJournal;
import org.polymeter.gateway.sink.Fact;

/**
 * What a day of readings makes a disk write. The program's own parts do it as they do it at run time, only without
 * waiting: the journal is synced after each ten readings, positions are written after each sixty, the history after
 * each three hundred.
 */
final class Writes {

    private static final int SYNC = 10;
    private static final int POSITIONS = 60;
    private static final int WRITE = 300;
    private static final long JOURNAL = 100_000_000;

    /**
     * Bytes.
     *
     * @param dirtied by this process: pages of files that have to be written
     * @param device what the medium was given, if that is told
     */
    record Written(long dirtied, Optional<Long> device) {

        private static Written now(Path folder) throws IOException {
            return new Written(Disk.writtenByThisProcess(), Disk.writtenTo(folder));
        }

        private Written since(Written before) {
            return new Written(dirtied - before.dirtied, device.flatMap(now -> before.device.map(then -> now - then)));
        }

        @Override
        public String toString() {
            return Figures.megabytes(dirtied)
                    + device.map(bytes -> " (the disk, whoever wrote: " + Figures.megabytes(bytes) + ")")
                            .orElse("");
        }
    }

    private final Path folder;
    private final List<Reading> day;

    Writes(Path folder, List<Reading> day) {
        this.folder = folder;
        this.day = day;
    }

    Written journal() throws IOException {
        Written before = Written.now(folder);
        try (FactJournal journal = FactJournal.open(folder.resolve("journal"), JOURNAL)) {
            int count = 0;
            for (Reading reading : day) {
                long number = journal.keep(new Fact.Heard(reading));
                count++;
                // one output delivers at once, the history every five minutes
                Map<String, Long> positions = Map.of("mqtt", number, "history", number - count % WRITE);
                if (count % POSITIONS == 0) {
                    journal.sync(positions);
                } else if (count % SYNC == 0) {
                    journal.syncFacts(positions);
                }
            }
        }
        return Written.now(folder).since(before);
    }

    Written history(Path file) throws IOException {
        Written before = Written.now(folder);
        HistorySink sink = Life.sink(Life.open(file));
        int count = 0;
        for (Reading reading : day) {
            sink.write(List.of(new Fact.Heard(reading)));
            if (++count % WRITE == 0) {
                sink.settle();
            }
        }
        sink.settle();
        sink.close();
        return Written.now(folder).since(before);
    }

    /** The same while somebody looks at today's power all the time. {@code every}: seconds. */
    Written historyLookedAt(Path file, int every) throws IOException {
        Written before = Written.now(folder);
        try (History history = Life.open(file)) {
            HistorySink sink = Life.sink(history);
            int count = 0;
            for (Reading reading : day) {
                sink.write(List.of(new Fact.Heard(reading)));
                count++;
                if (count % WRITE == 0) {
                    sink.settle();
                }
                if (count % every == 0) {
                    Instant now = reading.time();
                    history.series(
                            List.of(reading.meter()),
                            View.DAY.quantities(),
                            now.minusSeconds(3600),
                            now,
                            View.DAY.resolution());
                }
            }
            sink.settle();
        }
        return Written.now(folder).since(before);
    }

    Written plain(Path file, PlainTable.Shape shape) throws IOException, SQLException {
        Written before = Written.now(folder);
        try (PlainTable table = PlainTable.open(file, shape, true)) {
            Life.fill(table, day);
        }
        return Written.now(folder).since(before);
    }
}
