package org.polymeter.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.history.Rollup.Gauge;
import org.polymeter.gateway.history.Rollup.Register;
import org.polymeter.gateway.history.Series.Part;

/** What every history keeps to, whatever database it is in. */
abstract class HistoryLaws {

    static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private History history = new History(new Database.Sqlite(java.nio.file.Path.of("unused")), settings());

    /** An empty one, for each test. */
    abstract Database database() throws IOException;

    @BeforeEach
    void open() throws IOException {
        history = new History(database(), settings());
    }

    @AfterEach
    void close() {
        history.close();
    }

    static HistorySettings settings() {
        return HistorySettings.usual(ZURICH);
    }

    @Test
    void what_was_received_comes_back_digit_by_digit() throws IOException {
        history.merge(List.of(
                reading(NOON, Map.of("voltage_l1_v", new BigDecimal("230.0"), "power_w", new BigDecimal("-543"))),
                reading(NOON.plusSeconds(1), Map.of("voltage_l1_v", new BigDecimal("230.25")))));

        assertThat(values("voltage_l1_v")).containsExactly("230.0", "230.25");
        assertThat(values("power_w")).containsExactly("-543");
    }

    @Test
    void the_same_again_is_the_same_once() throws IOException {
        List<Reading> readings = List.of(
                reading(NOON, Map.of("power_w", BigDecimal.ONE)),
                reading(NOON.plusSeconds(1), Map.of("power_w", BigDecimal.TWO)));

        history.merge(readings);
        history.merge(readings);
        history.merge(readings.reversed());

        assertThat(values("power_w")).containsExactly("1", "2");
        assertThat(gauge(Resolution.DAY).count()).isEqualTo(2);
    }

    @Test
    void two_telegrams_of_one_second_are_two_readings() throws IOException {
        history.merge(List.of(
                reading(NOON, Map.of("power_w", BigDecimal.ONE)),
                reading(NOON, Map.of("power_w", BigDecimal.TEN)),
                reading(NOON, Map.of("voltage_l1_v", BigDecimal.TWO))));

        assertThat(values("power_w")).containsExactlyInAnyOrder("1", "10");
        assertThat(values("voltage_l1_v")).containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource({
        // when the clocks change, and not; how many quarter hours the day has
        "2026-03-29, Europe/Zurich, 92",
        "2026-10-25, Europe/Zurich, 100",
        "2028-02-29, Europe/Zurich, 96",
        "2026-12-31, Europe/London, 96",
        "2026-04-05, Australia/Lord_Howe, 98",
        "2026-10-25, UTC, 96",
        "2026-07-01, Asia/Kathmandu, 96",
    })
    void a_day_is_as_long_as_it_is_where_the_meter_is(LocalDate day, ZoneId zone, int quarters) throws IOException {
        history.close();
        history = new History(database(), HistorySettings.usual(zone));
        Instant start = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        List<Reading> readings = new ArrayList<>();
        for (int i = -4; i <= quarters + 4; i++) { // a register that counts a watt hour in each quarter hour
            readings.add(reading(
                    start.plus(Duration.ofMinutes(15L * i)), Map.of(MeterLife.ENERGY, BigDecimal.valueOf(100 + i, 3))));
        }

        history.merge(readings);

        List<Part> days = parts(MeterLife.ENERGY, start, end, Resolution.DAY);
        assertThat(days).singleElement().satisfies(part -> {
            assertThat(part.from()).isEqualTo(start);
            assertThat(part.to()).isEqualTo(end);
            assertThat(amount(part)).isEqualByComparingTo(BigDecimal.valueOf(quarters, 3));
        });
        assertThat(parts(MeterLife.ENERGY, start, end, Resolution.QUARTER)).hasSize(quarters);
    }

    @Test
    void a_gap_costs_resolution_and_no_energy() throws IOException {
        history.merge(List.of(
                energy("2026-03-10T12:00:00Z", "10.000"),
                energy("2026-03-10T12:15:00Z", "10.100"),
                energy("2026-03-10T18:20:00Z", "13.100"),
                energy("2026-03-10T18:30:00Z", "13.200")));

        List<Part> parts = parts(
                MeterLife.ENERGY,
                Instant.parse("2026-03-10T12:00:00Z"),
                Instant.parse("2026-03-10T19:00:00Z"),
                Resolution.QUARTER);

        assertThat(parts).extracting(part -> amount(part).toPlainString()).containsExactly("0.100", "3.000", "0.100");
        Part gap = parts.get(1); // 18:20 is nearer to 18:15 than anything before
        assertThat(gap.to()).isEqualTo("2026-03-10T18:15:00Z");
        assertThat(gap.usage().orElseThrow().since()).isEqualTo("2026-03-10T12:15:00Z");
    }

    @Test
    void a_register_that_is_reset_begins_anew_and_counts_on() throws IOException {
        history.merge(List.of(
                energy("2026-03-10T12:00:00Z", "99.000"),
                energy("2026-03-10T12:10:00Z", "99.500"),
                energy("2026-03-10T12:14:00Z", "0.000"),
                energy("2026-03-10T12:30:00Z", "0.250"),
                energy("2026-03-10T12:40:00Z", "0.000"), // between two quarter hours
                energy("2026-03-10T12:45:00Z", "0.100")));

        Instant from = Instant.parse("2026-03-10T12:00:00Z");
        List<Part> hours = parts(MeterLife.ENERGY, from, from.plusSeconds(3_600), Resolution.HOUR);

        assertThat(hours).extracting(part -> amount(part).toPlainString()).containsExactly("0.850");
    }

    @Test
    void values_that_come_when_the_readings_are_gone_change_what_they_can() throws IOException {
        history.merge(List.of(
                reading(NOON.plusSeconds(10), Map.of("power_w", BigDecimal.valueOf(100))),
                reading(NOON.plusSeconds(20), Map.of("power_w", BigDecimal.valueOf(200)))));
        history.thin(NOON.plus(Duration.ofDays(1)));
        assertThat(values("power_w")).isEmpty();

        List<Reading> late = List.of(
                reading(NOON.plusSeconds(15), Map.of("power_w", BigDecimal.valueOf(900))), // may have been there
                reading(NOON.plusSeconds(30), Map.of("power_w", BigDecimal.valueOf(300)))); // was not there
        history.merge(late);
        history.merge(late);

        Gauge day = gauge(Resolution.DAY);
        assertThat(day.count()).isEqualTo(3);
        assertThat(day.sum()).isEqualByComparingTo("600");
        assertThat(day.maximum()).isEqualByComparingTo("900");
    }

    @Test
    void readings_that_are_old_are_given_up_a_day_at_a_time_and_their_rollups_stay() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (int hour = 0; hour < 100 * 24; hour++) {
            readings.add(reading(NOON.plus(Duration.ofHours(hour)), Map.of("power_w", BigDecimal.valueOf(hour))));
        }
        history.merge(readings);

        Instant now = NOON.plus(Duration.ofDays(100));
        int steps = 0;
        while (history.tidy(now)) {
            steps++;
        }

        assertThat(steps).isEqualTo(10);
        Instant end = NOON.plus(Duration.ofDays(101));
        assertThat(history.series(List.of("house"), List.of("power_w"), NOON, end, Resolution.READING)
                        .getFirst()
                        .values())
                .hasSize(90 * 24);
        assertThat(parts("power_w", NOON.minusSeconds(900), end, Resolution.QUARTER))
                .hasSize(100 * 24);
    }

    @Test
    void a_history_that_is_too_large_gives_up_readings_but_not_those_of_the_last_day() throws IOException {
        history.close();
        HistorySettings usual = settings();
        history = new History(
                database(), new HistorySettings(ZURICH, usual.write(), usual.readings(), 1, usual.leastRoom()));
        List<Reading> readings = new ArrayList<>();
        for (int hour = 0; hour < 10 * 24; hour++) {
            readings.add(reading(NOON.plus(Duration.ofHours(hour)), Map.of("power_w", BigDecimal.valueOf(hour))));
        }
        history.merge(readings);

        Instant now = NOON.plus(Duration.ofDays(10));
        int steps = 0;
        while (history.tidy(now)) {
            steps++;
        }

        assertThat(steps).isEqualTo(9);
        assertThat(history.series(List.of("house"), List.of("power_w"), NOON, now, Resolution.READING)
                        .getFirst()
                        .values())
                .hasSize(24);
    }

    @Test
    void who_only_reads_finds_what_there_is_and_changes_nothing() throws IOException {
        history.close();
        Database database = database();
        history = new History(database, settings());
        history.merge(List.of(
                reading(NOON, Map.of("power_w", BigDecimal.ONE)),
                energy("2026-03-10T12:00:10Z", "1.0"),
                energy("2026-03-12T09:07:00Z", "2.5")));

        try (History reader = History.readOnly(database)) {
            List<HistoryMeter> meters = reader.meters();
            Subject house = Subject.of(meters.getFirst());
            assertThat(reader.quantities()).containsOnlyKeys("power_w", MeterLife.ENERGY);
            assertThat(reader.inventory(meters).getFirst().items())
                    .extracting(item -> item.name() + " " + item.first() + " " + item.last())
                    .containsExactly(
                            MeterLife.ENERGY + " 2026-03-10T12:00:10Z 2026-03-12T09:07:00Z",
                            "power_w 2026-03-10T12:00:00Z 2026-03-10T12:00:00Z");
            Span all = reader.span(meters).orElseThrow();
            assertThat(all)
                    .isEqualTo(new Span(Instant.parse("2026-03-10T11:45:00Z"), Instant.parse("2026-03-12T09:15:00Z")));
            assertThat(amount(reader.total(house, List.of(MeterLife.ENERGY), all)
                            .getFirst()
                            .parts()
                            .getFirst()))
                    .isEqualByComparingTo("1.5");
            assertThat(reader.readingsAfter(house, NOON.plusSeconds(900)))
                    .hasValue(Instant.parse("2026-03-12T09:00:00Z"));
            assertThat(reader.readingsAfter(house, all.to())).isEmpty();
            assertThat(reader.events(meters.getFirst(), all, 10)).isEmpty();
            assertThatThrownBy(() -> reader.merge(List.of(energy("2026-03-13T12:00:00Z", "3.0"))))
                    .isInstanceOf(IOException.class);
        }
        assertThat(values("power_w")).containsExactly("1");
    }

    @Test
    void a_register_that_is_silent_for_months_loses_nothing_of_what_it_counted() throws IOException {
        List<Reading> readings = new ArrayList<>();
        readings.add(energy("2026-03-10T12:00:00Z", "10.000"));
        for (int day = 0; day < 70; day++) { // the power goes on
            readings.add(reading(NOON.plus(Duration.ofDays(day)), Map.of("power_w", BigDecimal.ONE)));
        }
        readings.add(energy("2026-05-18T12:00:00Z", "25.500"));
        history.merge(readings);

        for (Resolution resolution : List.of(Resolution.QUARTER, Resolution.HOUR, Resolution.DAY, Resolution.YEAR)) {
            assertThat(parts(
                            MeterLife.ENERGY,
                            Instant.parse("2026-05-18T00:00:00Z"),
                            Instant.parse("2026-05-19T00:00:00Z"),
                            resolution))
                    .as(resolution.word())
                    .singleElement()
                    .satisfies(part -> assertThat(amount(part)).isEqualByComparingTo("15.5"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6"})
    void history_is_what_the_long_way_gives(long seed) throws IOException {
        Random random = new Random(seed);
        Instant from = random.nextBoolean()
                ? Instant.parse("2026-03-25T07:11:12Z")
                : Instant.parse("2026-10-22T19:50:00Z"); // the clocks change in it
        MeterLife life = MeterLife.random("house", ZURICH, from, from.plus(Duration.ofDays(12)), random);
        for (List<Reading> batch : batches(life.readings(), random)) {
            history.merge(batch);
        }

        Instant end = from.plus(Duration.ofDays(15));
        for (Resolution resolution : Resolution.values()) {
            if (resolution != Resolution.READING) {
                check(life, from, end, resolution);
            }
        }
        assertThat(sum(from, end, Resolution.QUARTER)).isEqualByComparingTo(sum(from, end, Resolution.MONTH));
        assertThat(sum(from, end, Resolution.HOUR)).isEqualByComparingTo(sum(from, end, Resolution.YEAR));
    }

    private void check(MeterLife life, Instant from, Instant to, Resolution resolution) throws IOException {
        List<Part> power = parts(MeterLife.POWER, from, to, resolution);
        List<Part> energy = parts(MeterLife.ENERGY, from, to, resolution);
        List<Instant> bounds = resolution.bounds(from, to, ZURICH);
        for (int i = 0; i + 1 < bounds.size(); i++) {
            Instant start = bounds.get(i);
            Instant end = bounds.get(i + 1);
            List<BigDecimal> values = life.values(MeterLife.POWER, start, end);
            Optional<Rollup> gauge = at(power, start).flatMap(Part::rollup);
            assertThat(gauge.isPresent()).isEqualTo(!values.isEmpty());
            gauge.map(Gauge.class::cast).ifPresent(rollup -> {
                assertThat(rollup.count()).isEqualTo(values.size());
                assertThat(rollup.minimum()).isEqualByComparingTo(Collections.min(values));
                assertThat(rollup.maximum()).isEqualByComparingTo(Collections.max(values));
                assertThat(rollup.sum()).isEqualByComparingTo(values.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
            });
            assertThat(at(energy, start).flatMap(Part::usage).map(Series.Usage::amount))
                    .as("%s from %s", resolution, start)
                    .isEqualTo(life.usage(MeterLife.ENERGY, start, end));
            List<BigDecimal> stands = life.values(MeterLife.ENERGY, start, end);
            at(energy, start)
                    .flatMap(Part::rollup)
                    .map(Register.class::cast)
                    .ifPresent(register -> assertThat(register.last())
                            .as("%s from %s: %s", resolution, start, register)
                            .isEqualTo(stands.getLast()));
        }
    }

    /** In any order, some of it twice. */
    private static List<List<Reading>> batches(List<Reading> readings, Random random) {
        List<Reading> shuffled = new ArrayList<>(readings);
        shuffled.addAll(readings.subList(0, readings.size() / 7));
        Collections.shuffle(shuffled, random);
        List<List<Reading>> batches = new ArrayList<>();
        for (int at = 0; at < shuffled.size(); ) {
            int end = Math.min(shuffled.size(), at + 1 + random.nextInt(900));
            batches.add(shuffled.subList(at, end));
            at = end;
        }
        return batches;
    }

    private BigDecimal sum(Instant from, Instant to, Resolution resolution) throws IOException {
        return parts(MeterLife.ENERGY, from, to, resolution).stream()
                .map(Part::usage)
                .flatMap(Optional::stream)
                .map(Series.Usage::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Optional<Part> at(List<Part> parts, Instant start) {
        return parts.stream().filter(part -> part.from().equals(start)).findFirst();
    }

    private List<Part> parts(String name, Instant from, Instant to, Resolution resolution) throws IOException {
        return history.series(List.of("house"), List.of(name), from, to, resolution).stream()
                .flatMap(series -> series.parts().stream())
                .toList();
    }

    private List<String> values(String name) throws IOException {
        return history
                .series(
                        List.of("house"),
                        List.of(name),
                        NOON.minusSeconds(60),
                        NOON.plusSeconds(60),
                        Resolution.READING)
                .stream()
                .flatMap(series -> series.values().stream())
                .map(Series.Value::text)
                .toList();
    }

    private Gauge gauge(Resolution resolution) throws IOException {
        return (Gauge) parts("power_w", NOON, NOON.plusSeconds(60), resolution)
                .getFirst()
                .rollup()
                .orElseThrow();
    }

    private static BigDecimal amount(Part part) {
        return part.usage().orElseThrow().amount();
    }

    private static Reading energy(String time, String value) {
        return reading(Instant.parse(time), Map.of(MeterLife.ENERGY, new BigDecimal(value)));
    }

    private static Reading reading(Instant time, Map<String, BigDecimal> values) {
        return MeterLife.reading("house", time, values);
    }
}
