package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.Wiring;
import org.polymeter.gateway.cli.Polymeter;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.web.Wire;

/** What a user reads when the program does not start, or not all of it, and when it ends by itself. */
class StartEndToEndTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_wrong_file_is_told_with_line_and_suggestion() throws Exception {
        assertThat(run("""
                gateway: cellar
                sources:
                  - {id: p1, type: seriel, port: /dev/ttyUSB0}
                  - {id: p2, type: tcp, host: 127.0.0.1, prot: 2001}
                outputs:
                  - {type: console}
                """)).isEqualTo(2);
        assertThat(err.toString())
                .contains("polymeter.yaml:3: ", "did you mean 'serial'?")
                .contains("polymeter.yaml:4: ", "did you mean 'port'?")
                .contains("Nothing was started: ")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void meters_are_read_though_it_cannot_be_told_who_may_come_in() throws Exception {
        Path data = Files.createDirectory(folder.resolve("polymeter-data"));
        Files.createFile(data.resolve("access.json"));
        int port = Mosquitto.freePort();
        try (TcpWire wire = new TcpWire();
                Program program = Program.run(folder, """
                        gateway: cellar
                        zone: %s
                        sources:
                          - {id: house, type: tcp, host: 127.0.0.1, port: %d, meter: {id: house}}
                        outputs:
                          - {type: console, format: json}
                          - {type: http, bind: 0.0.0.0, port: %d, guest: true}
                        """.formatted(Dsmr5.ZONE, wire.port(), port))) {
            wire.send(new Dsmr5("E0000SHUT", "").next());
            await().until(() -> program.log().contains("energy_import_kwh"));

            assertThat(program.log())
                    .contains("access.json", "'polymeter password --reset'")
                    .doesNotContain("/#/welcome");
            for (String path : List.of("/", "/api/1/meter", "/api/app/session")) {
                assertThat(new Wire(port).get(path).status()).as(path).isEqualTo(503);
            }
        }
    }

    @Test
    void a_file_that_is_no_yaml_is_told_with_its_line() throws Exception {
        assertThat(run("gateway: cellar\nsources:\n\t- {id: p1}\n")).isEqualTo(2);
        assertThat(err.toString())
                .contains("polymeter.yaml:3: this is not YAML")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#", "+/#", "polymeter/1/meter/house/state", "polymeter/+/gateway/cellar/raw/p1", "tele/#/SENSOR"
            })
    void a_source_must_not_read_what_we_publish(String topic) throws Exception {
        assertThat(run("""
                gateway: cellar
                sources:
                  - id: echo
                    type: mqtt
                    protocol: tasmota
                    broker: {host: 127.0.0.1}
                    topics: ['%s']
                """.formatted(topic))).isEqualTo(2);
        assertThat(err.toString())
                .contains("polymeter.yaml:7: \"" + topic + "\" ")
                .doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$SYS", "a//b", "a/+", "'a b'"})
    void a_root_that_no_broker_takes_is_told(String root) throws Exception {
        assertThat(run("root: " + root + "\nsources: [{id: p1, type: stdin}]\noutputs: [{type: console}]\n"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("polymeter.yaml:1: ").doesNotContain("\tat ");
    }

    @Test
    void a_port_that_another_broker_has_is_told_at_once() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("sources: [{id: p1, type: stdin}]\noutputs: [{type: broker, port: " + taken.getLocalPort()
                            + "}]\n"))
                    .isEqualTo(1);
            assertThat(err.toString())
                    .contains("polymeter.yaml:2: the embedded broker cannot have port " + taken.getLocalPort())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_capture_is_read_to_its_end_and_nothing_keeps_the_program_alive() throws Exception {
        Dsmr5 meter = new Dsmr5("E0047000000000007", "G0047000000000008");
        Path capture = folder.resolve("house.bin");
        for (int i = 0; i < 3; i++) {
            Files.write(capture, meter.next(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        try (Program program = Program.run(folder, """
                gateway: cellar
                zone: %s
                sources:
                  - {id: replay, type: file, path: house.bin}
                outputs:
                  - {type: broker, port: %d}
                  - {type: console, format: json}
                """.formatted(Dsmr5.ZONE, Mosquitto.freePort()))) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.complaints().lines())
                    .hasSize(4)
                    .allMatch(line -> line.startsWith("{\"meter\":"))
                    .allMatch(line -> line.contains("\"origin\":\"replay\""));
        }
    }

    @Test
    void a_client_that_vanishes_from_the_embedded_broker_is_no_news() throws Exception {
        int port = Mosquitto.freePort();
        Dsmr5 meter = new Dsmr5("E0047000000000007", "");
        try (TcpWire wire = new TcpWire();
                Program program = Program.run(folder, """
                        gateway: cellar
                        zone: %s
                        state: {interval: 0}
                        sources:
                          - {id: p1, type: tcp, host: 127.0.0.1, port: %d}
                        outputs:
                          - {type: broker, port: %d}
                        """.formatted(Dsmr5.ZONE, wire.port(), port))) {
            wire.send(meter.next()); // accepted: the program runs, so the broker does
            try (Ear ear = Ear.at(port)) {
                for (int i = 1; i <= 10; i++) {
                    Reset.subscriber(port, "vanishes" + i);
                    wire.send(meter.next());
                }
                ear.awaitReading("e0047000000000007", "power_w", "11");
            }
            assertThat(program.stop()).isZero();
            assertThat(program.complaints()).isEmpty();
        }
    }

    private int run(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("polymeter.yaml"), yaml);
        return Polymeter.of(new Wiring(InstantSource.system()), new PrintWriter(out), new PrintWriter(err))
                .execute("run", "-c", file.toString());
    }
}
