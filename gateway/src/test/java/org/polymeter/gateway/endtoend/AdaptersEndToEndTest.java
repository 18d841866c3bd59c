package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;

/** Adapters that publish in dialects of their own, to another broker than ours. */
class AdaptersEndToEndTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");

    @TempDir
    Path folder;

    @Test
    void their_messages_become_readings_of_the_profile() throws Exception {
        Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (Mosquitto theirs = Mosquitto.withUser(folder, "reader", "open-sesame-7");
                Mosquitto ours = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(ours.port());
                Program program = Program.run(folder, """
                        gateway: cellar
                        zone: %s
                        sources:
                          - id: gplug
                            type: mqtt
                            protocol: tasmota
                            broker: &theirs {host: 127.0.0.1, port: %d, user: reader, password: open-sesame-7}
                            meters:
                              gPlug11: {id: neighbour}
                          - id: scs
                            type: mqtt
                            protocol: smartmeter-datacollector
                            broker: *theirs
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %d}
                        """.formatted(ZONE, theirs.port(), ours.port()))) {
            awaitSubscribers(theirs, ear);

            publish(theirs, "tele/gPlug10/SENSOR", """
                    {"Time":"%s","z":{"SMid":"4C475A30303030303737","Pi":0.412,"Po":0.000,"V1":230.4,"Ei":888.343}}\
                    """.formatted(
                            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").format(time.atZone(ZONE))));
            Message reading = ear.await("lgz0000077/reading");
            assertThat(reading.values())
                    .isEqualTo(Map.of(
                            "energy_import_kwh", "888.343",
                            "power_export_w", "0",
                            "power_import_w", "412",
                            "power_w", "412",
                            "voltage_l1_v", "230.4"));
            assertThat(reading.string("time_source")).isEqualTo("adapter");
            assertThat(reading.string("time")).isEqualTo(time.toString());
            assertThat(reading.json().path("quality").get(0).asText()).isEqualTo("unverified");

            publish(theirs, "tele/gPlug11/SENSOR", "{\"z\":{\"Pi\":0.007,\"Po\":0.000}}");
            assertThat(ear.await("neighbour/reading").values()).containsEntry("power_w", "7");

            long second = time.getEpochSecond();
            publish(theirs, "smartmeter/M7/ACTIVE_POWER_P", "{\"value\":28.0,\"timestamp\":" + second + "}");
            publish(theirs, "smartmeter/M7/ACTIVE_POWER_N", "{\"value\":0,\"timestamp\":" + second + "}");
            publish(theirs, "smartmeter/M7/ACTIVE_ENERGY_P", "{\"value\":886977.0,\"timestamp\":" + second + "}");
            assertThat(ear.await("m7/reading").values())
                    .isEqualTo(Map.of(
                            "energy_import_kwh", "886.9770",
                            "power_export_w", "0",
                            "power_import_w", "28.0",
                            "power_w", "28.0"));
            assertThat(program.stop()).isZero();
            assertThat(ear.all("m7/reading")).as("three messages, one reading").hasSize(1);
            assertThat(program.complaints()).doesNotContain("sesame").isEmpty();
        }
    }

    /** Their broker has no word for who listens, so we speak until both sources answer. */
    private static void awaitSubscribers(Mosquitto theirs, Ear ear) {
        await().pollInSameThread().until(() -> {
            publish(theirs, "tele/hello/SENSOR", "{\"z\":{\"SMid\":\"hello\",\"Pi\":1,\"Po\":0}}");
            publish(theirs, "smartmeter/hello2/ACTIVE_POWER_P", "{\"value\":1}");
            return ear.hasHeard("meter/hello/reading") && ear.hasHeard("meter/hello2/reading");
        });
    }

    private static void publish(Mosquitto broker, String topic, String payload) throws IOException {
        MosquittoSub.publishOnce(broker.port(), topic, payload, "-u", "reader", "-P", "open-sesame-7");
    }
}
