package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.source.PtyPair;

/** A meter that has to be asked, behind an optical head on a serial port. */
class ReadoutEndToEndTest {

    @TempDir
    Path folder;

    @Test
    void a_meter_that_has_to_be_asked_is_read_out_again_and_again() throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        Path port = folder.resolve("ttyUSB0");
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                PtyPair wire = PtyPair.plugIn(port);
                Program program = Program.run(folder, """
                        gateway: cellar
                        zone: %s
                        sources:
                          - {id: optical, type: serial, port: %s, dialogue: iec62056-21, interval: 1s}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %d}
                        """.formatted(ModeCMeter.ZONE, port, mosquitto.port()))) {
            ModeCMeter meter = ModeCMeter.at(wire);
            Message reading = ear.await(ModeCMeter.SERIAL + "/reading");
            assertThat(reading.values())
                    .containsAllEntriesOf(Map.of(
                            "energy_import_kwh", "1846.1",
                            "energy_export_kwh", "4329.6",
                            "power_w", "-1660",
                            "voltage_l1_v", "233"));
            assertThat(reading.string("time_source")).isEqualTo("meter");
            Message info = ear.await(ModeCMeter.SERIAL + "/info");
            assertThat(info.string("manufacturer")).isEqualTo("Landis+Gyr");
            assertThat(info.string("protocol")).isEqualTo("iec62056-21");

            ear.await(
                    ModeCMeter.SERIAL + "/reading",
                    again -> "1846.3".equals(again.values().get("energy_import_kwh")));
            await().untilAsserted(() -> assertThat(meter.signOffs()).isGreaterThanOrEqualTo(2));
            assertThat(ear.all("/reject/")).isEmpty();
            assertThat(program.stop()).isZero();
            assertThat(program.complaints()).isEmpty();
        }
    }
}
