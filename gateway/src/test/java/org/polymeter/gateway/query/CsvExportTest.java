package org.polymeter.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.query.Kept.named;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.history.MeterLife;

class CsvExportTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    @TempDir
    Path folder;

    @Test
    void readings_are_rows_and_quantities_columns() throws Exception {
        try (Kept kept = new Kept(folder, ZURICH, Instant.parse("2026-10-25T12:00:00Z"))) {
            kept.say("house", "2026-10-25T00:30:00Z", "power_w 100, message a \"b\", energy_import_kwh 1.000")
                    .say("house", "2026-10-25T01:30:00.250Z", "power_w -5")
                    .say("house", "2026-10-25T01:30:00.250Z", "power_w -6, voltage_l1_v 230.0");

            assertThat(kept.text("period=day&resolution=reading"))
                    .isEqualTo("local_time,time,meter,energy_import_kwh,message,power_w,voltage_l1_v\r\n"
                            + "2026-10-25 02:30:00,2026-10-25T00:30:00Z,house,1.000,\"a \"\"b\"\"\",100,\r\n"
                            + "2026-10-25 02:30:00.250,2026-10-25T01:30:00.250Z,house,,,-5,230.0\r\n"
                            + "2026-10-25 02:30:00.250,2026-10-25T01:30:00.250Z,house,,,-6,\r\n");
        }
    }

    @Test
    void parts_are_rows_and_statistics_columns() throws Exception {
        try (Kept kept = new Kept(folder, ZURICH, Instant.parse("2026-03-29T12:00:00Z"))) {
            kept.say("house", "2026-03-28T23:00:00Z", "energy_import_kwh 1.000")
                    .say("house", "2026-03-29T12:00:00Z", "energy_import_kwh 2.500, power_w 7");

            assertThat(kept.text("period=day&resolution=day&name=power_w&name=energy_import_kwh"))
                    .isEqualTo("local_from,local_to,from,to,meter,power_w_mean,power_w_min,power_w_max,power_w_count,"
                            + "energy_import_kwh_usage,energy_import_kwh\r\n"
                            + "2026-03-29 00:00:00,2026-03-30 00:00:00,2026-03-28T23:00:00Z,2026-03-29T22:00:00Z,house,"
                            + "7.0,7,7,1,1.500,2.500\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void what_is_exported_adds_up_to_what_is_answered(long seed) throws Exception {
        Random random = new Random(seed);
        Instant from = Instant.parse(seed % 2 == 0 ? "2026-03-25T07:11:12Z" : "2026-10-22T19:50:00Z");
        Instant to = from.plus(Duration.ofDays(8));
        MeterLife life = MeterLife.random("house", ZURICH, from, to, random);
        try (Kept kept = new Kept(folder, ZURICH, to)) {
            kept.merge(life.readings());

            JsonNode total = kept.total("period=all");
            BigDecimal usage = named(total, MeterLife.ENERGY).get("usage").decimalValue();
            assertThat(usage)
                    .isEqualByComparingTo(life.usage(MeterLife.ENERGY, from.minusSeconds(900), to.plusSeconds(200_000))
                            .orElseThrow());
            for (String resolution : List.of("quarter", "hour", "day", "week", "month", "year")) {
                List<List<String>> rows = kept.csv("period=all&resolution=" + resolution);
                assertThat(sum(rows, MeterLife.ENERGY + "_usage"))
                        .as(resolution)
                        .isEqualByComparingTo(usage);
                assertThat(sum(rows, MeterLife.POWER + "_count").longValueExact())
                        .isEqualTo(named(total, MeterLife.POWER).get("count").asLong());
                assertThat(Collections.max(column(rows, MeterLife.POWER + "_max")))
                        .isEqualByComparingTo(
                                named(total, MeterLife.POWER).get("max").decimalValue());
                assertThat(Collections.min(column(rows, MeterLife.POWER + "_min")))
                        .isEqualByComparingTo(
                                named(total, MeterLife.POWER).get("min").decimalValue());
            }
            List<BigDecimal> readings = column(kept.csv("period=all&resolution=reading"), MeterLife.POWER);
            assertThat(readings)
                    .isEqualTo(life.values(MeterLife.POWER, from.minusSeconds(900), to.plusSeconds(200_000)));
            assertThat(named(total, MeterLife.POWER).get("mean").decimalValue())
                    .isEqualTo(readings.stream()
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .divide(BigDecimal.valueOf(readings.size()), 1, RoundingMode.HALF_UP));
        }
    }

    private static BigDecimal sum(List<List<String>> rows, String head) {
        return column(rows, head).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<BigDecimal> column(List<List<String>> rows, String head) {
        int place = rows.getFirst().indexOf(head);
        return rows.stream()
                .skip(1)
                .map(row -> row.get(place))
                .filter(cell -> !cell.isEmpty())
                .map(BigDecimal::new)
                .toList();
    }
}
