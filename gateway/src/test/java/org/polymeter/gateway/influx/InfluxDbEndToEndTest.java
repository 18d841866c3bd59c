package org.polymeter.gateway.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.consumers.Snippets;
import org.polymeter.gateway.consumers.Stage;
import org.polymeter.gateway.simulator.Simulator.Sent;

/** From simulated meters into a real InfluxDB, and out again by its own query API. */
class InfluxDbEndToEndTest {

    private static final String DATABASE = "home";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    void what_meters_say_is_stored_with_their_time_and_not_lost_while_the_database_is_away() throws Exception {
        try (InfluxDb influx = InfluxDb.open(folder)) {
            influx.execute("CREATE DATABASE " + DATABASE);
            try (Stage stage = Stage.with(folder, documented(influx))) {
                stage.awaitSent(Stage.DUTCH, 2);
                await().atMost(PATIENCE).until(() -> rows(influx, Stage.DUTCH).size() >= 2);

                influx.kill();
                int before = stage.truth(Stage.SWISS).size();
                stage.awaitSent(Stage.SWISS, before + 1);
                influx.start();
                stage.awaitSent(Stage.DUTCH, stage.truth(Stage.DUTCH).size() + 1);
                stage.silence();

                for (String meter : List.of(Stage.SWISS, Stage.DUTCH, Stage.GPLUG)) {
                    awaitAll(influx, stage, meter);
                    assertThat(values(influx, meter)).as(meter).isEqualTo(truthBySecond(stage.truth(meter)));
                }
                awaitAll(influx, stage, Stage.AEW);
                without_a_clock_the_time_is_when_it_arrived(influx, stage);
                the_gas_meter_has_a_time_of_its_own(influx, stage);
                assertThat(stage.program().log()).contains("InfluxDB at 127.0.0.1", "refused the connection");
            }
        }
    }

    /** The output of docs/consumers/influxdb.md. */
    private static String documented(InfluxDb influx) {
        return Snippets.of("docs/consumers/influxdb.md", "InfluxDB 1", "yaml")
                .replace("outputs:\n", "")
                .replace("http://localhost:8086", influx.url().toString());
    }

    private static void without_a_clock_the_time_is_when_it_arrived(InfluxDb influx, Stage stage) {
        List<Map<String, String>> rows = rows(influx, Stage.AEW);
        List<Sent> truth = stage.truth(Stage.AEW);
        assertThat(rows).hasSameSizeAs(truth);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(numbers(rows.get(i))).isEqualTo(numbers(truth.get(i).values()));
            assertThat(time(rows.get(i)))
                    .isBetween(
                            truth.get(i).time().toEpochMilli(),
                            truth.get(i).time().plus(PATIENCE).toEpochMilli());
        }
    }

    private static void the_gas_meter_has_a_time_of_its_own(InfluxDb influx, Stage stage) {
        Map<String, String> row = rows(influx, Stage.GAS).getLast();
        Sent truth = stage.truth(Stage.GAS).getLast();
        assertThat(numbers(row)).isEqualTo(numbers(truth.values()));
        assertThat(time(row)).isLessThanOrEqualTo(truth.time().toEpochMilli()).matches(time -> time % 300_000 == 0);
    }

    private static void awaitAll(InfluxDb influx, Stage stage, String meter) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(rows(influx, meter))
                        .as(
                                "%s, which said %s; the program: %s",
                                meter, stage.truth(meter), stage.program().log())
                        .hasSameSizeAs(stage.truth(meter)));
    }

    private static List<Map<String, String>> rows(InfluxDb influx, String meter) {
        return influx.rows(DATABASE, "SELECT * FROM meter WHERE meter = '" + meter + "'");
    }

    /** By the second, in milliseconds. */
    private static Map<Long, Map<String, BigDecimal>> values(InfluxDb influx, String meter) {
        Map<Long, Map<String, BigDecimal>> values = new TreeMap<>();
        rows(influx, meter).forEach(row -> values.put(time(row), numbers(row)));
        return values;
    }

    /** These meters know the time to the second. */
    private static Map<Long, Map<String, BigDecimal>> truthBySecond(List<Sent> truth) {
        Map<Long, Map<String, BigDecimal>> values = new TreeMap<>();
        truth.forEach(sent -> values.put(sent.time().getEpochSecond() * 1000, numbers(sent.values())));
        return values;
    }

    private static long time(Map<String, String> row) {
        return Long.parseLong(row.getOrDefault("time", ""));
    }

    /** A double has no zeros at its end. */
    private static Map<String, BigDecimal> numbers(Map<String, String> row) {
        Map<String, BigDecimal> numbers = new TreeMap<>();
        row.forEach((name, value) -> {
            if (!name.equals("time") && !name.equals("meter")) {
                numbers.put(name, new BigDecimal(value).stripTrailingZeros());
            }
        });
        return numbers;
    }
}
