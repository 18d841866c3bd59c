package org.polymeter.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.history.Rollup.Gauge;

/** Two gateways, or a gateway and an import, that have one database. */
class SharedHistoryTest {

    private static final Instant START = Instant.parse("2026-03-28T12:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(5));
    private static final List<String> QUANTITIES =
            List.of("voltage_l1_v", "voltage_l2_v", "voltage_l3_v", "current_l1_a", "current_l2_a", "current_l3_a");

    @TempDir
    Path folder;

    @RepeatedTest(20)
    void two_that_open_a_new_file_at_once_both_have_it() throws Exception {
        Reading reading = MeterLife.random("house", HistoryLaws.ZURICH, START, END, new Random(7))
                .readings()
                .getFirst();

        atOnce(new Database.Sqlite(folder.resolve("new.db")), (history, writer) -> history.merge(List.of(reading)));
    }

    @ParameterizedTest
    @EnumSource
    void two_that_write_pages_of_one_meter_lose_nothing_and_double_nothing(DatabaseKind kind) throws Exception {
        Database database = kind.make(folder);
        MeterLife life = MeterLife.random("house", HistoryLaws.ZURICH, START, END, new Random(7));
        List<Reading> readings = life.readings();

        atOnce(database, (history, writer) -> {
            Random random = new Random(writer);
            for (int at = 0; at < readings.size(); ) { // each has two of three readings, in the same pages
                int end = Math.min(readings.size(), at + 1 + random.nextInt(60));
                List<Reading> batch = new ArrayList<>();
                for (int i = at; i < end; i++) {
                    if (i % 3 != writer) {
                        batch.add(readings.get(i));
                    }
                }
                history.merge(batch);
                at = end;
            }
        });

        try (History history = new History(database, HistoryLaws.settings())) {
            List<BigDecimal> power = life.values(MeterLife.POWER, START, END.plus(Duration.ofDays(1)));
            assertThat(texts(history, "house", MeterLife.POWER))
                    .isEqualTo(power.stream().map(BigDecimal::toPlainString).toList());
            assertThat(count(history, Resolution.QUARTER)).isEqualTo(power.size());
            assertThat(count(history, Resolution.DAY)).isEqualTo(power.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_new_to_both_has_one_number(DatabaseKind kind) throws Exception {
        Database database = kind.make(folder);

        atOnce(database, (history, writer) -> {
            List<String> names = writer == 0 ? QUANTITIES : QUANTITIES.reversed();
            for (String name : names) {
                Map<String, BigDecimal> values = Map.of(name, BigDecimal.valueOf(QUANTITIES.indexOf(name)));
                history.merge(List.of(
                        MeterLife.reading("meter of " + writer + " with " + name, END, values),
                        MeterLife.reading("meter with " + name, END.minusSeconds(writer), values)));
            }
        });

        try (History history = new History(database, HistoryLaws.settings())) {
            assertThat(history.meters()).hasSize(3 * QUANTITIES.size());
            for (String name : QUANTITIES) {
                String value = "" + QUANTITIES.indexOf(name);
                assertThat(texts(history, "meter of 0 with " + name, name)).containsExactly(value);
                assertThat(texts(history, "meter of 1 with " + name, name)).containsExactly(value);
                assertThat(texts(history, "meter with " + name, name)).containsExactly(value, value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_reads_sees_at_once_what_another_one_has_written(DatabaseKind kind) throws IOException {
        Database database = kind.make(folder);
        try (History writer = new History(database, HistoryLaws.settings());
                History reader = new History(database, HistoryLaws.settings())) {
            assertThat(reader.meters()).isEmpty();

            writer.merge(List.of(MeterLife.reading("house", END, Map.of(MeterLife.POWER, BigDecimal.TEN))));

            assertThat(reader.meters()).extracting(HistoryMeter::id).containsExactly("house");
            assertThat(texts(reader, "house", MeterLife.POWER)).containsExactly("10");
        }
    }

    @ParameterizedTest
    @EnumSource
    void texts_may_hold_anything_but_the_character_zero(DatabaseKind kind) throws IOException {
        String text = "Häuschen '\"\\ %s ; -- 🏠 \u0001";
        try (Store store = new Store(kind.make(folder), Store.Access.WRITE)) {
            HistoryMeter meter = new HistoryMeter("house", HistoryLaws.ZURICH, "house", text + "\0", "", "");
            store.call(tables -> {
                tables.put(meter);
                tables.addEvent(meter, 1, "id\0", text);
                tables.addEvent(meter, 1, "id", "the same once more");
                return meter;
            });

            assertThat(store.read(Tables::meters))
                    .singleElement()
                    .satisfies(known -> assertThat(known.name()).isEqualTo(text));
            List<String> events = store.read(tables -> tables.events(meter, 0, 2, 10));
            assertThat(events).containsExactly(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_given_up_needs_no_room(DatabaseKind kind) throws IOException {
        Database database = kind.make(folder);
        MeterLife life = MeterLife.random("house", HistoryLaws.ZURICH, START, END, new Random(7));
        try (History history = new History(database, HistoryLaws.settings());
                Store store = new Store(database, Store.Access.WRITE)) {
            history.merge(life.readings());
            long before = store.read(Tables::size);

            store.call(tables -> Retention.thin(tables, END));

            assertThat(store.read(Tables::size)).isLessThan(before).isPositive();
        }
    }

    private interface Writing {
        void with(History history, int writer) throws IOException;
    }

    /** Two threads with a history of their own each, as two programs have. */
    private static void atOnce(Database database, Writing writing) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int writer = i;
                writers.add(() -> {
                    try (History history = new History(database, HistoryLaws.settings())) {
                        start.await(1, TimeUnit.MINUTES);
                        writing.with(history, writer);
                    }
                    return null;
                });
            }
            for (Future<Void> written : threads.invokeAll(writers)) {
                written.get();
            }
        }
    }

    private static List<String> texts(History history, String meter, String name) throws IOException {
        return history
                .series(
                        List.of(meter),
                        List.of(name),
                        START.minusSeconds(1),
                        END.plus(Duration.ofDays(1)),
                        Resolution.READING)
                .stream()
                .flatMap(series -> series.values().stream())
                .map(Series.Value::text)
                .toList();
    }

    private static long count(History history, Resolution resolution) throws IOException {
        return history
                .series(List.of("house"), List.of(MeterLife.POWER), START, END.plus(Duration.ofDays(1)), resolution)
                .stream()
                .flatMap(series -> series.parts().stream())
                .flatMap(part -> part.rollup().stream())
                .mapToLong(rollup -> ((Gauge) rollup).count())
                .sum();
    }
}
