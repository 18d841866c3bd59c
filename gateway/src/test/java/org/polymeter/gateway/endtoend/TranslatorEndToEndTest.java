package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;

/** A gateway without a wire: messages of adapters in, the profile out, at one broker. */
class TranslatorEndToEndTest {

    private static final String READING = "polymeter/1/meter/house/reading";

    @TempDir
    Path folder;

    @Test
    void goes_on_after_its_broker_was_killed_and_started_again() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Program program = Program.run(folder, """
                        gateway: cellar
                        zone: UTC
                        sources:
                          - id: gplug
                            type: mqtt
                            protocol: tasmota
                            broker: {host: 127.0.0.1, port: %1$d}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %1$d}
                        """.formatted(mosquitto.port()))) {
            awaitTranslation(mosquitto, 101);
            for (int round = 2; round <= 3; round++) {
                mosquitto.kill();
                mosquitto.start();
                awaitTranslation(mosquitto, 100 * round + 1);
            }
            assertThat(program.isRunning()).isTrue();
            assertThat(program.log()).contains("is back").contains("delivering again");
            assertThat(program.stop()).isZero();
        }
    }

    /** Sends a power until it comes out again. */
    private static void awaitTranslation(Mosquitto mosquitto, int watts) throws Exception {
        try (MosquittoSub sub = MosquittoSub.start(mosquitto.port(), "%t|%p")) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .pollInSameThread()
                    .until(() -> {
                        MosquittoSub.publishOnce(
                                mosquitto.port(),
                                "tele/plug/SENSOR",
                                "{\"z\":{\"SMid\":\"house\",\"Pi\":%d,\"Po\":0}}".formatted(watts));
                        boolean translated = false;
                        while (sub.hasNext()) {
                            String line = sub.next();
                            translated |= line.startsWith(READING) && line.contains("\"power_import_w\":" + watts);
                        }
                        return translated;
                    });
        }
    }
}
