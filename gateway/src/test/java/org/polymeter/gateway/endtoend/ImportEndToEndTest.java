package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.source.PtyPair;

/** Who changes from another program imports its configuration and starts; consumers hear what they heard. */
class ImportEndToEndTest {

    @TempDir
    Path folder;

    @Test
    void the_collectors_consumers_go_on() throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        Path port = folder.resolve("ttyUSB0");
        E450 meter = new E450(Optional.of("LGZ0000000000007"));
        Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                PtyPair wire = PtyPair.plugIn(port)) {
            Path ini = Files.writeString(folder.resolve("datacollector.ini"), """
                    [reader0]
                    type = lge450
                    port = %s
                    key =
                    [sink0]
                    type = mqtt
                    host = 127.0.0.1
                    port = %d
                    client_cert_path =
                    client_key_path =
                    """.formatted(port, mosquitto.port()));
            Path yaml = folder.resolve("polymeter.yaml");
            assertThat(Program.start(folder, "import", ini.toString(), "-o", yaml.toString())
                            .awaitExit())
                    .isZero();
            try (Program program = Program.start(folder, "run", "-c", yaml.toString())) {
                await().pollInSameThread().until(() -> {
                    wire.send(meter.powers(time, 412)); // the port is open when the first one arrives
                    return ear.hasHeard("/ACTIVE_POWER_P");
                });
                assertThat(ear.await("smartmeter/LGZ0000000000007/ACTIVE_POWER_P")
                                .text())
                        .matches("\\{\"value\": 412\\.0, \"timestamp\": \\d+, \"obis\": \"1\\.7\\.0\"}");
                assertThat(ear.await("smartmeter/LGZ0000000000007/CURRENT_L1").text())
                        .startsWith("{\"value\": 1.87, ");
                assertThat(ear.await("meter/lgz0000000000007/reading").values()).containsEntry("power_w", "412");
                assertThat(program.stop()).isZero();
            }
        }
    }
}
