package org.polymeter.gateway.consumers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The npm package mqtt, with the script of docs/consumers/mqtt-js.md. */
class MqttJsTest {

    @TempDir
    Path folder;

    @Test
    void the_script_prints_values_and_units_as_the_meters_sent_them() throws Exception {
        try (Stage stage = Stage.start(folder)) {
            String text = Snippets.of("docs/consumers/mqtt-js.md", "All values with their units", "js")
                    .replace("localhost:1883", "127.0.0.1:" + stage.port());
            Path file = Files.writeString(folder.resolve("meters.js"), text);
            try (Script script = Script.start(
                    folder,
                    Map.of("NODE_PATH", NodePackages.folder().toString()),
                    NodePackages.node(),
                    file.toString())) {
                script.await(lines -> Table.hasAll(Stage.METERS, lines));

                for (String meter : Stage.METERS) {
                    Shown.assertTrue(stage, meter, Table.firstState(meter, script.lines()));
                }
            }
        }
    }
}
