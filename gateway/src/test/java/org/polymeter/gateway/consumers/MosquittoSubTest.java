package org.polymeter.gateway.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;

/** The program mosquitto_sub, with the lines of docs/consumers/mosquitto_sub.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MosquittoSubTest {

    private static final String PAGE = "docs/consumers/mosquitto_sub.md";

    private final Path folder;
    private final Stage stage;

    MosquittoSubTest(@TempDir Path folder) throws Exception {
        assertThat(Mosquitto.find("jq")).as("jq, which ./verify installs").isNotEmpty();
        this.folder = folder;
        this.stage = Stage.start(folder);
    }

    @BeforeAll
    void all_meters_have_spoken() {
        Stage.METERS.forEach(meter -> stage.awaitSent(meter, 1));
    }

    @AfterAll
    void leave() {
        stage.close();
    }

    @Test
    void one_value_is_its_text_with_all_digits() throws Exception {
        try (Script script = shell("One value", Stage.SWISS)) {
            script.await(lines -> !lines.isEmpty());
            assertThat(values(Stage.SWISS, "energy_import_kwh"))
                    .contains(script.lines().getFirst());
        }
    }

    @Test
    void one_value_is_told_whenever_it_changes() throws Exception {
        try (Script script = shell("One value whenever it changes", Stage.DUTCH)) {
            script.await(lines -> lines.size() >= 3);
            assertThat(values(Stage.DUTCH, "power_w")).containsAll(script.lines());
        }
    }

    @Test
    void all_values_of_all_meters_are_told_with_their_topics() throws Exception {
        try (Script script = shell("All values of all meters", "")) {
            for (String meter : Stage.METERS) {
                String name = meter.equals(Stage.GAS) ? "volume_m3" : "power_import_w";
                String topic = "polymeter/1/meter/" + meter + "/value/" + name + " ";
                script.await(lines -> lines.stream().anyMatch(line -> line.startsWith(topic)));
                assertThat(script.lines())
                        .filteredOn(line -> line.startsWith(topic))
                        .allMatch(line -> values(meter, name).contains(line.substring(topic.length())));
            }
        }
    }

    @Test
    void jq_puts_units_beside_values() throws Exception {
        try (Script script = shell("All values with their units", "")) {
            script.await(lines -> Table.hasAll(Stage.METERS, lines));
            for (String meter : Stage.METERS) {
                Shown.assertTrue(stage, meter, Table.firstState(meter, script.lines()));
            }
        }
    }

    @Test
    void a_log_file_holds_a_reading_a_line() throws Exception {
        try (Script script = shell("A log file, one reading a line", "")) {
            Path log = folder.resolve("readings.ndjson");
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> Files.exists(log) && Files.readString(log).indexOf('\n') > 0);

            JsonNode reading = JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readTree(Files.readAllLines(log).getFirst());
            assertThat(values(reading.path("meter").asText(), "power_w"))
                    .contains(reading.path("values").path("power_w").asText());
            assertThat(script.lines()).isEmpty();
        }
    }

    /** {@code house}: the meter in the place of the one on the page. */
    private Script shell(String heading, String house) throws IOException {
        String command = Snippets.of(PAGE, heading, "sh")
                .replace("-h localhost", "-h 127.0.0.1 -p " + stage.port())
                .replace("meter/house/", "meter/" + house + "/");
        return Script.start(folder, Map.of(), "/bin/sh", "-c", command);
    }

    private List<String> values(String meter, String name) {
        return stage.truth(meter).stream()
                .map(sent -> sent.values().getOrDefault(name, "none"))
                .toList();
    }
}
