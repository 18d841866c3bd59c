package org.polymeter.gateway.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.gateway.consumers.PlayedMeters;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.MqttSink;
import org.polymeter.gateway.sink.ProfileRendering;
import org.polymeter.gateway.sink.ProfileSettings;

/** Discovery and profile on one connection to a real broker. */
class DiscoveryBrokerTest {

    private static final Topics TOPICS = new Topics("polymeter", "cellar");
    private static final String GATEWAY = "homeassistant/device/gateway-cellar/config";
    private static final String METER = "homeassistant/device/heat/config";
    private static final String VALUE = "polymeter/1/meter/heat/value/heat_power_w";

    @TempDir
    Path folder;

    @Test
    void a_broker_keeps_what_it_was_told_for_a_home_assistant_that_comes_later() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttSink sink = sink(mosquitto, 5)) {
            deliver(sink, facts());

            try (MosquittoSub late = MosquittoSub.toAll(mosquitto.port())) {
                MosquittoSub.publish(mosquitto.port(), "zzz", "end");
                assertThat(late.until("zzz"))
                        .filteredOn(line -> line.startsWith("homeassistant/"))
                        .hasSize(2)
                        .allSatisfy(line -> assertThat(line).contains("/config|1|1|{"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void a_home_assistant_that_was_started_hears_all_again_and_all_values_after_it(int version) throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttSink sink = sink(mosquitto, version)) {
            deliver(sink, facts());
            try (MosquittoSub sub = MosquittoSub.toAll(mosquitto.port())) {
                MosquittoSub.publishOnce(mosquitto.port(), "homeassistant/status", "online");

                assertThat(untilAgain(sub, sink)).containsSubsequence(GATEWAY, METER, VALUE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void a_broker_that_has_forgotten_all_is_told_again(int version) throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttSink sink = sink(mosquitto, version)) {
            deliver(sink, facts());
            mosquitto.kill();
            mosquitto.start();
            try (MosquittoSub sub = MosquittoSub.toAll(mosquitto.port())) {
                assertThat(untilAgain(sub, sink)).containsSubsequence(GATEWAY, METER, VALUE);
            }
        }
    }

    /** Topics of what is published until a value comes; what the broker had kept is left out. */
    private static List<String> untilAgain(MosquittoSub sub, MqttSink sink) throws InterruptedException {
        List<String> topics = new ArrayList<>();
        while (!topics.contains(VALUE)) {
            try {
                sink.write(List.of()); // as a courier does while nothing happens
            } catch (IOException e) {
                Thread.onSpinWait(); // it has lost the broker, and opens another connection the next time
            }
            Thread.sleep(10);
            while (sub.hasNext()) {
                String[] line = sub.next().split("\\|", 4);
                if (line[1].equals("0")) {
                    topics.add(line[0]);
                }
            }
        }
        return topics;
    }

    private static List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.GatewayDescribed(Instant.EPOCH, Map.of(), List.of()));
        facts.addAll(PlayedMeters.facts(
                Family.HEAT, new MeterLabel(Optional.of("heat"), Optional.empty(), Optional.empty())));
        return facts;
    }

    private static MqttSink sink(Mosquitto mosquitto, int version) {
        return new MqttSink(
                mosquitto.address(version),
                "test",
                List.of(
                        new ProfileRendering(ProfileSettings.of(TOPICS, "1.0.0")),
                        new DiscoveryRendering(DiscoverySettings.of(TOPICS, "1.0.0"))));
    }

    private static void deliver(MqttSink sink, List<Fact> facts) throws IOException, InterruptedException {
        sink.write(facts);
        sink.write(List.of());
        assertThat(sink.unconfirmed()).isZero();
    }
}
