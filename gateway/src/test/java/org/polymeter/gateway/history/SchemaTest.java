package org.polymeter.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables of earlier versions, and of later ones. */
class SchemaTest {

    /** What all dumps hold: readings of one afternoon, and an event. */
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private static final Instant EVENING = NOON.plusSeconds(6 * 3_600);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void tables_of_every_version_there_was_are_brought_up_to_date(DatabaseKind kind) throws Exception {
        for (int version = 1; version <= Schema.version(); version++) {
            Database database = kind.make(folder);
            load(version, kind, database);

            try (History history = new History(database, HistoryLaws.settings())) {
                assertThat(history.meters())
                        .containsExactly(
                                new HistoryMeter(
                                        "house", HistoryLaws.ZURICH, "house", "Häuschen", "grid", "electricity"),
                                new HistoryMeter("next", HistoryLaws.ZURICH, "house", "", "", ""));
                assertThat(texts(history, MeterLife.ENERGY)).containsExactly("10.000", "10.250", "10.500", "11.000");
                assertThat(texts(history, "tariff")).containsExactly("1", "1", "1", "2");
                assertThat(usage(history)).isEqualByComparingTo("1.000");

                history.merge(List.of(
                        MeterLife.reading("house", EVENING, Map.of(MeterLife.ENERGY, new BigDecimal("12.000")))));
                assertThat(usage(history)).isEqualByComparingTo("2.000");
            }
            assertThat(version(database)).isEqualTo(Schema.version());
            try (Store store = new Store(database, Store.Access.WRITE)) {
                List<String> events = store.read(tables -> tables.events(
                        tables.meter("house").orElseThrow(), NOON.toEpochMilli(), EVENING.toEpochMilli(), 10));
                assertThat(events).singleElement().asString().contains("meter_replaced");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tables_of_a_version_to_come_are_left_alone(DatabaseKind kind) throws Exception {
        Database database = kind.make(folder);
        int next = Schema.version() + 1;
        execute(
                database,
                "CREATE TABLE schema_version (version INTEGER)",
                "INSERT INTO schema_version VALUES (" + next + ")");

        try (History history = new History(database, HistoryLaws.settings())) {
            assertThatThrownBy(history::meters)
                    .isInstanceOf(IOException.class)
                    .hasMessage(database.describe() + " was made by a newer Polymeter: its tables are of version "
                            + next + ", this program knows " + Schema.version());
        }
        assertThat(version(database)).isEqualTo(next);
    }

    @ParameterizedTest
    @EnumSource
    void a_step_that_fails_half_way_has_changed_nothing(DatabaseKind kind) throws Exception {
        Database database = kind.make(folder);
        load(Schema.version(), kind, database);
        List<String> good = List.of("CREATE TABLE half (way INTEGER)", "UPDATE meter SET label = 'changed'");
        List<String> bad = new ArrayList<>(good);
        bad.add("ALTER TABLE page ADD COLUMN note TEXT");
        bad.add("CREATE TABLE half (way INTEGER)"); // it is there already

        assertThatThrownBy(() -> bringUpToDate(database, bad)).isInstanceOf(SQLException.class);

        assertThat(version(database)).isEqualTo(Schema.version());
        try (History history = new History(database, HistoryLaws.settings())) {
            assertThat(history.meters().getFirst().name()).isEqualTo("Häuschen");
            assertThat(texts(history, MeterLife.ENERGY)).hasSize(4);
        }
        bringUpToDate(database, good); // which it could not if anything of it were there
        assertThat(version(database)).isEqualTo(Schema.version() + 1);
    }

    private static void bringUpToDate(Database database, List<String> step) throws SQLException, IOException {
        List<List<String>> steps = new ArrayList<>(Schema.STEPS);
        steps.add(step);
        try (Connection connection = database.connect()) {
            Schema.bringUpToDate(connection, database, steps);
        }
    }

    /** Fills a database with what a program of that version has left. */
    private static void load(int version, DatabaseKind kind, Database database) throws SQLException, IOException {
        String name = "schema%d-%s.sql".formatted(version, kind.name().toLowerCase(Locale.ROOT));
        try (InputStream dump = Objects.requireNonNull(SchemaTest.class.getResourceAsStream(name), name)) {
            execute(database, new String(dump.readAllBytes(), StandardCharsets.UTF_8).split(";\n", -1));
        }
    }

    private static void execute(Database database, String... statements) throws SQLException, IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static int version(Database database) throws SQLException, IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet versions = statement.executeQuery("SELECT version FROM schema_version")) {
            assertThat(versions.next()).isTrue();
            int version = versions.getInt(1);
            assertThat(versions.next()).isFalse();
            return version;
        }
    }

    private static List<String> texts(History history, String name) throws IOException {
        return history.series(List.of("house"), List.of(name), NOON, EVENING, Resolution.READING).stream()
                .flatMap(series -> series.values().stream())
                .map(Series.Value::text)
                .toList();
    }

    private static BigDecimal usage(History history) throws IOException {
        return history.series(List.of("house"), List.of(MeterLife.ENERGY), NOON, EVENING, Resolution.DAY).stream()
                .flatMap(series -> series.parts().stream())
                .flatMap(part -> part.usage().stream())
                .map(Series.Usage::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
