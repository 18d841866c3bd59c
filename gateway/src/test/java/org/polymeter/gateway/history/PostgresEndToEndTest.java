package org.polymeter.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.consumers.Stage;
import org.polymeter.gateway.endtoend.Program;
import org.polymeter.gateway.simulator.Simulator.Sent;

/** From simulated meters into the history in a real PostgreSQL. */
class PostgresEndToEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_and_nothing_is_there_twice_when_the_server_is_killed_again_and_again() throws Exception {
        try (PostgresServer server = PostgresServer.open()) {
            Database.Postgres database = server.database();
            try (Stage stage = Stage.with(folder, configuration(database));
                    History history = new History(database, HistoryLaws.settings())) {
                for (int kills = 0; kills < 3; kills++) {
                    await().atMost(PATIENCE).until(() -> isGrowing(history, stage));
                    server.kill();
                    stage.awaitSent(Stage.DUTCH, stage.truth(Stage.DUTCH).size() + 3);
                    server.start();
                }
                stage.silence();

                for (String meter : List.of(Stage.SWISS, Stage.DUTCH, Stage.GPLUG)) {
                    Map<Long, Map<String, BigDecimal>> truth = truth(stage, meter);
                    await().atMost(PATIENCE)
                            .until(() -> values(history, meter, truth).size() >= truth.size());
                    assertThat(values(history, meter, truth)).as(meter).isEqualTo(truth);
                    assertThat(count(history, meter)).as(meter).isEqualTo(truth.size());
                }
                assertThat(stage.program().log())
                        .contains("history postgresql://127.0.0.1", "messages wait", "delivering again")
                        .doesNotContain(PostgresServer.PASSWORD);
                assertThat(stage.program().stop()).isZero();
            }
        }
    }

    @Test
    void a_server_that_says_nothing_holds_up_no_end_and_gets_all_after_the_next_start() throws Exception {
        try (PostgresServer server = PostgresServer.open()) {
            Database.Postgres database = server.database();
            try (Stage stage = Stage.with(folder, configuration(database));
                    History history = new History(database, HistoryLaws.settings())) {
                await().atMost(PATIENCE).until(() -> isGrowing(history, stage));
                server.freeze();
                stage.awaitSent(Stage.DUTCH, stage.truth(Stage.DUTCH).size() + 5);
                Map<Long, Map<String, BigDecimal>> truth = truth(stage, Stage.DUTCH);
                stage.awaitSent(Stage.DUTCH, stage.truth(Stage.DUTCH).size() + 2); // the last may be on its way

                assertThat(stage.program().stop()).isZero();
                stage.silence();
                server.thaw();

                try (Program again = Program.start(folder, "run", "-c", "polymeter.yaml")) {
                    await().atMost(PATIENCE)
                            .until(() -> values(history, Stage.DUTCH, truth).size() >= truth.size());
                    assertThat(again.stop()).isZero();
                }
                assertThat(values(history, Stage.DUTCH, truth)).containsAllEntriesOf(truth);
            }
        }
    }

    private String configuration(Database.Postgres database) throws IOException {
        Path password = Files.writeString(folder.resolve("history.password"), PostgresServer.PASSWORD + "\n");
        return """
                history:
                  type: postgresql
                  url: %s
                  user: %s
                  password-file: %s
                  write: 1s
                """.formatted(database.url().replaceFirst("^jdbc:", ""), database.user(), password);
    }

    /** Whether it has of late what the meter said of late. */
    private static boolean isGrowing(History history, Stage stage) {
        Map<Long, Map<String, BigDecimal>> truth = truth(stage, Stage.DUTCH);
        return !truth.isEmpty() && values(history, Stage.DUTCH, truth).size() > truth.size() - 5;
    }

    /** By the second, in milliseconds: these meters know the time to the second. */
    private static Map<Long, Map<String, BigDecimal>> truth(Stage stage, String meter) {
        Map<Long, Map<String, BigDecimal>> truth = new TreeMap<>();
        for (Sent sent : stage.truth(meter)) {
            Map<String, BigDecimal> values = new TreeMap<>();
            sent.values().forEach((name, value) -> values.put(name, new BigDecimal(value)));
            truth.put(sent.time().getEpochSecond() * 1000, values);
        }
        return truth;
    }

    /** The same of the history, with the quantities that the truth has. */
    private static Map<Long, Map<String, BigDecimal>> values(
            History history, String meter, Map<Long, Map<String, BigDecimal>> truth) {
        List<String> names = truth.values().stream()
                .flatMap(values -> values.keySet().stream())
                .distinct()
                .toList();
        Map<Long, Map<String, BigDecimal>> values = new TreeMap<>();
        for (Series series : series(history, meter, names)) {
            for (Series.Value value : series.values()) {
                values.computeIfAbsent(value.time().toEpochMilli(), unused -> new TreeMap<>())
                        .put(series.quantity(), new BigDecimal(value.text()));
            }
        }
        return values;
    }

    /** How many powers there are. */
    private static long count(History history, String meter) {
        return series(history, meter, List.of("power_import_w")).stream()
                .mapToLong(series -> series.values().size())
                .sum();
    }

    private static List<Series> series(History history, String meter, List<String> names) {
        try {
            return history.series(
                    List.of(meter), names, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), Resolution.READING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
