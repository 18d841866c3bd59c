package org.polymeter.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.insight.Calendar;
import org.polymeter.gateway.insight.Component;
import org.polymeter.gateway.insight.Contract;
import org.polymeter.gateway.insight.Direction;
import org.polymeter.gateway.insight.Energy;
import org.polymeter.gateway.insight.Insight;
import org.polymeter.gateway.insight.Prices;
import org.polymeter.gateway.insight.Pricing;
import org.polymeter.gateway.insight.Span;
import org.polymeter.gateway.insight.Tariff;

/** What insight gets to know of a history. */
class HistoryEnergiesTest {

    private static final Tariff ONE_A_KWH = new Tariff(
            "house",
            "house",
            "CHF",
            HistoryLaws.ZURICH,
            List.of(new Contract(
                    LocalDate.MIN,
                    LocalDate.MAX,
                    List.of(new Component(
                            "energy", Direction.IMPORT, new Pricing.Fixed(BigDecimal.ONE), BigDecimal.ZERO)),
                    Calendar.Holidays.NONE)));

    @TempDir
    Path folder;

    private History history = new History(new Database.Sqlite(Path.of("unused")), HistoryLaws.settings());

    @BeforeEach
    void open() {
        history = new History(new Database.Sqlite(folder.resolve("history.db")), HistoryLaws.settings());
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void a_register_that_is_read_all_the_time_gives_quarter_hours() throws IOException {
        read("11:59:58", "1.000");
        read("12:14:59", "1.250");
        read("12:30:01", "1.600");

        assertThat(between("12:00", "12:30"))
                .containsExactly(energy("12:00:00", "12:15:00", "0.250"), energy("12:15:00", "12:30:00", "0.350"));
    }

    @Test
    void after_a_gap_one_energy_is_that_of_all_of_it() throws IOException {
        read("12:00:00", "1.000");
        read("12:05:00", "1.100");
        read("14:00:00", "3.000");
        read("14:15:00", "3.200");

        assertThat(between("12:00", "14:15"))
                .containsExactly(
                        energy("12:00:00", "12:05:00", "0.100"),
                        energy("12:05:00", "14:00:00", "1.900"),
                        energy("14:00:00", "14:15:00", "0.200"));
    }

    @Test
    void a_gap_that_a_range_begins_or_ends_in_is_part_of_the_answer() throws IOException {
        read("12:00:00", "1.000");
        read("14:00:00", "3.000");

        assertThat(between("12:30", "13:00")).containsExactly(energy("12:00:00", "14:00:00", "2.000"));
        assertThat(between("13:00", "14:30")).containsExactly(energy("12:00:00", "14:00:00", "2.000"));
    }

    @Test
    void what_is_after_the_range_is_not() throws IOException {
        read("12:00:00", "1.000");
        read("12:15:00", "1.100");
        read("12:30:00", "1.300");

        assertThat(between("12:00", "12:15")).containsExactly(energy("12:00:00", "12:15:00", "0.100"));
        assertThat(between("13:00", "14:00")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void energies_follow_each_other_and_days_of_them_are_what_the_register_counted(long seed) throws IOException {
        LocalDate first = LocalDate.parse("2026-03-27");
        LocalDate end = first.plusDays(7);
        Span all = new Span(midnight(first), midnight(end));
        MeterLife life = MeterLife.random(
                "house",
                HistoryLaws.ZURICH,
                all.from().minusSeconds(5_000),
                all.to().plusSeconds(5_000),
                new Random(seed));
        history.merge(life.readings());

        List<Energy> energies = new HistoryEnergies(history).between("house", MeterLife.ENERGY, all);
        for (int i = 1; i < energies.size(); i++) {
            assertThat(energies.get(i).span().from())
                    .isEqualTo(energies.get(i - 1).span().to());
        }

        Insight insight = new Insight(new HistoryEnergies(history), Prices.NONE);
        BigDecimal days = BigDecimal.ZERO;
        for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
            days = days.add(insight.cost(ONE_A_KWH, day, day.plusDays(1)).net());
        }
        assertThat(days)
                .isEqualByComparingTo(insight.cost(ONE_A_KWH, first, end).net());
        boolean readAtBothEnds = energies.getFirst().span().from().equals(all.from())
                && energies.getLast().span().to().equals(all.to());
        if (readAtBothEnds) {
            assertThat(days)
                    .isEqualByComparingTo(
                            life.usage(MeterLife.ENERGY, all.from(), all.to()).orElseThrow());
        }
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(HistoryLaws.ZURICH).toInstant();
    }

    private void read(String time, String kwh) throws IOException {
        history.merge(
                List.of(MeterLife.reading("house", instant(time), Map.of("energy_import_kwh", new BigDecimal(kwh)))));
    }

    private List<Tuple> between(String from, String to) {
        return new HistoryEnergies(history)
                .between("house", "energy_import_kwh", new Span(instant(from + ":00"), instant(to + ":00"))).stream()
                        .map(HistoryEnergiesTest::told)
                        .toList();
    }

    private static Tuple told(Energy energy) {
        return tuple(energy.span().from(), energy.span().to(), energy.kwh().setScale(3));
    }

    private static Tuple energy(String from, String to, String kwh) {
        return tuple(instant(from), instant(to), new BigDecimal(kwh));
    }

    private static Instant instant(String time) {
        return Instant.parse("2026-03-10T" + time + "Z");
    }
}
