package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.source.PtyPair;

/** Landis+Gyr E450: DLMS in HDLC, in lists that each say a part. */
class PushListsEndToEndTest {

    private static final Map<String, String> POWERS = Map.of(
            "current_l1_a",
            "1.87",
            "power_export_w",
            "0",
            "power_import_w",
            "1500",
            "power_w",
            "1500",
            "voltage_l1_v",
            "231");

    @TempDir
    Path folder;

    private final Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
    private final Instant second = first.plusSeconds(5);

    @Test
    void two_lists_merge_into_one_state_that_says_what_is_older() throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        Path port = folder.resolve("ttyUSB0");
        E450 overTcp = new E450(Optional.of("LGZ1030000000077"));
        E450 overSerial = new E450(Optional.of("LGZ1030000000088"));
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                TcpWire tcp = new TcpWire();
                PtyPair serial = PtyPair.plugIn(port);
                Program program = Program.run(folder, """
                        gateway: cellar
                        zone: %s
                        state: {interval: 0}
                        sources:
                          - {id: ekz, type: tcp, host: 127.0.0.1, port: %d, protocol: hdlc}
                          - {id: m-bus, type: serial, port: %s, line: 2400 8E1}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %d}
                        """.formatted(E450.ZONE, tcp.port(), port, mosquitto.port()))) {
            tcp.send(overTcp.powers(first, 1500));
            tcp.send(overTcp.energies(second, 13_779_338));

            assertThat(ear.await("lgz1030000000077/reading").values()).isEqualTo(POWERS);
            Message state = ear.await(
                    "lgz1030000000077/state", message -> message.values().containsKey("energy_import_kwh"));
            assertThat(state.values())
                    .containsAllEntriesOf(POWERS)
                    .containsEntry("energy_import_kwh", "13779.338")
                    .containsEntry("energy_export_kwh", "0.000");
            assertThat(state.string("time")).isEqualTo(second.toString());
            assertThat(state.json().path("times").properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrderElementsOf(POWERS.keySet());
            assertThat(state.json().at("/times/power_w").asText()).isEqualTo(first.toString());

            await().pollInSameThread().until(() -> {
                serial.send(overSerial.powers(first, 1500)); // the port is open when the first one arrives
                return ear.hasHeard("lgz1030000000088/reading");
            });
            serial.send(overSerial.energies(second, 1));
            assertThat(ear.await(
                                    "lgz1030000000088/state",
                                    message -> message.values().containsKey("energy_import_kwh"))
                            .values())
                    .containsAllEntriesOf(POWERS)
                    .containsEntry("energy_import_kwh", "0.001");
            assertThat(program.stop()).isZero();
            assertThat(program.complaints()).isEmpty();
        }
    }

    @Test
    void a_meter_without_name_and_clock_gets_both_from_us() throws Exception {
        E450 aew = new E450(Optional.empty());
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                TcpWire named = new TcpWire();
                TcpWire remembered = new TcpWire()) {
            String yaml = """
                    gateway: cellar
                    data: memory
                    sources:
                      - {id: aew, type: tcp, host: 127.0.0.1, port: %d, meter: {id: aew-12345}}
                      - {id: other, type: tcp, host: 127.0.0.1, port: %d}
                    outputs:
                      - {type: mqtt, host: 127.0.0.1, port: %d}
                    """.formatted(named.port(), remembered.port(), mosquitto.port());
            try (Program program = Program.run(folder, yaml)) {
                named.send(aew.powers(first, 1500));
                Message reading = ear.await("aew-12345/reading");
                assertThat(reading.values()).isEqualTo(POWERS);
                assertThat(reading.string("time_source")).isEqualTo("gateway");
                assertThat(reading.string("time")).isEqualTo(reading.string("received"));

                remembered.send(new E450(Optional.of("LGZ1030000000099")).energies(first, 1));
                remembered.send(aew.powers(first, 1500));
                ear.awaitReading("lgz1030000000099", "power_w", "1500");
                assertThat(program.stop()).isZero();
            }
            named.hangUp();
            remembered.hangUp();
            named.listenAgain();
            remembered.listenAgain();
            try (Program program = Program.run(folder, yaml)) {
                remembered.send(aew.powers(first, 1501));
                ear.awaitReading("lgz1030000000099", "power_w", "1501");
                assertThat(program.stop()).isZero();
                assertThat(program.complaints()).isEmpty();
            }
            assertThat(folder.resolve("memory/bindings.properties")).isRegularFile();
        }
    }
}
