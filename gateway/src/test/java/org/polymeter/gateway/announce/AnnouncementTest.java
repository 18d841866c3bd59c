package org.polymeter.gateway.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway in the network of this machine, if it has one, asked by a program of our own. */
class AnnouncementTest {

    private final List<InetAddress> addresses = new ArrayList<>();

    @BeforeEach
    void find_a_network() throws IOException {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            if (network.isUp() && network.supportsMulticast() && !network.isLoopback()) {
                network.inetAddresses().filter(Inet4Address.class::isInstance).forEach(addresses::add);
            }
        }
    }

    @Test
    void another_program_finds_a_gateway_its_port_and_its_details() throws Exception {
        assumeTrue(!addresses.isEmpty(), "this machine has no network with multicast");
        MdnsQuestion network = new MdnsQuestion(addresses.getFirst());
        try (Announcement announcement = Announcement.ofGateway("test-cellar", 8099, "0.0.0.0", "/", false)) {
            assertThat(announcement.isHeard()).isTrue();
            for (String type : List.of("_polymeter._tcp.local", "_http._tcp.local")) {
                String instance = "Polymeter test-cellar." + type;
                eventually(network, type, MdnsQuestion.POINTER, Map.of(type, instance));
                eventually(
                        network, instance, MdnsQuestion.SERVICE, Map.of(instance, "8099 polymeter-test-cellar.local"));
                assertThat(network.ask(instance, MdnsQuestion.TEXT).get(instance))
                        .contains("gateway=test-cellar;", "path=/;", "profile=1.0;");
            }
            eventually(
                    network,
                    "polymeter-test-cellar.local",
                    MdnsQuestion.ADDRESS,
                    Map.of("polymeter-test-cellar.local", addresses.getFirst().getHostAddress()));
        }
        assertThat(network.ask("_polymeter._tcp.local", MdnsQuestion.POINTER))
                .as("a gateway that has ended")
                .doesNotContainValue("Polymeter test-cellar._polymeter._tcp.local");
    }

    @Test
    void a_service_that_only_this_machine_can_reach_is_kept_to_itself() throws Exception {
        for (String bind : List.of("127.0.0.1", "::1", "localhost")) {
            try (Announcement announcement = Announcement.ofGateway("cellar", 8080, bind, "/", false)) {
                assertThat(announcement.isHeard()).as(bind).isFalse();
            }
        }
    }

    private static void eventually(MdnsQuestion network, String name, int type, Map<String, String> expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(network.ask(name, type)).containsAllEntriesOf(expected));
    }
}
