package org.polymeter.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SerialSourceTest {

    private static final LineSettings P1 = LineSettings.parse("115200 8N1");
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private Path port;

    @BeforeEach
    void needs_socat() {
        assumeThat(PtyPair.isPossible()).isTrue();
        port = folder.resolve("ttyUSB0");
    }

    @Test
    void passes_on_a_telegram_byte_by_byte() throws Exception {
        Collected heard = new Collected();
        SerialSource source = new SerialSource(port.toString(), P1, SHORT);
        try (PtyPair wire = PtyPair.plugIn(port)) {
            Running running = Running.start(source, heard);
            heard.awaitEvents(events -> events.contains("opened"));
            wire.send(telegram());
            heard.awaitBytes(telegram().length);
            running.stop();
            assertThat(heard.heard()).isEqualTo(telegram());
        }
        assertThat(source.describe()).isEqualTo("serial " + port + " 115200 8N1");
    }

    @Test
    void tells_each_pause_once() throws Exception {
        Collected heard = new Collected();
        try (PtyPair wire = PtyPair.plugIn(port)) {
            Running running = Running.start(new SerialSource(port.toString(), P1, SHORT), heard);
            heard.awaitEvents(events -> events.contains("opened"));
            wire.send(new byte[] {'/'});
            heard.awaitEvents(events -> heard.count("silence") == 1);
            wire.send(new byte[] {'!'});
            heard.awaitEvents(events -> heard.count("silence") == 2);
            running.stop();
        }
        assertThat(heard.events).containsExactly("opened", "bytes", "silence", "bytes", "silence");
    }

    @Test
    void a_cable_may_be_pulled_out_and_plugged_in_again() throws Exception {
        Collected heard = new Collected();
        SerialSource source = new SerialSource(port.toString(), P1, SHORT);
        long before = openDevices();
        for (int i = 1; i <= 3; i++) {
            try (PtyPair wire = PtyPair.plugIn(port)) {
                Running running = Running.start(source, heard);
                int plugged = i;
                heard.awaitEvents(events -> heard.count("opened") == plugged);
                wire.send(telegram());
                heard.awaitBytes(i * telegram().length);
                wire.pullOut(port);
                assertThat(running.awaitFailure())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(port.toString())
                        .hasMessageContaining("unplugged");
            }
        }
        assertThat(openDevices()).isEqualTo(before);
    }

    @Test
    void an_absent_port_is_told_with_the_ports_that_are_there() {
        assertThatThrownBy(() -> new SerialSource("/dev/ttyNOWHERE", P1).run(new Collected()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/ttyNOWHERE")
                .hasMessageContaining("no such port")
                .hasMessageMatching(".*(ports here: /dev/|no serial port at all).*");
    }

    @Test
    void a_refused_port_says_what_to_do() throws IOException {
        Files.createFile(port);
        SerialSource source = new SerialSource(port.toString(), P1);
        assertThat(source.refused(13)).hasMessageContaining("sudo usermod -aG dialout $USER");
        assertThat(source.refused(16)).hasMessageContaining("another program");
        assertThat(source.refused(5)).hasMessageContaining("system error 5");
    }

    @Test
    void a_file_is_no_port() throws IOException {
        Files.createFile(port);
        assertThatThrownBy(() -> new SerialSource(port.toString(), P1).run(new Collected()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(port.toString());
    }

    @Test
    void a_closed_source_does_not_open() throws IOException {
        Collected heard = new Collected();
        SerialSource source = new SerialSource("/dev/ttyNOWHERE", P1);
        source.close();
        source.run(heard);
        assertThat(heard.events).isEmpty();
    }

    static byte[] telegram() throws IOException {
        try (InputStream file = SerialSourceTest.class.getResourceAsStream("dsmr5.bin")) {
            assertThat(file).isNotNull();
            return file.readAllBytes();
        }
    }

    /** What this process holds open of the system's terminals. */
    private static long openDevices() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(SerialSourceTest::isTerminal).count();
        }
    }

    private static boolean isTerminal(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith("/dev/pts");
        } catch (IOException e) { // closed meanwhile
            return false;
        }
    }
}
