package org.polymeter.gateway.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.history.Resolution;

class StatisticsImportTest {

    private static final String METER = Desktop.METER;
    private static final String T1 = "energy_import_t1_kwh";
    private static final String T2 = "energy_import_t2_kwh";
    private static final String TOTAL = "energy_import_kwh";
    private static final String EXPORT = "energy_export_t1_kwh";
    private static final String HOURS =
            "Hour Start,Electricity 1 (Dutch Users: Low Tariff),Electricity 2 (Dutch Users: Normal Tariff),"
                    + "Electricity 1 Returned (Dutch Users: Low Tariff),"
                    + "Electricity 2 Returned (Dutch Users: Normal Tariff),Gas\n";

    @TempDir
    Path folder;

    private Desktop desktop = new Desktop(Path.of("unused"));

    @BeforeEach
    void open() {
        desktop = new Desktop(folder);
    }

    @AfterEach
    void close() {
        desktop.close();
    }

    @Test
    void hours_are_what_was_exported_and_end_where_the_meter_goes_on() throws Exception {
        reads("2026-01-01T02:00:07Z");
        Path file = desktop.file("hours.csv", HOURS + """
                2026-01-01T00:00:00+01:00,0.196,0,0.5,0,0.032
                2026-01-01T01:00:00+01:00,0.224,0.1,0,0,0.056
                2026-01-01T02:00:00+01:00,0.189,0,0,0.25,0
                """);

        Tally tally = desktop.load(file);

        assertThat(usages(T1, Resolution.HOUR)).containsExactly("0.196", "0.224", "0.189");
        assertThat(usages(T2, Resolution.HOUR)).containsExactly("0", "0.1", "0");
        assertThat(usages(TOTAL, Resolution.HOUR)).containsExactly("0.196", "0.324", "0.189");
        assertThat(usages(EXPORT, Resolution.HOUR)).containsExactly("0.5", "0", "0");
        assertThat(desktop.usages(
                        Desktop.GAS, "volume_m3", "2025-12-31T23:00:00Z", "2026-01-01T02:00:00Z", Resolution.HOUR))
                .containsExactly("0.032", "0.056", "0");
        assertThat(desktop.values(METER, T1, "2025-12-31T22:00:00Z", "2026-01-01T03:00:00Z"))
                .containsExactly(
                        "2025-12-31T23:00:00Z 999.391",
                        "2026-01-01T00:00:00Z 999.587",
                        "2026-01-01T01:00:00Z 999.811",
                        "2026-01-01T02:00:00Z 1000.000",
                        "2026-01-01T02:00:07Z 1000.000");
        assertThat(tally.refused()).isZero();
        assertThat(tally.readings()).isEqualTo(tally.news()).isEqualTo(8);
    }

    @Test
    void the_same_file_again_changes_nothing() throws Exception {
        reads("2026-01-01T02:00:07Z");
        Path file = desktop.file("hours.csv", HOURS + """
                2026-01-01T00:00:00+01:00,0.196,0,0.5,0,0.032
                2026-01-01T01:00:00+01:00,0.224,0.1,0,0,0.056
                """);
        desktop.load(file);
        List<String> before = all();

        Tally tally = desktop.load(file);

        assertThat(tally.news()).isZero();
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void years_of_hours_give_each_hour_and_day_as_exported_also_when_clocks_change() throws Exception {
        Random random = new Random(7);
        ZonedDateTime time = LocalDate.of(2025, 3, 1).atStartOfDay(Desktop.AMSTERDAM);
        StringBuilder text = new StringBuilder(HOURS);
        List<String> hours = new ArrayList<>();
        List<String> days = new ArrayList<>();
        BigDecimal day = BigDecimal.ZERO;
        while (time.getYear() < 2026) {
            BigDecimal used = BigDecimal.valueOf(1 + random.nextInt(3_000), 3);
            text.append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time))
                    .append(',')
                    .append(used)
                    .append(",0,0,0,0\n");
            hours.add(used.stripTrailingZeros().toPlainString());
            day = day.add(used);
            time = time.plusHours(1);
            if (time.getHour() == 0) {
                days.add(day.stripTrailingZeros().toPlainString());
                day = BigDecimal.ZERO;
            }
        }
        desktop.hears(METER, "2026-01-04T10:00:00Z", Map.of(T1, "31415.926"));

        desktop.load(desktop.file("hours.csv", text.toString()));

        String from = "2025-02-28T23:00:00Z";
        assertThat(desktop.usages(METER, T1, from, "2025-12-31T23:00:00Z", Resolution.HOUR))
                .isEqualTo(hours);
        assertThat(desktop.usages(METER, T1, from, "2025-12-31T23:00:00Z", Resolution.DAY))
                .isEqualTo(days);
        assertThat(days).hasSize(306);
    }

    @Test
    void days_are_of_23_24_and_25_hours() throws Exception {
        desktop.hears(METER, "2026-04-02T10:00:00Z", Map.of(T1, "500.000", T2, "900"));
        Path file = desktop.file("days.csv", """
                Datum;Elektriciteit 1 (laag tarief);Elektriciteit 2 (hoog tarief);Elektriciteit 1 prijs;Totale kosten
                28-03-2026;"1,5";2;0,33;1,20
                29-03-2026;2,25;0;0,5;0,5
                30-03-2026;;3;;
                """);

        Tally tally = desktop.load(file);

        assertThat(desktop.usages(METER, T1, "2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z", Resolution.DAY))
                .containsExactly("1.5", "2.25");
        assertThat(desktop.usages(METER, T2, "2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z", Resolution.DAY))
                .containsExactly("2", "0", "3");
        assertThat(desktop.values(METER, T2, "2026-03-27T00:00:00Z", "2026-04-01T00:00:00Z"))
                .containsExactly(
                        "2026-03-27T23:00:00Z 895.000",
                        "2026-03-28T23:00:00Z 897.000",
                        "2026-03-29T22:00:00Z 897.000",
                        "2026-03-30T22:00:00Z 900.000");
        assertThat(tally.refused()).isZero();
    }

    @Test
    void registers_of_days_count_more_than_what_was_used() throws Exception {
        Path file = desktop.file("days.csv", """
                day,electricity1,electricity2,electricity1_returned,electricity2_returned,gas,electricity1_reading,\
                electricity2_reading,electricity1_returned_reading,electricity2_returned_reading,gas_reading
                2026-01-01,1.000,2,0,0,3,,,,,
                2026-01-02,1.5,2.5,0,0,4,101.000,202.000,0,0,303.000
                2026-01-03,1,2,0,0,2,102.600,204.500,0,0,307.000
                """);

        Tally tally = desktop.load(file);

        assertThat(desktop.refusals).isEmpty();
        assertThat(desktop.usages(METER, T1, "2025-12-31T23:00:00Z", "2026-01-03T23:00:00Z", Resolution.DAY))
                .containsExactly("1", "1.6", "1");
        assertThat(desktop.usages(METER, TOTAL, "2025-12-31T23:00:00Z", "2026-01-03T23:00:00Z", Resolution.DAY))
                .containsExactly("3", "4.1", "3");
        assertThat(desktop.usages(
                        Desktop.GAS, "volume_m3", "2025-12-31T23:00:00Z", "2026-01-03T23:00:00Z", Resolution.DAY))
                .containsExactly("3", "4", "2");
        assertThat(tally.meters()).containsOnlyKeys(METER, Desktop.GAS);
    }

    @Test
    void a_gap_is_nobody_s_usage() throws Exception {
        reads("2026-01-01T12:00:00Z");
        Path file = desktop.file("hours.csv", HOURS + """
                2026-01-01T01:00:00+01:00,1,0,0,0,0
                2026-01-01T05:00:00+01:00,2,0,0,0,0
                """);

        desktop.load(file);

        assertThat(desktop.usages(METER, T1, "2026-01-01T00:00:00Z", "2026-01-01T05:00:00Z", Resolution.HOUR))
                .containsExactly("1", "0", "2");
        assertThat(desktop.usages(METER, T1, "2025-12-31T23:00:00Z", "2026-01-01T23:00:00Z", Resolution.DAY))
                .containsExactly("3");
    }

    @Test
    void hours_that_the_meter_was_read_in_stay_as_they_are() throws Exception {
        desktop.hears(METER, "2026-01-01T01:20:00Z", Map.of(T1, "50.000"));
        desktop.hears(METER, "2026-01-01T01:40:00Z", Map.of(T1, "50.700"));
        Path file = desktop.file("hours.csv", HOURS + """
                2026-01-01T00:00:00+01:00,1,0,0,0,0
                2026-01-01T01:00:00+01:00,2,0,0,0,0
                2026-01-01T02:00:00+01:00,3,0,0,0,0
                2026-01-01T03:00:00+01:00,4,0,0,0,0
                """);
        List<String> before = desktop.values(METER, T1, "2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z");

        Tally tally = desktop.load(file);

        assertThat(desktop.values(METER, T1, "2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z"))
                .startsWith(before.toArray(new String[0]));
        assertThat(desktop.values(METER, T1, "2025-12-31T22:00:00Z", "2026-01-01T01:00:00Z"))
                .containsExactly(
                        "2025-12-31T23:00:00Z 47.000", "2026-01-01T00:00:00Z 48.000", "2026-01-01T01:00:00Z 50.000");
        assertThat(tally.passedOver().keySet()).anyMatch(why -> why.contains("of which the history has readings"));
    }

    @Test
    void without_any_register_it_says_what_to_do() throws Exception {
        Path file = desktop.file("hours.csv", HOURS + "2026-01-01T00:00:00+01:00,1,0,0,0,0\n");

        assertThatThrownBy(() -> desktop.load(file))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("Read the meter once")
                .hasMessageContaining("--from-zero");
        assertThat(desktop.history.meters()).isEmpty();

        desktop.settings = Desktop.settings(Optional.of(METER), Optional.empty(), true);
        desktop.load(file);
        assertThat(desktop.values(METER, T1, "2025-12-31T22:00:00Z", "2026-01-01T03:00:00Z"))
                .containsExactly("2025-12-31T23:00:00Z 0.000", "2026-01-01T00:00:00Z 1.000");
    }

    @Test
    void a_later_file_of_a_meter_that_is_gone_goes_on_where_the_first_ended() throws Exception {
        desktop.settings = Desktop.settings(Optional.of(METER), Optional.empty(), true);
        desktop.load(desktop.file("one.csv", HOURS + "2026-01-01T00:00:00+01:00,1,0,0,0,0\n"));

        desktop.load(desktop.file("two.csv", HOURS + "2026-01-01T02:00:00+01:00,5,0,0,0,0\n"));

        assertThat(desktop.values(METER, T1, "2025-12-31T22:00:00Z", "2026-01-01T03:00:00Z"))
                .containsExactly(
                        "2025-12-31T23:00:00Z 0.000",
                        "2026-01-01T00:00:00Z 1.000",
                        "2026-01-01T01:00:00Z 1.000",
                        "2026-01-01T02:00:00Z 6.000");
    }

    @Test
    void more_than_the_meter_has_counted_is_of_another_meter() throws Exception {
        desktop.hears(METER, "2026-01-01T02:00:00Z", Map.of(T1, "3"));
        Path file = desktop.file("hours.csv", HOURS + """
                2026-01-01T00:00:00+01:00,2,0,0,0,0
                2026-01-01T01:00:00+01:00,2,0,0,0,0
                2026-01-01T02:00:00+01:00,2,0,0,0,0
                """);

        assertThatThrownBy(() -> desktop.load(file))
                .hasMessageContaining("before 2026-01-01T01:00:00Z")
                .hasMessageContaining("another meter");
    }

    @Test
    void rows_that_cannot_be_used_are_named_and_the_others_taken() throws Exception {
        reads("2026-01-02T00:00:00Z");
        Path file =
                desktop.file("hours.csv", "\uFEFFsep=,\r\n" + HOURS + """
                2026-01-01T00:00:00+01:00,1,0,0,0,0\r
                \r
                2026-01-01T00:00:00+01:00,1,0,0,0,0\r
                2026-01-01T00:00:00+01:00,7,0,0,0,0\r
                yesterday,1,0,0,0,0\r
                2026-01-01T01:00:00+01:00,one,0,0,0,0\r
                2026-01-01T02:00:00+01:00,-1,0,0,0,0\r
                """ + HOURS + "2026-01-01T03:00:00+01:00,4\n");

        Tally tally = desktop.load(file);

        assertThat(tally.refused()).isEqualTo(4);
        assertThat(desktop.refusals)
                .anySatisfy(it -> assertThat(it).startsWith("hours.csv:6: ").contains("twice"))
                .anySatisfy(it -> assertThat(it).startsWith("hours.csv:7: ").contains("'yesterday' is no time"))
                .anySatisfy(it -> assertThat(it).startsWith("hours.csv:8: ").contains("'one' in column 2"))
                .anySatisfy(it -> assertThat(it).startsWith("hours.csv:9: ").contains("less than nothing"));
        assertThat(desktop.usages(METER, T1, "2025-12-31T23:00:00Z", "2026-01-01T03:00:00Z", Resolution.HOUR))
                .containsExactly("1", "0", "4");
    }

    @Test
    void local_hours_without_offset_are_told_apart_when_one_comes_twice() throws Exception {
        desktop.hears(METER, "2026-11-01T00:00:00Z", Map.of(T1, "100"));
        Path file = desktop.file("hours.csv", """
                Hour Start;Electricity 1;Electricity 2
                2026-10-25 01:00:00;1;0
                2026-10-25 02:00:00;2;0
                2026-10-25 02:00:00;3;0
                2026-10-25 03:00:00;4;0
                """);

        Tally tally = desktop.load(file);

        assertThat(desktop.refusals).isEmpty();
        assertThat(tally.refused()).isZero();
        assertThat(desktop.usages(METER, T1, "2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z", Resolution.HOUR))
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void a_dry_run_writes_nothing() throws Exception {
        reads("2026-01-01T02:00:07Z");
        List<String> before = all();
        desktop.dry = true;

        Tally tally = desktop.load(desktop.file("hours.csv", HOURS + "2026-01-01T00:00:00+01:00,1,0,0,0,0\n"));

        assertThat(tally.readings()).isEqualTo(2);
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void an_old_meter_is_chained_to_the_present_one() throws Exception {
        reads("2026-01-02T00:00:00Z");
        desktop.settings = Desktop.settings(Optional.of("old-meter"), Optional.empty(), true);
        desktop.load(desktop.file("hours.csv", HOURS + "2020-01-01T00:00:00+01:00,1,0,0,0,0\n"));

        new HistoryImport(desktop.history, desktop.settings, new Tally(new Silent()), false).chain("old-meter", METER);

        assertThat(desktop.history.meters())
                .filteredOn(meter -> !meter.id().equals(Desktop.GAS))
                .extracting(HistoryMeter::point)
                .containsOnly("old-meter");
    }

    private static final class Silent implements Tally.Listener {

        @Override
        public void refused(String where, String why) {}

        @Override
        public void progress(long read, long size) {}
    }

    private void reads(String time) throws IOException {
        desktop.hears(
                METER,
                time,
                Map.of(
                        T1,
                        "1000.000",
                        T2,
                        "2000.000",
                        TOTAL,
                        "3000.000",
                        EXPORT,
                        "10",
                        "energy_export_t2_kwh",
                        "20",
                        "energy_export_kwh",
                        "30"));
        desktop.hears(Desktop.GAS, time, Map.of("volume_m3", "500"));
    }

    private List<String> usages(String quantity, Resolution resolution) throws IOException {
        return desktop.usages(METER, quantity, "2025-12-31T23:00:00Z", "2026-01-01T02:00:00Z", resolution);
    }

    private List<String> all() throws IOException {
        List<String> all = new ArrayList<>();
        for (HistoryMeter meter : desktop.history.meters()) {
            all.add(meter.toString());
            for (String quantity : List.of(T1, T2, TOTAL, EXPORT, "volume_m3")) {
                all.addAll(desktop.values(
                        meter.id(),
                        quantity,
                        "2020-01-01T00:00:00Z",
                        Instant.parse("2027-01-01T00:00:00Z").toString()));
            }
        }
        return all;
    }
}
