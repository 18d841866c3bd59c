package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.source.PtyPair;

/** A Dutch meter with gas on a serial port. */
class SerialMeterEndToEndTest {

    private static final String METER = "e0047000000000007";
    private static final String GAS = "g0047000000000008";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void is_published_under_the_profile(int version) throws Exception {
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
                          - {id: p1, type: serial, port: %s, line: 115200 8N1, meter: {role: grid}}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %d, version: %d}
                        """.formatted(Dsmr5.ZONE, port, mosquitto.port(), version))) {
            await().pollInSameThread().until(() -> {
                wire.send(meter.next()); // the port is open when the first one arrives
                return ear.hasHeard("/reading");
            });
            ear.await(METER + "/state");
            ear.await(GAS + "/state");

            assertThat(meterTopicsInOrder(ear, METER))
                    .startsWith("info", "status", "reading")
                    .containsSubsequence("reading", "value", "state");
            Message reading = ear.await(METER + "/reading");
            int number = Integer.parseInt(reading.values().getOrDefault("power_w", ""));
            assertThat(reading.values())
                    .isEqualTo(Map.ofEntries(
                            Map.entry("energy_export_kwh", "0.007"),
                            Map.entry("energy_export_t1_kwh", "0.000"),
                            Map.entry("energy_export_t2_kwh", "0.007"),
                            Map.entry("energy_import_kwh", "1734.5%02d".formatted(number)),
                            Map.entry("energy_import_t1_kwh", "1234.0%02d".formatted(number)),
                            Map.entry("energy_import_t2_kwh", "500.500"),
                            Map.entry("power_export_w", "0"),
                            Map.entry("power_import_w", "" + number),
                            Map.entry("power_w", "" + number),
                            Map.entry("tariff", "2"),
                            Map.entry("voltage_l1_v", "230.0")));
            assertThat(reading.string("time")).isEqualTo(meter.timeOf(number).toString());
            assertThat(reading.string("time_source")).isEqualTo("meter");
            assertThat(reading.qos()).isEqualTo(1);

            Message gas = ear.await(GAS + "/reading");
            assertThat(gas.values()).isEqualTo(Map.of("volume_m3", "12785.120"));
            assertThat(gas.string("time")).isEqualTo(meter.gasTime().toString());
            assertThat(ear.all(GAS + "/reading")).as("once per capture").hasSize(1);
            Message gasInfo = ear.await(GAS + "/info");
            assertThat(gasInfo.string("parent")).isEqualTo(METER);
            assertThat(gasInfo.string("medium")).isEqualTo("gas");

            whoComesLateFindsAllStates(mosquitto.port());
            assertThat(ear.await("gateway/cellar/status").text()).isEqualTo("online");
            assertThat(program.stop()).isZero();
            ear.await("gateway/cellar/status", message -> message.text().equals("offline"));
            ear.await(METER + "/status", message -> message.text().equals("offline"));
            ear.await(GAS + "/status", message -> message.text().equals("offline"));
            assertThat(program.complaints()).isEmpty();
            assertThat(program.log()).containsOnlyOnce("source p1: speaks P1");
        }
    }

    private static void whoComesLateFindsAllStates(int port) {
        try (Ear late = Ear.at(port)) {
            late.await(METER + "/state");
            assertThat(late.await(METER + "/status").text()).isEqualTo("online");
            assertThat(late.await(METER + "/value/tariff").text()).isEqualTo("2");
            assertThat(late.await(METER + "/info").string("role")).isEqualTo("grid");
            assertThat(late.await(GAS + "/value/volume_m3").text()).isEqualTo("12785.120");
            assertThat(late.await("gateway/cellar/info")
                            .json()
                            .at("/sources/0/id")
                            .asText())
                    .isEqualTo("p1");
            assertThat(late.all("/reading")).noneMatch(Message::kept);
        }
    }

    private static List<String> meterTopicsInOrder(Ear ear, String meter) {
        String start = "polymeter/1/meter/" + meter + "/";
        return ear.all().stream()
                .map(Message::topic)
                .filter(topic -> topic.startsWith(start))
                .map(topic -> topic.substring(start.length()).replaceFirst("/.*", ""))
                .toList();
    }
}
