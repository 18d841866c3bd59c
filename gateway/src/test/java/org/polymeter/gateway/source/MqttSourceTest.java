package org.polymeter.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;

final class MqttSourceTest {

    private static final List<String> FILTERS = List.of("tele/+/SENSOR", "tele/+/LWT");
    private static final List<String> OWN = List.of("polymeter/1/meter/#", "polymeter/1/gateway/cellar/#");

    @TempDir
    private Path folder;

    private Mosquitto mosquitto;

    @BeforeEach
    void start() throws IOException {
        mosquitto = Mosquitto.anonymous(folder);
    }

    @AfterEach
    void stop() {
        mosquitto.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void passes_on_what_matches_and_what_was_kept(int version) throws Exception {
        publish("tele/plug/LWT", "Online", true);
        Collected heard = new Collected();
        MqttSource source = source(version, "polymeter-test");
        Running running = Running.start(source, heard);
        heard.awaitEvents(events -> events.contains("tele/plug/LWT=Online (kept)"));
        publish("tele/plug/STATE", "{}", false);
        publish("tele/plug/SENSOR", "{\"z\":{\"Pi\":0}}", false);
        heard.awaitEvents(events -> events.size() >= 3);
        running.stop();
        assertThat(heard.events)
                .containsExactly("opened", "tele/plug/LWT=Online (kept)", "tele/plug/SENSOR={\"z\":{\"Pi\":0}}");
        assertThat(source.describe()).isEqualTo(mosquitto.address() + " tele/+/SENSOR, tele/+/LWT");
    }

    @Test
    void a_lost_broker_is_told_and_the_next_run_finds_it_again() throws Exception {
        Collected heard = new Collected();
        MqttSource source = source(5, "polymeter-test");
        Running first = Running.start(source, heard);
        heard.awaitEvents(events -> events.contains("opened"));
        mosquitto.kill();
        assertThat(first.awaitFailure())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(mosquitto.address().toString());
        assertThat(Running.start(source, heard).awaitFailure())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(mosquitto.address().toString());

        mosquitto.start();
        publish("tele/plug/LWT", "Online", true);
        Running second = Running.start(source, heard);
        heard.awaitEvents(events -> events.contains("tele/plug/LWT=Online (kept)"));
        second.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void a_group_shares_the_messages(int version) throws Exception {
        Collected one = new Collected();
        Collected other = new Collected();
        Running first = Running.start(source(version, "one").shared("polymeters"), one);
        Running second = Running.start(source(version, "other").shared("polymeters"), other);
        AtomicInteger number = new AtomicInteger();
        await().until(() -> {
            publish("tele/plug/SENSOR", "message " + number.incrementAndGet(), false);
            return messages(one).size() > 0 && messages(other).size() > 0;
        });
        first.stop();
        second.stop();
        assertThat(messages(one)).doesNotContainAnyElementsOf(messages(other));
    }

    @Test
    void what_a_member_of_a_group_had_not_delivered_is_inherited_by_another() throws Exception {
        Collected gone = new Collected() {
            @Override
            public void whenDelivered(Runnable action) {} // it never gets so far
        };
        Collected heard = new Collected();
        Running first = Running.start(source(5, "one").shared("polymeters"), gone);
        await().until(() -> {
            publish("tele/plug/SENSOR", "hello", false);
            return messages(gone).contains("tele/plug/SENSOR=hello");
        });
        MqttSource heir = source(5, "other").shared("polymeters");
        Running second = Running.start(heir, heard);
        await().until(() -> {
            publish("tele/plug/SENSOR", "hello", false);
            return messages(heard).contains("tele/plug/SENSOR=hello");
        });
        for (int i = 0; i < 20; i++) {
            publish("tele/plug/SENSOR", "message " + i, false);
        }
        first.stop();
        for (int i = 20; i < 40; i++) { // every other one waits for the one that is away
            publish("tele/plug/SENSOR", "message " + i, false);
        }

        heir.inherit("one");

        assertThat(messages(heard))
                .containsAll(IntStream.range(0, 40)
                        .mapToObj(i -> "tele/plug/SENSOR=message " + i)
                        .toList());
        heard.events.clear();
        for (int i = 40; i < 50; i++) {
            publish("tele/plug/SENSOR", "message " + i, false);
        }
        await().until(() -> messages(heard).size() == 10);
        second.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "+/#", "polymeter/1/meter/+/reading", "polymeter/#", "a#", ""})
    void refuses_to_read_what_the_gateway_writes(String filter) {
        assertThatThrownBy(() -> MqttSource.of(mosquitto.address(), "x", List.of(filter), OWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + filter + "\"");
    }

    @Test
    void the_raw_frames_of_another_gateway_are_welcome() {
        assertThat(MqttSource.of(mosquitto.address(), "x", List.of("polymeter/1/gateway/attic/raw/+"), OWN)
                        .describe())
                .contains("attic");
    }

    private MqttSource source(int version, String clientId) {
        BrokerAddress address = new BrokerAddress(
                "127.0.0.1",
                mosquitto.port(),
                version,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return MqttSource.of(address, clientId, FILTERS, OWN);
    }

    private static List<String> messages(Collected heard) {
        return heard.events.stream().filter(event -> event.startsWith("tele/")).toList();
    }

    private void publish(String topic, String text, boolean retain) throws IOException, InterruptedException {
        try (MqttLink adapter = MqttLink.open(mosquitto.address(), Opening.as("adapter"))) {
            adapter.publish(
                    topic,
                    text.getBytes(StandardCharsets.UTF_8),
                    new Delivery(1, retain, "application/json", true, List.of(), Duration.ZERO));
            adapter.flush();
        }
    }
}
