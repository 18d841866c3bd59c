package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortCheckTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void a_serial_port_that_is_not_there_is_waited_for_and_the_others_are_named() throws Exception {
        Files.createFile(folder.resolve("ttyUSB1"));

        PortCheck check = check("""
                outputs: [{type: console}]
                sources:
                  - {id: p1, type: serial, port: ttyUSB0}
                """);

        assertThat(check.fatal()).isEmpty();
        assertThat(check.later())
                .hasToString("[polymeter.yaml:3: port ttyUSB0 of source 'p1' is not there – there are "
                        + folder.resolve("ttyUSB1") + "]");
    }

    @Test
    void a_file_that_is_not_there_will_not_turn_up() throws Exception {
        PortCheck check = check("""
                outputs: [{type: console}]
                sources: [{id: p1, type: file, path: nowhere.bin}]
                """);

        assertThat(check.fatal())
                .hasToString("[polymeter.yaml:2: cannot read " + folder.resolve("nowhere.bin")
                        + " of source 'p1' – there is no such file]");
    }

    @Test
    void a_port_that_somebody_else_has_is_named_with_a_way_out() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            PortCheck check =
                    check("sources: [{id: p1, type: stdin}]\noutputs: [{type: broker, port: " + port + "}]\n");

            assertThat(check.fatal()).hasSize(1);
            assertThat(check.fatal().get(0).toString())
                    .startsWith("polymeter.yaml:2: the embedded broker cannot have port " + port + " of 127.0.0.1: ")
                    .endsWith("{type: mqtt, host: 127.0.0.1}");
        }
    }

    private PortCheck check(String text) throws ConfigException {
        Configuration configuration = new ConfigReader(Map.of(), Set.of(), "").read("polymeter.yaml", folder, text);
        return PortCheck.of(configuration, folder);
    }
}
