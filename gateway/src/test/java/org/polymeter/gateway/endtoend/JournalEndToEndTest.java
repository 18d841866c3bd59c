package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Cable;
import org.polymeter.gateway.mqtt.Mosquitto;

/** What a meter said is delivered, whoever is killed in between. */
class JournalEndToEndTest {

    private static final String METER = "e0047000000000007";
    private static final int ROUNDS = 6;
    private static final int EACH = 25;

    @TempDir
    Path folder;

    private final Dsmr5 meter = new Dsmr5("E0047000000000007", "");

    @Test
    void readings_that_wait_for_a_broker_survive_that_the_program_is_killed() throws Exception {
        int port = Mosquitto.freePort();
        try (TcpWire wire = new TcpWire()) {
            for (int life = 1; life <= 2; life++) { // nobody is at the broker's port
                try (Program program = Program.run(folder, yaml(wire, port))) {
                    send(5, wire);
                    awaitKept(5 * life);
                    program.kill();
                }
                wire.hangUp();
                wire.listenAgain();
            }
            try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                    Ear ear = Ear.at(mosquitto.port());
                    Cable cable = new Cable(mosquitto.port(), port);
                    Program program = Program.run(folder, yaml(wire, cable.port()))) {
                send(1, wire);
                ear.awaitReading(METER, "power_w", "11");

                assertThat(ear.series(METER, "power_w")).containsExactlyElementsOf(numbers(11));
                assertThat(program.stop()).isZero();
            }
        }
    }

    /** The broker takes every other life's readings and acknowledges nothing, so they may come twice. */
    @Test
    void whatever_is_kept_when_the_program_is_killed_arrives_after_its_next_start() throws Exception {
        try (TcpWire wire = new TcpWire();
                Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port())) {
            for (int round = 1; round <= ROUNDS; round++) {
                try (Program program = Program.run(folder, yaml(wire, mosquitto.port()))) {
                    send(1, wire);
                    awaitKept((round - 1) * EACH + 1);
                    if (round % 2 == 0) {
                        mosquitto.freeze();
                    }
                    send(EACH - 1, wire);
                    awaitKept(round * EACH);
                    program.kill();
                    mosquitto.thaw();
                }
                wire.hangUp();
                wire.listenAgain();
            }
            try (Program program = Program.run(folder, yaml(wire, mosquitto.port()))) {
                send(1, wire);
                int all = ROUNDS * EACH + 1;
                ear.awaitReading(METER, "power_w", "" + all);

                Set<String> distinct = new LinkedHashSet<>(ear.series(METER, "power_w"));
                assertThat(distinct).containsExactlyInAnyOrderElementsOf(numbers(all));
                assertThat(program.stop()).isZero();
            }
        }
    }

    private static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(String::valueOf).toList();
    }

    private void send(int count, TcpWire wire) throws IOException {
        for (int i = 0; i < count; i++) {
            wire.send(meter.next());
        }
    }

    private void awaitKept(int readings) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> new KeptReadings(folder.resolve("polymeter-data/journal")).count() == readings);
    }

    private static String yaml(TcpWire wire, int port) {
        return """
                gateway: cellar
                zone: %s
                sources:
                  - {id: p1, type: tcp, host: 127.0.0.1, port: %d}
                outputs:
                  - {type: mqtt, host: 127.0.0.1, port: %d}
                """.formatted(Dsmr5.ZONE, wire.port(), port);
    }
}
