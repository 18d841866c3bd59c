package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;

/** Values on topics, devices that a mapping file explains, and frames of another gateway. */
class OtherDevicesEndToEndTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");

    @TempDir
    Path folder;

    @Test
    void values_on_topics_and_mapped_fields_become_readings() throws Exception {
        Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Files.writeString(folder.resolve("pump.yaml"), """
                driver: mapped
                topic: heating/{id}/state
                time: {path: t, format: epoch}
                values:
                  data.P:   {name: power_import_w, unit: kW}
                  data.tPI: {name: energy_import_kwh, unit: Wh}
                """);
        try (Mosquitto theirs = Mosquitto.anonymous(folder);
                Mosquitto ours = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(ours.port());
                Program program = Program.run(folder, """
                        gateway: cellar
                        zone: %s
                        sources:
                          - id: evn
                            type: mqtt
                            protocol: evn-kaifa
                            broker: &theirs {host: 127.0.0.1, port: %d}
                            topics: [house/evn/#]
                          - {id: pump, type: mqtt, protocol: mapped, mapping: pump.yaml, broker: *theirs}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %d}
                        """.formatted(ZONE, theirs.port(), ours.port()))) {
            await().pollInSameThread().until(() -> {
                publish(theirs, "house/evn/json", "{\"meternumber\":\"hello1\",\"p_p\":1,\"p_n\":0}");
                publish(theirs, "heating/hello2/state", "{\"data\":{\"P\":1,\"tPI\":1}}");
                return ear.hasHeard("meter/hello1/reading") && ear.hasHeard("meter/hello2/reading");
            });

            publish(theirs, "house/evn/meternumber", "181200000007");
            publish(theirs, "house/evn/timestamp", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(ZONE)));
            publish(theirs, "house/evn/w_p", "4700123");
            publish(theirs, "house/evn/p_p", "250");
            publish(theirs, "house/evn/p_n", "0");
            publish(theirs, "house/evn/u1", "233.8");
            Message evn = ear.await("181200000007/reading");
            assertThat(evn.values())
                    .isEqualTo(Map.of(
                            "energy_import_kwh", "4700.123",
                            "power_export_w", "0",
                            "power_import_w", "250",
                            "power_w", "250",
                            "voltage_l1_v", "233.8"));
            assertThat(evn.string("time")).isEqualTo(time.toString());
            assertThat(evn.string("time_source")).isEqualTo("adapter");

            publish(
                    theirs,
                    "heating/WP7/state",
                    "{\"t\":%d,\"data\":{\"P\":1.25,\"tPI\":886977}}".formatted(time.getEpochSecond()));
            Message pump = ear.await("wp7/reading");
            assertThat(pump.values())
                    .isEqualTo(Map.of(
                            "energy_import_kwh", "886.977",
                            "power_import_w", "1250",
                            "power_w", "1250"));
            assertThat(pump.string("time")).isEqualTo(time.toString());
            assertThat(pump.json().path("quality").get(0).asText()).isEqualTo("unverified");
            assertThat(program.stop()).isZero();
            assertThat(program.complaints()).isEmpty();
        }
    }

    @Test
    void frames_of_another_gateway_are_decoded_here() throws Exception {
        Dsmr5 dsmr = new Dsmr5("E0000000000000007", "");
        E450 e450 = new E450(Optional.of("LGZ0000000000007"));
        try (Mosquitto broker = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(broker.port());
                Program program = Program.run(folder, """
                        gateway: centre
                        zone: %s
                        sources:
                          - id: edge
                            type: mqtt
                            protocol: raw
                            broker: {host: 127.0.0.1, port: %d}
                            meters:
                              shed/p1: {id: shed}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %2$d}
                        """.formatted(E450.ZONE, broker.port()))) {
            await().pollInSameThread().until(() -> {
                publish(broker, "polymeter/1/gateway/shed/raw/p1", new String(dsmr.next(), StandardCharsets.US_ASCII));
                return ear.hasHeard("meter/shed/reading");
            });
            publish(broker, "polymeter/1/gateway/attic/raw/han", """
                    {"gateway":"attic","source":"han","protocol":"dlms","encoding":"base64","frame":"%s"}\
                    """.formatted(Base64.getEncoder()
                    .encodeToString(e450.powers(Instant.now().truncatedTo(ChronoUnit.SECONDS), 7))));

            Message reading = ear.await("lgz0000000000007/reading");
            assertThat(reading.values()).containsEntry("power_w", "7");
            assertThat(reading.string("time_source")).isEqualTo("meter");
            assertThat(reading.json().has("quality"))
                    .as("its checksum was checked here")
                    .isFalse();

            byte[] damaged = dsmr.next();
            damaged[damaged.length / 2] ^= 1;
            publish(broker, "polymeter/1/gateway/shed/raw/p1", new String(damaged, StandardCharsets.US_ASCII));
            assertThat(ear.await("gateway/centre/reject/edge").string("reason")).isEqualTo("checksum");
            assertThat(program.stop()).isZero();
            assertThat(program.complaints()).isEmpty();
        }
    }

    private static void publish(Mosquitto broker, String topic, String payload) throws IOException {
        MosquittoSub.publishOnce(broker.port(), topic, payload);
    }
}
