package org.polymeter.gateway.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.mqtt.EmbeddedBroker;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;

/** No test can publish what breaks the profile and stay green. */
class RecorderTest {

    private static final String TOPIC = "home/1/meter/house/status";

    private static final Delivery STATE = delivery(List.of());
    private static final Delivery BY_HAND = delivery(List.of(Map.entry(Recorder.BY_HAND, "yes")));

    @TempDir
    Path folder;

    @Test
    void a_wrong_word_fails_the_test_that_published_it() throws Exception {
        Mosquitto mosquitto = Mosquitto.anonymous(folder);
        publish(mosquitto.address(), "perhaps", STATE);

        assertThatThrownBy(mosquitto::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("breaks docs/spec, 1 times")
                .hasMessageContaining(TOPIC + " (retained) perhaps");
    }

    @Test
    void it_is_not_forgotten_when_the_broker_starts_again() throws Exception {
        Mosquitto mosquitto = Mosquitto.withUser(folder, "anna", "secret");
        BrokerAddress anna = as(mosquitto.port(), Optional.of("anna"), Optional.of("secret"));
        publish(anna, "perhaps", STATE);
        mosquitto.kill();
        mosquitto.start();
        publish(anna, "perhaps not", STATE);

        assertThatThrownBy(mosquitto::close)
                .hasMessageContaining("breaks docs/spec, 2 times")
                .hasMessageContaining("(retained) perhaps not");
    }

    @Test
    void the_embedded_broker_is_listened_to_as_well() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.LOOPBACK, 0, Optional.empty())) {
            MosquittoSub sub = MosquittoSub.toAll(broker.port());
            publish(as(broker.port(), Optional.empty(), Optional.empty()), "perhaps", STATE);

            assertThatThrownBy(sub::close).hasMessageContaining(TOPIC + " (retained) perhaps");
        }
    }

    @Test
    void what_a_test_publishes_by_hand_may_be_anything() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder)) {
            publish(mosquitto.address(), "perhaps", BY_HAND);
            MosquittoSub.publish(mosquitto.port(), TOPIC, "maybe");
            MosquittoSub.publishOnce(mosquitto.port(), TOPIC, "maybe");
        }
    }

    @Test
    void what_is_right_is_counted() throws Exception {
        Mosquitto mosquitto = Mosquitto.anonymous(folder);
        publish(mosquitto.address(), "online", STATE);
        mosquitto.close();

        assertThat(Path.of("target", "validated-documents.txt"))
                .content()
                .containsPattern("^[1-9][0-9]* documents checked")
                .containsPattern("\n[1-9][0-9]* \\{root}/1/meter/\\{meter}/status\n");
    }

    private static void publish(BrokerAddress at, String text, Delivery delivery) throws Exception {
        try (MqttLink link = MqttLink.open(at, Opening.as("somebody"))) {
            link.publish(TOPIC, text.getBytes(StandardCharsets.UTF_8), delivery);
            link.flush();
        }
    }

    private static BrokerAddress as(int port, Optional<String> user, Optional<String> password) {
        return new BrokerAddress("127.0.0.1", port, 5, false, Optional.empty(), user, password, Optional.empty());
    }

    private static Delivery delivery(List<Map.Entry<String, String>> properties) {
        return new Delivery(1, true, "text/plain", true, properties, Duration.ZERO);
    }
}
