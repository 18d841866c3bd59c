package org.polymeter.bench.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySink;
import org.polymeter.gateway.history.Series;
import org.polymeter.gateway.sink.Fact;

/** How long views take, at random places. */
final class Views {

    /** Readings that wait to be written at most, at one a second. */
    private static final int MOST_GATHERED = 300;

    private final Path file;
    private final String meter;
    private final int count;

    /** {@code count}: how many of each. */
    Views(Path file, String meter, int count) {
        this.file = file;
        this.meter = meter;
        this.count = count;
    }

    /** In a program that has been running for a while. */
    Durations warm(View view, View.Range range) throws IOException {
        try (History history = Life.open(file)) {
            SplittableRandom random = new SplittableRandom(7);
            for (int i = 0; i < count / 3; i++) {
                look(history, view, view.within(range, random));
            }
            Durations durations = new Durations();
            for (int i = 0; i < count; i++) {
                View.Range at = view.within(range, random);
                durations.time(() -> look(history, view, at));
            }
            return durations;
        }
    }

    /** Each with a connection of its own, and nothing of the file in memory. */
    Durations cold(View view, View.Range range) throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        Durations durations = new Durations();
        for (int i = 0; i < Math.max(1, count / 3); i++) {
            Disk.forget(file);
            try (History history = Life.open(file)) {
                View.Range at = view.within(range, random);
                durations.time(() -> look(history, view, at));
            }
        }
        return durations;
    }

    /** While the meter goes on: between two views it has said something, up to what five minutes bring. */
    Durations live(View view, View.Range range, HouseMeter life) throws IOException {
        try (History history = Life.open(file)) {
            HistorySink sink = Life.sink(history);
            SplittableRandom random = new SplittableRandom(9);
            Durations durations = new Durations();
            for (int i = 0; i < count; i++) {
                List<Reading> said = life.until(life.now().plusSeconds(random.nextInt(1, MOST_GATHERED)), 1);
                sink.write(said.stream().<Fact>map(Fact.Heard::new).toList());
                View.Range today = view.within(new View.Range(life.now().minusSeconds(1), life.now()), random);
                durations.time(() -> look(history, view, view == View.ALL ? range : today));
            }
            sink.settle();
            return durations;
        }
    }

    /** The same of the alternative, warm. {@code times}: how often. */
    static Durations plain(PlainTable table, View view, View.Range range, int times) throws SQLException {
        SplittableRandom random = new SplittableRandom(7);
        Durations durations = new Durations();
        for (int i = 0; i < times; i++) {
            View.Range at = view.within(range, random);
            durations.time(() -> look(table, view, at));
        }
        return durations;
    }

    private void look(History history, View view, View.Range range) throws IOException {
        List<Series> series =
                history.series(List.of(meter), view.quantities(), range.from(), range.to(), view.resolution());
        if (series.stream()
                .allMatch(each -> each.values().isEmpty() && each.parts().isEmpty())) {
            throw new IllegalStateException("nothing to see at " + range);
        }
    }

    private static void look(PlainTable table, View view, View.Range range) throws SQLException {
        int rows = view == View.HOUR
                ? table.values(view.quantities(), range.from(), range.to())
                : table.parts(view.quantities(), range.from(), range.to(), view.part());
        if (rows == 0) {
            throw new IllegalStateException("nothing to see at " + range);
        }
    }
}
