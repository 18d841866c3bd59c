package org.polymeter.gateway.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.consumers.Snippets;
import org.polymeter.gateway.sink.Fact;

/** What docs/consumers/influxdb.md says, on a real InfluxDB. */
class InfluxDbPageTest {

    private static final String PAGE = "docs/consumers/influxdb.md";

    @TempDir
    Path folder;

    @Test
    void the_configurations_are_sound() throws Exception {
        Files.writeString(folder.resolve("influxdb.token"), "t0ken\n");

        assertThat(settings("InfluxDB 1").target())
                .isEqualTo(new Target.Database("home", Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(settings("InfluxDB 2").target()).isEqualTo(new Target.Bucket("home", "meters", "t0ken"));
    }

    @Test
    void the_line_is_what_is_written() {
        String line = new LineProtocol("meter")
                .line(Readings.reading(
                        "house", Instant.parse("2025-01-14T09:12:35Z"), "power_w -543, energy_import_kwh 13779.338"));

        assertThat(Snippets.of(PAGE, "What is stored", "").strip()).isEqualTo(line);
    }

    @Test
    void the_queries_answer() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (InfluxDb influx = InfluxDb.open(folder)) {
            influx.execute(Snippets.of(PAGE, "InfluxDB 1", "sql").strip());
            new InfluxSink(new InfluxSettings(
                            influx.url(), settings("InfluxDB 1").target(), "meter", Optional.empty()))
                    .write(days(now));
            List<List<Map<String, String>>> answers = new ArrayList<>();
            for (String query : Snippets.of(PAGE, "sql")) {
                answers.add(influx.rows("home", query.strip()));
            }

            assertThat(answers.get(1))
                    .anySatisfy(row -> assertThat(row.get("mean")).isEqualTo("500"));
            assertThat(answers.get(2))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.get("difference")).isEqualTo("5"));
            assertThat(answers.get(3))
                    .singleElement()
                    .satisfies(
                            row -> assertThat(row).containsEntry("last", "115").containsEntry("last_1", "0"));
        }
    }

    /** The last three days, 5 kWh each, at this hour. */
    private static List<Fact> days(Instant now) {
        List<Fact> days = new ArrayList<>();
        for (int day = 0; day <= 3; day++) {
            String values = "power_w 500, energy_import_kwh " + (100 + 5 * day) + ".000, energy_export_kwh 0.000";
            days.add(new Fact.Heard(Readings.reading("house", now.minus(3 - day, ChronoUnit.DAYS), values)));
        }
        return days;
    }

    private InfluxSettings settings(String heading) throws Exception {
        String yaml = "sources: [{id: p1, type: stdin}]\n" + Snippets.of(PAGE, heading, "yaml");
        Configuration configuration = new ConfigReader(Map.of(), Set.of(), "cellar").read(PAGE, folder, yaml);
        return ((OutputConfig.InfluxDb) configuration.outputs().getFirst()).settings();
    }
}
