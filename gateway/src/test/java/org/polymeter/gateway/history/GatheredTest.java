package org.polymeter.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.sink.Fact;

/** Readings that wait to be written. */
class GatheredTest {

    private static final Instant TIME = Instant.parse("2026-03-10T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void they_are_answered_and_not_written_for_it() throws IOException {
        Database database = new Database.Sqlite(folder.resolve("history.db"));
        try (History history = new History(database, HistoryLaws.settings());
                History other = History.readOnly(database)) {
            HistorySink sink = new HistorySink(history, InstantSource.fixed(TIME));
            sink.write(readings(1, 3));

            assertThat(power(history)).containsExactly("1", "2", "3");
            assertThat(power(other)).isEmpty();
            assertThat(sink.unconfirmed()).isEqualTo(3);

            sink.write(readings(4, 5));
            assertThat(power(history)).hasSize(5);

            sink.settle();
            assertThat(power(other)).containsExactly("1", "2", "3", "4", "5");
            assertThat(sink.unconfirmed()).isZero();
        }
    }

    private static List<Fact> readings(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> (Fact) new Fact.Heard(
                        MeterLife.reading("house", TIME.plusSeconds(i), Map.of("power_w", BigDecimal.valueOf(i)))))
                .toList();
    }

    private static List<String> power(History history) throws IOException {
        return history
                .series(List.of("house"), List.of("power_w"), TIME, TIME.plusSeconds(60), Resolution.READING)
                .stream()
                .flatMap(series -> series.values().stream())
                .map(Series.Value::text)
                .toList();
    }
}
