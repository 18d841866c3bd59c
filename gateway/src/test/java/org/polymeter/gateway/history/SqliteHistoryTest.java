package org.polymeter.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Reading;

class SqliteHistoryTest extends HistoryLaws {

    private static final Instant TIME = Instant.parse("2026-03-10T12:00:01Z");

    @TempDir
    Path folder;

    private int files;

    @Override
    Database database() {
        return new Database.Sqlite(folder.resolve("history" + files++ + ".db"));
    }

    @Test
    void a_damaged_page_is_set_aside_and_costs_no_other() throws IOException, SQLException {
        Database database = database();
        Path file = folder.resolve("history" + (files - 1) + ".db");
        try (History history = new History(database, settings())) {
            history.merge(List.of(reading(0, 100), reading(900, 200)));
        }
        sql(file, "UPDATE page SET data = x'00112233' WHERE start = (SELECT MIN(start) FROM page WHERE level = 0)");

        try (History history = new History(database, settings())) {
            assertThat(power(history)).containsExactly("200");
            history.merge(List.of(reading(1, 101), reading(901, 201)));
            assertThat(power(history)).containsExactly("200", "201");
        }
    }

    private static List<String> power(History history) throws IOException {
        return history
                .series(
                        List.of("house"),
                        List.of("power_w"),
                        TIME.minusSeconds(1),
                        TIME.plusSeconds(2_000),
                        Resolution.READING)
                .stream()
                .flatMap(series -> series.values().stream())
                .map(Series.Value::text)
                .toList();
    }

    private static Reading reading(int second, int power) {
        return MeterLife.reading("house", TIME.plusSeconds(second), Map.of("power_w", BigDecimal.valueOf(power)));
    }

    private static void sql(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
