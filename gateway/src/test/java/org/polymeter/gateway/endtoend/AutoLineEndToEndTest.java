package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.source.PtyPair;

/** A meter on a port of which the configuration says nothing but its name. */
class AutoLineEndToEndTest {

    private static final String METER = "e0047000000000007";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"type: serial, line: auto", "type: auto"})
    void is_found_published_and_remembered(String how) throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        Path port = folder.resolve("ttyUSB0");
        Dsmr5 meter = new Dsmr5("E0047000000000007", "G0047000000000008");
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                PtyPair wire = PtyPair.plugIn(port);
                Program program = Program.run(folder, """
                        gateway: cellar
                        zone: %s
                        sources:
                          - {id: p1, %s, port: %s}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %d}
                        """.formatted(Dsmr5.ZONE, how, port, mosquitto.port()))) {
            await().pollInSameThread().until(() -> {
                wire.send(meter.next());
                return ear.hasHeard("/reading");
            });
            assertThat(ear.await(METER + "/reading").values()).containsKey("power_w");
            assertThat(program.stop()).isZero();
            assertThat(program.log().lines().filter(line -> line.contains("source p1: found")))
                    .singleElement()
                    .asString()
                    .endsWith("source p1: found 115200 8N1 P1 on " + port);
            assertThat(Files.readString(folder.resolve("polymeter-data").resolve("lines.properties")))
                    .contains("p1=115200 8N1");
        }
    }

    @Test
    void ctrl_c_ends_a_search_and_says_what_is_known() throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        Path port = folder.resolve("ttyUSB0");
        try (PtyPair wire = PtyPair.plugIn(port);
                Program program = Program.start(folder, "detect", port.toString())) {
            await().until(() -> program.log().contains("[1/8] 115200 8N1"));
            wire.send(new byte[] {1, 2, 3});
            assertThat(program.stop()).isOne();
            assertThat(program.log()).contains(port + ": no meter found");
        }
    }
}
