package org.polymeter.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerTest {

    private static final Delivery KEPT =
            new Delivery(1, true, "application/json", true, List.of(Map.entry("profile", "1.0")), Duration.ofDays(7));

    private static final Delivery PASSING = new Delivery(1, false, "text/plain", true, List.of(), Duration.ofDays(7));

    /** For all tests that leave nothing behind. */
    private static final EmbeddedBroker SHARED = start(Optional.empty());

    @AfterAll
    static void stop() {
        SHARED.close();
    }

    @Test
    void serves_the_programs_of_mosquitto() throws Exception {
        assumeTrue(Mosquitto.isInstalled(), "mosquitto_sub is not installed; ./verify installs it");
        try (EmbeddedBroker broker = start(Optional.empty());
                MosquittoSub sub = MosquittoSub.toAll(broker.port());
                MqttLink link3 = MqttLink.open(at(broker.port(), 3), Opening.as("three"));
                MqttLink link5 = MqttLink.open(at(broker.port(), 5), Opening.as("five"))) {
            MosquittoSub.publish(broker.port(), "from/mosquitto", "hello");
            link3.publish("from/3", bytes("hello"), KEPT);
            link3.flush();
            link5.publish("from/5", bytes("hello"), KEPT);
            link5.flush();

            assertThat(sub.next(3)).containsExactly("from/mosquitto|0|1|hello", "from/3|0|1|hello", "from/5|0|1|hello");
            try (MosquittoSub late = MosquittoSub.toAll(broker.port())) {
                assertThat(late.next(3))
                        .containsExactlyInAnyOrder("from/mosquitto|1|1|hello", "from/3|1|1|hello", "from/5|1|1|hello");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void takes_a_burst_without_losing_any(int version) throws Exception {
        int count = 5000;
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (MqttLink from = MqttLink.open(at(SHARED.port(), version), Opening.as("from"));
                MqttLink to = MqttLink.open(
                        at(SHARED.port(), version), Opening.as("to"), (topic, payload, retained, acknowledgement) -> {
                            received.add(topic);
                            acknowledgement.run();
                        })) {
            to.subscribe(List.of("#"), 1);

            for (int i = 0; i < count; i++) {
                from.publish("burst/" + i, bytes("x"), PASSING);
            }
            from.flush();

            for (int i = 0; i < count; i++) {
                assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("burst/" + i);
            }
        }
    }

    @Test
    void takes_a_frame_of_many_kilobytes() throws Exception {
        BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
        try (MqttLink link =
                MqttLink.open(at(SHARED.port(), 5), Opening.as("test"), (topic, payload, retained, acknowledgement) -> {
                    received.add(payload.length);
                    acknowledgement.run();
                })) {
            link.subscribe(List.of("#"), 1);
            link.publish("large", new byte[100_000], PASSING);

            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(100_000);
        }
    }

    /** As MQTT allows; Moquette alone throws such clients out, and now and then one that answers CONNACK at once. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void a_client_need_not_wait_for_its_welcome(int level) throws Exception {
        String connect = "10%02x 00044d515454 %02x 02 001e %s 0001 61"
                .formatted(level == 5 ? 14 : 13, level, noProperties(level));
        String subscribe = "82%02x 0001 %s 0003 612f62 01".formatted(level == 5 ? 9 : 8, noProperties(level));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SHARED.port())) {
            socket.setSoTimeout(10_000);

            socket.getOutputStream().write(HexFormat.of().parseHex((connect + subscribe + "e000").replace(" ", "")));

            byte[] answers = socket.getInputStream().readAllBytes();
            assertThat(answers[0]).as("CONNACK").isEqualTo((byte) 0x20);
            assertThat(HexFormat.of().formatHex(answers))
                    .as("SUBACK")
                    .endsWith(level == 5 ? "900400010001" : "9003000101");
        }
    }

    @Test
    void lets_in_only_its_user() throws Exception {
        EmbeddedBroker.User anna = new EmbeddedBroker.User("anna", "secret");
        try (EmbeddedBroker broker = start(Optional.of(anna))) {
            for (int version : new int[] {3, 5}) {
                MqttLink.open(as(broker.port(), version, "anna", "secret"), Opening.as("test"))
                        .close();

                assertThatThrownBy(
                                () -> MqttLink.open(as(broker.port(), version, "anna", "hunter2"), Opening.as("test")))
                        .hasMessageContaining("does not let user anna in");
                assertThatThrownBy(() -> MqttLink.open(at(broker.port(), version), Opening.as("test")))
                        .hasMessageContaining("lets in only users it knows");
            }
        }
        assertThat(anna).hasToString("anna");
    }

    @Test
    void a_port_that_is_taken_is_named() {
        assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBroker.LOOPBACK, SHARED.port(), Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessage("the broker cannot listen at 127.0.0.1:" + SHARED.port() + ": the port is in use or the"
                        + " address is not this machine's; choose another port, or end the program that has it");
    }

    @Test
    void after_its_end_the_port_is_free_and_no_file_is_left() throws Exception {
        List<Path> before = files();
        int port;
        try (EmbeddedBroker broker = start(Optional.empty());
                MqttLink link = MqttLink.open(at(broker.port(), 5), Opening.as("test"))) {
            link.publish("a", bytes("b"), KEPT);
            link.flush();
            port = broker.port();
        }

        EmbeddedBroker.start(EmbeddedBroker.LOOPBACK, port, Optional.empty()).close();
        assertThat(files()).isEqualTo(before);
    }

    private static EmbeddedBroker start(Optional<EmbeddedBroker.User> user) {
        try {
            return EmbeddedBroker.start(EmbeddedBroker.LOOPBACK, 0, user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("."))) {
            return files.sorted().toList();
        }
    }

    private static BrokerAddress at(int port, int version) {
        return address(port, version, Optional.empty(), Optional.empty());
    }

    private static BrokerAddress as(int port, int version, String user, String password) {
        return address(port, version, Optional.of(user), Optional.of(password));
    }

    private static BrokerAddress address(int port, int version, Optional<String> user, Optional<String> password) {
        return new BrokerAddress(
                EmbeddedBroker.LOOPBACK, port, version, false, Optional.empty(), user, password, Optional.empty());
    }

    /** A field that only MQTT 5 has. */
    private static String noProperties(int level) {
        return level == 5 ? "00" : "";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
