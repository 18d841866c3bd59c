package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;

/** More messages at once than can be read as fast as they come: the broker has to wait, and nothing is lost. */
class FloodEndToEndTest {

    private static final int PUBLISHERS = 4;
    private static final int EACH = 5_000;

    /** Told until the source answers; may be heard more than once. */
    private static final String HELLO = "polymeter/1/meter/hello 1";

    private static final Pattern POWER = Pattern.compile("\"power_import_w\":(\\d+)");

    @TempDir
    Path folder;

    @Test
    void every_message_of_a_flood_becomes_a_reading() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MosquittoSub sub = MosquittoSub.start(mosquitto.port(), "%t|%p");
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
            ConcurrentHashMap<String, Integer> readings = new ConcurrentHashMap<>();
            Thread.ofVirtual().start(() -> sub.all(line -> count(line, readings)));
            await().pollInSameThread().until(() -> {
                MosquittoSub.publishOnce(
                        mosquitto.port(), "tele/hello/SENSOR", "{\"z\":{\"SMid\":\"hello\",\"Pi\":1,\"Po\":0}}");
                return readings.containsKey(HELLO);
            });

            for (Process publisher : publish(mosquitto)) {
                assertThat(publisher.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> readings.size() > PUBLISHERS * EACH);
            readings.remove(HELLO);

            assertThat(readings)
                    .hasSize(PUBLISHERS * EACH)
                    .allSatisfy(
                            (reading, times) -> assertThat(times).as(reading).isOne());
            assertThat(program.stop()).isZero();
            assertThat(program.complaints()).isEmpty();
        }
    }

    /** By meter and power, which is another one in each message. */
    private static void count(String line, ConcurrentHashMap<String, Integer> readings) {
        int topic = line.indexOf("/reading|");
        Matcher power = POWER.matcher(line);
        if (topic > 0 && power.find()) {
            readings.merge(line.substring(0, topic) + " " + power.group(1), 1, Integer::sum);
        }
    }

    private List<Process> publish(Mosquitto mosquitto) throws IOException {
        List<Process> publishers = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            String meter = "meter" + i;
            Path messages = Files.write(
                    folder.resolve(meter),
                    IntStream.range(0, EACH)
                            .mapToObj(watts ->
                                    "{\"z\":{\"SMid\":\"%s\",\"Pi\":%.3f,\"Po\":0}}".formatted(meter, watts / 1000.0))
                            .toList());
            publishers.add(MosquittoSub.publishLines(mosquitto.port(), "tele/" + meter + "/SENSOR", messages));
        }
        return publishers;
    }
}
