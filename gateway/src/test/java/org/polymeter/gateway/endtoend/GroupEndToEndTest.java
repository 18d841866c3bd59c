package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;

/**
 * Two translators share the messages of two hundred meters between two brokers. While the broker they publish at
 * does not take anything, so that both have their hands full, one of them is killed.
 */
class GroupEndToEndTest {

    private static final int METERS = 200;
    private static final int EACH = 60;

    private static final Delivery ADAPTER = new Delivery(1, false, "application/json", true, List.of(), Duration.ZERO);

    private static final Pattern READING = Pattern.compile(
            "polymeter/1/meter/([^/]+)/reading\\|.*\"id\":\"([0-9a-f]{32})\".*\"power_import_w\":(\\d+).*");
    private static final Pattern STATE =
            Pattern.compile("polymeter/1/meter/([^/]+)/value/(power_import_w|energy_import_kwh)\\|(.*)");

    @TempDir
    Path folder;

    @Test
    void all_readings_of_two_hundred_meters_arrive_though_one_of_two_translators_is_killed() throws Exception {
        try (Mosquitto adapters = Mosquitto.anonymous(folder);
                Mosquitto consumers = Mosquitto.anonymous(folder);
                MosquittoSub sub = MosquittoSub.start(consumers.port(), "%t|%p");
                Program first = translator("first", adapters, consumers);
                Program second = translator("second", adapters, consumers)) {
            Map<String, Set<String>> ids = new ConcurrentHashMap<>();
            Map<String, String> values = new ConcurrentHashMap<>();
            Set<String> statuses = ConcurrentHashMap.newKeySet();
            Thread.ofVirtual().start(() -> sub.all(line -> take(line, ids, values, statuses)));
            awaitBoth(adapters, statuses);

            CountDownLatch third = new CountDownLatch(EACH / 3);
            CompletableFuture<Void> publisher = publish(adapters, third);
            assertThat(third.await(30, TimeUnit.SECONDS)).isTrue();
            consumers.freeze();
            int before = ids.size();
            publisher.get(60, TimeUnit.SECONDS);
            first.kill();
            consumers.thaw();
            assertThat(before).as("in mid-stream").isLessThan(METERS * EACH);
            await().atMost(Duration.ofSeconds(60)).until(() -> ids.size() >= METERS * EACH);

            assertThat(ids.keySet()).containsExactlyInAnyOrderElementsOf(truth());
            assertThat(ids.values()).as("one id each, however often it came").allMatch(set -> set.size() == 1);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(values)
                            .as("the last word of every meter")
                            .containsAllEntriesOf(lastWords()));
            assertThat(statuses).contains("polymeter/1/gateway/first/status|offline");
            assertThat(second.stop()).isZero();
        }
    }

    private static void take(
            String line, Map<String, Set<String>> ids, Map<String, String> values, Set<String> statuses) {
        Matcher reading = READING.matcher(line);
        Matcher state = STATE.matcher(line);
        if (reading.matches() && !reading.group(1).startsWith("hello")) {
            ids.computeIfAbsent(reading.group(1) + " " + reading.group(3), unused -> ConcurrentHashMap.newKeySet())
                    .add(reading.group(2));
        } else if (state.matches()) {
            values.put(state.group(1) + " " + state.group(2), state.group(3));
        } else if (line.contains("/gateway/")) {
            statuses.add(line);
        }
    }

    /** Both say that they are there, and messages reach both. */
    private static void awaitBoth(Mosquitto mosquitto, Set<String> seen) {
        for (String gateway : List.of("first", "second")) {
            await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
                MosquittoSub.publishOnce(
                        mosquitto.port(), "tele/hello/SENSOR", "{\"z\":{\"SMid\":\"hello\",\"Pi\":1,\"Po\":0}}");
                return seen.stream()
                        .anyMatch(line -> line.startsWith("polymeter/1/gateway/" + gateway + "/info|")
                                && line.contains("\"hello\""));
            });
        }
    }

    private Program translator(String gateway, Mosquitto adapters, Mosquitto consumers) throws IOException {
        return Program.run(Files.createDirectory(folder.resolve(gateway)), """
                gateway: %s
                zone: UTC
                state: {interval: 1s}
                sources:
                  - id: gplug
                    type: mqtt
                    protocol: tasmota
                    group: translators
                    broker: {host: 127.0.0.1, port: %d}
                outputs:
                  - {type: mqtt, host: 127.0.0.1, port: %d}
                """.formatted(
                        gateway, adapters.port(), consumers.port()));
    }

    /** The power tells the message, and the register grows with it. */
    private static byte[] message(int meter, int i, Instant start) {
        return "{\"Time\":\"%s\",\"z\":{\"SMid\":\"meter-%d\",\"Pi\":%d,\"Po\":0,\"Ei\":1000.%03d}}"
                .formatted(start.plusSeconds(i).toString().substring(0, 19), meter, power(meter, i), i)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static int power(int meter, int message) {
        return 100 * meter + message;
    }

    private static Set<String> truth() {
        Set<String> truth = new TreeSet<>();
        for (int meter = 0; meter < METERS; meter++) {
            for (int i = 0; i < EACH; i++) {
                truth.add("meter-" + meter + " " + power(meter, i));
            }
        }
        return truth;
    }

    private static Map<String, String> lastWords() {
        Map<String, String> last = new TreeMap<>();
        for (int meter = 0; meter < METERS; meter++) {
            last.put("meter-" + meter + " power_import_w", "" + power(meter, EACH - 1));
            last.put("meter-" + meter + " energy_import_kwh", "1000.%03d".formatted(EACH - 1));
        }
        return last;
    }

    /** As fast as the broker takes them; counts the rounds. */
    private static CompletableFuture<Void> publish(Mosquitto mosquitto, CountDownLatch rounds) {
        return CompletableFuture.runAsync(() -> {
            try (MqttLink adapters = MqttLink.open(mosquitto.address(), Opening.as("adapters"))) {
                Instant start = Instant.now().minusSeconds(EACH);
                for (int i = 0; i < EACH; i++) {
                    for (int meter = 0; meter < METERS; meter++) {
                        adapters.publish("tele/plug-" + meter + "/SENSOR", message(meter, i, start), ADAPTER);
                    }
                    adapters.flush();
                    rounds.countDown();
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
