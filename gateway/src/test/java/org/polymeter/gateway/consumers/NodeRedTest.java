package org.polymeter.gateway.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;

/** Node-RED itself, with the flow that docs/consumers/node-red.md tells people to import. */
class NodeRedTest {

    private static final String SETTINGS = """
            module.exports = {
              uiHost: "127.0.0.1",
              disableEditor: true,
              telemetry: { enabled: false },
              logging: { console: { level: "warn" } },
            };
            """;

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @TempDir
    Path folder;

    @Test
    void the_flow_shows_values_and_units_as_the_meters_sent_them() throws Exception {
        int port = Mosquitto.freePort();
        try (Stage stage = Stage.start(folder);
                Script nodeRed = start(stage, port)) {
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> Stage.METERS.stream().allMatch(meters(port)::has));

            JsonNode meters = meters(port);
            for (String meter : Stage.METERS) {
                Shown.assertTrue(stage, meter, shown(meters.path(meter).path("values")));
            }
            assertThat(nodeRed.lines()).noneMatch(line -> line.contains("[error]"));
        }
    }

    private Script start(Stage stage, int port) throws IOException {
        String flow = Snippets.of("docs/consumers/node-red.md", "The flow", "json")
                .replace("\"port\": \"1883\"", "\"port\": \"" + stage.port() + "\"");
        Path settings = Files.writeString(folder.resolve("settings.js"), SETTINGS);
        Path flows = Files.writeString(folder.resolve("flows.json"), flow);
        return Script.start(
                folder,
                Map.of(),
                NodePackages.node(),
                NodePackages.folder().resolve("node-red/red.js").toString(),
                "--settings",
                settings.toString(),
                "--userDir",
                Files.createDirectory(folder.resolve("node-red")).toString(),
                "--port",
                "" + port,
                flows.toString());
    }

    private JsonNode meters(int port) {
        try (var in = URI.create("http://127.0.0.1:" + port + "/meters").toURL().openStream()) {
            return json.readTree(in);
        } catch (IOException e) {
            return json.createObjectNode(); // it does not listen yet
        }
    }

    private static Map<String, Shown> shown(JsonNode values) {
        Map<String, Shown> shown = new TreeMap<>();
        values.properties().forEach(entry -> shown.put(entry.getKey(), one(entry.getValue())));
        return shown;
    }

    private static Shown one(JsonNode value) {
        return new Shown(value.path("value").asText(), value.path("unit").asText());
    }
}
