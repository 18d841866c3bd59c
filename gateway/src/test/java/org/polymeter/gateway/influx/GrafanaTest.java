package org.polymeter.gateway.influx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.consumers.Snippets;
import org.polymeter.gateway.sink.Fact;

/** The dashboard's queries on a real InfluxDB; Grafana puts in its variables, and so does this test. */
class GrafanaTest {

    private static final Pattern FIELD = Pattern.compile("\\(\"(\\w+)\"\\)");

    /** Grafana's words for units, by the end of a name of the profile. */
    private static final Map<String, String> UNITS =
            Map.of("w", "watt", "kwh", "kwatth", "v", "volt", "a", "amp", "m3", "m3");

    @TempDir
    Path folder;

    @Test
    void each_query_of_the_dashboard_answers() throws Exception {
        try (InfluxDb influx = InfluxDb.open(folder)) {
            influx.execute("CREATE DATABASE home");
            store(influx);

            List<String> meters = influx.rows("home", meters().path("query").asText()).stream()
                    .map(row -> row.getOrDefault("value", ""))
                    .toList();
            assertThat(meters).containsExactly("gas", "house");
            for (JsonNode target : targets()) {
                String query = filled(target.path("query").asText(), meters);
                assertThat(influx.rows("home", query)).as(query).isNotEmpty();
            }
        }
    }

    @Test
    void each_panel_has_the_unit_of_its_fields() throws Exception {
        for (JsonNode panel : dashboard().path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String field = field(target.path("query").asText());
                assertThat(panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asText())
                        .as(field)
                        .isEqualTo(UNITS.get(field.substring(field.lastIndexOf('_') + 1)));
                assertThat(Readings.quantity(field).name()).isEqualTo(field);
            }
        }
    }

    /** Two days and the last minutes of a house and its gas meter. */
    private static void store(InfluxDb influx) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Instant time = now.minus(i * 9L, ChronoUnit.HOURS);
            facts.add(new Fact.Heard(Readings.reading(
                    "house",
                    time,
                    "power_w 400, energy_import_kwh " + (100 - i) + ", energy_export_kwh " + (50 - i)
                            + ", voltage_l1_v 230, voltage_l2_v 231, voltage_l3_v 232"
                            + ", current_l1_a 1, current_l2_a 2, current_l3_a 3")));
            facts.add(new Fact.Heard(Readings.reading("gas", time, "volume_m3 " + (2570 - i))));
        }
        Target target = new Target.Database("home", Optional.empty(), Optional.empty(), Optional.empty());
        new InfluxSink(new InfluxSettings(influx.url(), target, "meter", Optional.empty())).write(facts);
    }

    /** As Grafana does for the last two days. */
    private static String filled(String query, List<String> meters) {
        return query.replace("$timeFilter", "time >= now() - 2d")
                .replace("$__interval", "10m")
                .replace("$meter", "(" + String.join("|", meters) + ")")
                .replace("$zone", "Europe/Zurich");
    }

    private static String field(String query) {
        Matcher field = FIELD.matcher(query);
        assertThat(field.find()).as(query).isTrue();
        return field.group(1);
    }

    private static List<JsonNode> targets() throws IOException {
        List<JsonNode> targets = new ArrayList<>();
        dashboard().path("panels").forEach(panel -> panel.path("targets").forEach(targets::add));
        assertThat(targets).hasSize(12);
        return targets;
    }

    private static JsonNode meters() throws IOException {
        return dashboard().path("templating").path("list").path(1);
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper()
                .readTree(Snippets.file("docs/grafana/influxdb.json").toFile());
    }
}
