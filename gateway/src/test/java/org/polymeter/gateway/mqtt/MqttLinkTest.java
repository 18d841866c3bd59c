package org.polymeter.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttLinkTest {

    private static final Delivery TEXT = new Delivery(1, false, "text/plain", true, List.of(), Duration.ZERO);
    private static final Delivery KEPT = new Delivery(1, true, "text/plain", true, List.of(), Duration.ZERO);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void what_is_published_arrives_at_a_subscriber(int version) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttLink from = MqttLink.open(mosquitto.address(version), Opening.as("from"));
                MqttLink to = MqttLink.open(
                        mosquitto.address(version), Opening.as("to"), (topic, payload, retained, acknowledgement) -> {
                            received.add(topic + " " + text(payload) + " " + retained);
                            acknowledgement.run();
                        })) {
            from.publish("home/kept", bytes("old"), KEPT);
            from.flush();
            to.subscribe(List.of("home/#", "away/+"), 1);
            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("home/kept old true");

            for (int i = 0; i < 1000; i++) {
                from.publish("away/" + i, bytes("new"), TEXT);
            }
            from.flush();

            for (int i = 0; i < 1000; i++) {
                assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("away/" + i + " new false");
            }
        }
    }

    @Test
    void what_was_not_taken_comes_again_to_who_resumes_the_session() throws Exception {
        Opening opening = Opening.as("to").withSession(Duration.ofMinutes(1));
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttLink from = MqttLink.open(mosquitto.address(), Opening.as("from"))) {
            try (MqttLink to =
                    MqttLink.open(mosquitto.address(), opening, (topic, payload, retained, acknowledgement) -> {
                        received.add(topic);
                        if (topic.equals("home/2")) {
                            throw new IllegalStateException("a fault of the receiver");
                        }
                        acknowledgement.run();
                    })) {
                to.subscribe(List.of("home/+"), 1);
                for (int i = 1; i <= 3; i++) {
                    from.publish("home/" + i, bytes("new"), TEXT);
                }
                from.flush();
                assertThatThrownBy(to::awaitEnd).hasMessage("a fault of the receiver");
            }
            from.publish("home/4", bytes("new"), TEXT);
            from.flush();
            assertThat(received).containsExactly("home/1", "home/2");
            received.clear();

            try (MqttLink to = MqttLink.open(
                    mosquitto.address(), opening, (topic, payload, retained, acknowledgement) -> received.add(topic))) {
                assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("home/2");
                assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("home/3");
                assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("home/4");
                assertThat(to.isOpen()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void a_lost_connection_is_noticed_and_nothing_is_queued(int version) throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttLink link = MqttLink.open(mosquitto.address(version), Opening.as("test"))) {
            mosquitto.stop();

            assertThatThrownBy(link::awaitEnd)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("lost mqtt://127.0.0.1:" + mosquitto.port());
            assertThat(link.isOpen()).isFalse();
            assertThatThrownBy(() -> link.publish("a", bytes("b"), TEXT)).isInstanceOf(IOException.class);
            assertThatThrownBy(link::flush).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> link.subscribe(List.of("a"), 1)).hasMessageStartingWith("lost");
            assertThatThrownBy(() -> link.unsubscribe(List.of("a"))).hasMessageStartingWith("lost");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void who_waits_for_acknowledgements_learns_of_a_loss(int version) throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Cable cable = new Cable(mosquitto.port());
                MqttLink link = MqttLink.open(at(cable.port(), version), willed(Duration.ofSeconds(30)))) {
            cable.cut();

            assertThatThrownBy(() -> {
                        while (true) {
                            link.publish("a", bytes("b"), TEXT);
                            link.flush();
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void a_cut_cable_leaves_the_will_and_a_goodbye_does_not(int version) throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Cable cable = new Cable(mosquitto.port());
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port())) {
            MqttLink.open(at(cable.port(), version), willed(Duration.ofSeconds(1)))
                    .close();
            try (MqttLink link = MqttLink.open(at(cable.port(), version), willed(Duration.ofSeconds(1)))) {
                link.publish("a", bytes("b"), TEXT);
                link.flush();
                cable.cut();

                assertThat(sub.next()).isEqualTo("a|0|1|b");
                assertThat(sub.next()).isEqualTo("status|0|1|offline");
            }
        }
    }

    @Test
    void who_comes_back_in_time_takes_the_will_back() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Cable cable = new Cable(mosquitto.port());
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttLink first = MqttLink.open(at(cable.port(), 5), willed(Duration.ofSeconds(2)))) {
            cable.cut();
            assertThatThrownBy(first::awaitEnd).isInstanceOf(IOException.class);
            try (MqttLink second = MqttLink.open(at(cable.port(), 5), willed(Duration.ofSeconds(2)))) {
                await().pollDelay(Duration.ofSeconds(3)).until(second::isOpen);
                second.publish("later", bytes("here"), TEXT);
                second.flush();

                assertThat(sub.next()).isEqualTo("later|0|1|here");
            }
        }
    }

    @Test
    void who_comes_with_the_same_client_id_is_named_as_the_cause() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttLink first = MqttLink.open(mosquitto.address(), Opening.as("twin"));
                MqttLink second = MqttLink.open(mosquitto.address(), Opening.as("twin"))) {
            assertThatThrownBy(first::awaitEnd)
                    .hasMessageStartingWith("lost " + mosquitto.address())
                    .hasMessageContaining("client id");
            assertThat(second.isOpen()).isTrue();
        }
    }

    @Test
    void close_ends_who_waits_for_the_end() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder)) {
            MqttLink link = MqttLink.open(mosquitto.address(), Opening.as("test"));
            Thread waiting =
                    Thread.ofVirtual().start(() -> assertThat(ended(link)).isTrue());

            link.close();

            assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void the_right_user_gets_in_and_the_wrong_one_is_told_why_not(int version) throws Exception {
        try (Mosquitto mosquitto = Mosquitto.withUser(folder, "anna", "secret")) {
            MqttLink.open(with(mosquitto.port(), version, "anna", "secret"), Opening.as("test"))
                    .close();

            assertThatThrownBy(opening(with(mosquitto.port(), version, "anna", "hunter2")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("mqtt://127.0.0.1:" + mosquitto.port()
                            + " does not let user anna in; check user and password");
            assertThatThrownBy(opening(at(mosquitto.port(), version)))
                    .hasMessage("mqtt://127.0.0.1:" + mosquitto.port()
                            + " lets in only users it knows; set user and password");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void tls_works_with_an_authority_of_its_own(int version) throws Exception {
        Certificates certificates = Certificates.make(folder, "IP:127.0.0.1");
        try (Mosquitto mosquitto = Mosquitto.withTls(folder, certificates)) {
            BrokerAddress address = tls(mosquitto.port(), version, Optional.of(certificates.authority()));
            try (MqttLink link = MqttLink.open(address, Opening.as("test"));
                    MosquittoSub sub = MosquittoSub.start(
                            mosquitto.port(),
                            MosquittoSub.PLAIN,
                            "--cafile",
                            certificates.authority().toString())) {
                link.publish("a", bytes("b"), TEXT);

                assertThat(sub.next()).isEqualTo("a|0|1|b");
            }
        }
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_refused() throws Exception {
        Certificates certificates = Certificates.make(folder, "IP:127.0.0.1");
        Path other = Certificates.make(folder, "IP:127.0.0.1").authority();
        try (Mosquitto mosquitto = Mosquitto.withTls(folder, certificates)) {
            String where = "mqtts://127.0.0.1:" + mosquitto.port();

            assertThatThrownBy(opening(tls(mosquitto.port(), 5, Optional.of(other))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the certificate of " + where + " is not signed by an authority in " + other
                            + "; give the CA file of this broker");
            assertThatThrownBy(opening(tls(mosquitto.port(), 5, Optional.empty())))
                    .hasMessage("the certificate of " + where + " is not signed by an authority that this machine"
                            + " trusts; give the CA file that the broker's certificate was made with");
        }
    }

    @Test
    void a_certificate_for_another_name_is_refused() throws Exception {
        Certificates certificates = Certificates.make(folder, "DNS:broker.example");
        try (Mosquitto mosquitto = Mosquitto.withTls(folder, certificates)) {
            assertThatThrownBy(opening(tls(mosquitto.port(), 5, Optional.of(certificates.authority()))))
                    .hasMessageContaining("is for another name than 127.0.0.1");
        }
    }

    @Test
    void tls_and_no_tls_do_not_understand_each_other() throws Exception {
        Certificates certificates = Certificates.make(folder, "IP:127.0.0.1");
        try (Mosquitto plain = Mosquitto.anonymous(folder);
                Mosquitto tls = Mosquitto.withTls(folder, certificates)) {
            assertThatThrownBy(opening(tls(plain.port(), 5, Optional.of(certificates.authority()))))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot connect to mqtts://127.0.0.1:" + plain.port())
                    .hasMessageEndingWith("check that this port speaks MQTT with TLS");
            assertThatThrownBy(opening(at(tls.port(), 5)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot connect to mqtt://127.0.0.1:" + tls.port())
                    .hasMessageEndingWith("check that this port speaks MQTT without TLS");
        }
    }

    @Test
    void a_ca_file_that_is_none_is_named() throws Exception {
        Path missing = folder.resolve("missing.pem");
        Path wrong = Files.writeString(folder.resolve("wrong.pem"), "no certificate\n");
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        assertThatThrownBy(opening(tls(1, 5, Optional.of(missing))))
                .hasMessage("cannot read the CA file " + missing + ": there is no such file");
        assertThatThrownBy(opening(tls(1, 5, Optional.of(wrong))))
                .hasMessage("cannot read the CA file " + wrong + ": it is not a PEM file with certificates");
        assertThatThrownBy(opening(tls(1, 5, Optional.of(empty))))
                .hasMessage("cannot read the CA file " + empty + ": it has no certificate in it");
    }

    @Test
    void a_port_where_nobody_listens_is_named() throws Exception {
        int port = Mosquitto.freePort();

        assertThatThrownBy(opening(at(port, 5)))
                .isInstanceOf(IOException.class)
                .hasMessage("mqtt://127.0.0.1:" + port + " refused the connection: nothing listens there; check host"
                        + " and port, and that the broker runs");
    }

    @Test
    void a_host_that_does_not_exist_is_named() {
        assertThatThrownBy(opening(BrokerAddress.plain("broker.invalid", 1883)))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot find mqtt://broker.invalid:1883: the name broker.invalid is unknown; check it and"
                        + " the DNS of this machine");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void a_server_that_says_nothing_is_not_waited_for_forever(int version) throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Opening impatient = new Opening(
                    "test", Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ZERO, Optional.empty());

            assertThatThrownBy(() -> MqttLink.open(at(silent.getLocalPort(), version), impatient))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not answer");
        }
    }

    @Test
    void a_message_that_the_broker_finds_too_large_does_not_hold_up_the_others() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.with(folder, "max_packet_size 2000");
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttLink link = MqttLink.open(mosquitto.address(), Opening.as("test"))) {
            link.publish("large", new byte[3000], TEXT);
            link.publish("small", bytes("b"), TEXT);
            link.flush();

            assertThat(sub.next()).isEqualTo("small|0|1|b");
        }
    }

    private static boolean ended(MqttLink link) {
        try {
            link.awaitEnd();
            return true;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static Opening willed(Duration delay) {
        return Opening.as("test").withWill(new Opening.Will("status", "offline", true, delay));
    }

    private static ThrowingCallable opening(BrokerAddress address) {
        return () -> MqttLink.open(address, Opening.as("test"));
    }

    private static BrokerAddress at(int port, int version) {
        return address(port, version, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static BrokerAddress with(int port, int version, String user, String password) {
        return address(port, version, false, Optional.empty(), Optional.of(user), Optional.of(password));
    }

    private static BrokerAddress tls(int port, int version, Optional<Path> authority) {
        return address(port, version, true, authority, Optional.empty(), Optional.empty());
    }

    private static BrokerAddress address(
            int port,
            int version,
            boolean tls,
            Optional<Path> authority,
            Optional<String> user,
            Optional<String> password) {
        return new BrokerAddress("127.0.0.1", port, version, tls, authority, user, password, Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
