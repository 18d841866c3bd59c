package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Cable;
import org.polymeter.gateway.mqtt.Mosquitto;

/** A broker that comes late, goes, and returns; a program that goes with and without a word. */
class BrokerEndToEndTest {

    private static final String METER = "e0047000000000007";

    @TempDir
    Path folder;

    private final Dsmr5 meter = new Dsmr5("E0047000000000007", "");

    /** The way to the broker is cut, not the broker stopped, so that its subscriber is there before us. */
    @Test
    void nothing_is_lost_while_the_broker_is_away() throws Exception {
        int port = Mosquitto.freePort();
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                TcpWire wire = new TcpWire();
                Program program = Program.run(folder, yaml(wire, port, 5))) {
            send(3, wire);
            await().until(() -> program.log().contains("messages wait, trying again"));
            try (Ear ear = Ear.at(mosquitto.port());
                    Cable cable = new Cable(mosquitto.port(), port)) {
                assertThat(cable.port()).isEqualTo(port);
                ear.awaitReading(METER, "power_w", "3");
                ear.await(METER + "/state");
                assertThat(ear.series(METER, "power_w")).containsExactly("1", "2", "3");
                assertThat(ear.all().stream().map(Message::topic).filter(topic -> topic.contains("/" + METER + "/")))
                        .startsWith(
                                "polymeter/1/meter/" + METER + "/info",
                                "polymeter/1/meter/" + METER + "/status",
                                "homeassistant/device/" + METER + "/config",
                                "polymeter/1/meter/" + METER + "/reading");
            }

            mosquitto.kill(); // it forgets all that it kept
            send(3, wire);
            mosquitto.start();
            try (Ear ear = Ear.at(mosquitto.port());
                    Cable cable = new Cable(mosquitto.port(), port)) {
                assertThat(cable.port()).isEqualTo(port);
                ear.awaitReading(METER, "power_w", "6");
                assertThat(ear.series(METER, "power_w"))
                        .as("what was not acknowledged before comes again, then the rest")
                        .endsWith("4", "5", "6");
                assertThat(ear.await("gateway/cellar/status").text()).isEqualTo("online");
                ear.await(
                        "gateway/cellar/info",
                        info -> info.json().at("/meters/0").asText().equals(METER));
                assertThat(ear.await(METER + "/status").text()).isEqualTo("online");
                ear.await(METER + "/info");
                ear.await(METER + "/state");
                ear.await(METER + "/value/power_w");
                assertThat(program.stop()).isZero();
                assertThat(ear.await(
                                        "gateway/cellar/status",
                                        status -> status.text().equals("offline"))
                                .qos())
                        .isEqualTo(1);
            }
            assertThat(program.log()).contains("delivering again").doesNotContain("Exception", "\tat ", "undelivered");
        }
    }

    @Test
    void a_broker_that_returns_gets_all_states_though_every_meter_is_silent() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                TcpWire wire = new TcpWire();
                Program program = Program.run(folder, yaml(wire, mosquitto.port(), 5))) {
            try (Ear ear = Ear.at(mosquitto.port())) {
                wire.send(meter.next());
                ear.await(METER + "/state");
            }
            mosquitto.kill();
            mosquitto.start();
            try (Ear ear = Ear.at(mosquitto.port())) {
                assertThat(ear.await("gateway/cellar/status").text()).isEqualTo("online");
                assertThat(ear.await(METER + "/status").text()).isEqualTo("online");
                assertThat(ear.await(METER + "/value/power_w").text()).isEqualTo("1");
                assertThat(ear.await(METER + "/state").values()).containsEntry("power_w", "1");
            }
            assertThat(program.stop()).isZero();
        }
    }

    @Test
    void a_program_that_is_killed_leaves_its_will_and_its_successor_takes_over() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                TcpWire wire = new TcpWire()) {
            try (Program program = Program.run(folder, yaml(wire, mosquitto.port(), 3))) {
                wire.send(meter.next());
                ear.await(METER + "/state");
                program.kill();
            }
            ear.await("gateway/cellar/status", status -> status.text().equals("offline"));
            wire.hangUp();
            wire.listenAgain();
            try (Program program = Program.run(folder, yaml(wire, mosquitto.port(), 3))) {
                wire.send(meter.next());
                ear.awaitReading(METER, "power_w", "2");
                assertThat(texts(ear, "gateway/cellar/status")).containsExactly("online", "offline", "online");
                assertThat(program.stop()).isZero();
            }
            ear.await(METER + "/status", status -> status.text().equals("offline"));
            await().until(() -> texts(ear, "gateway/cellar/status").size() == 4);
            assertThat(texts(ear, "gateway/cellar/status").getLast()).isEqualTo("offline");
        }
    }

    @Test
    void the_last_state_is_out_before_a_clean_end() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                TcpWire wire = new TcpWire();
                Program program = Program.run(folder, yaml(wire, mosquitto.port(), 5))) {
            wire.send(meter.next());
            wire.send(meter.next());
            ear.awaitReading(METER, "power_w", "2");
            assertThat(program.stop()).isZero();

            ear.await(METER + "/state", state -> "2".equals(state.values().get("power_w")));
            ear.await(METER + "/value/power_w", value -> value.text().equals("2"));
            ear.await(METER + "/status", status -> status.text().equals("offline"));
        }
    }

    private void send(int count, TcpWire wire) throws IOException {
        for (int i = 0; i < count; i++) {
            wire.send(meter.next());
        }
    }

    private static List<String> texts(Ear ear, String topic) {
        return ear.all(topic).stream().map(Message::text).toList();
    }

    private static String yaml(TcpWire wire, int port, int version) {
        return """
                gateway: cellar
                zone: %s
                sources:
                  - {id: p1, type: tcp, host: 127.0.0.1, port: %d}
                outputs:
                  - {type: mqtt, host: 127.0.0.1, port: %d, version: %d}
                """.formatted(Dsmr5.ZONE, wire.port(), port, version);
    }
}
