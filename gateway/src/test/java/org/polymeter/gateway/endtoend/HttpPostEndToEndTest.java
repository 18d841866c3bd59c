package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.consumers.Snippets;
import org.polymeter.gateway.mqtt.Mosquitto;

/** The receiver of docs/consumers/http.md, which is in a process of its own, and the gateway: both are killed. */
class HttpPostEndToEndTest {

    private static final String PAGE = "docs/consumers/http.md";
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int ROUNDS = 3;
    private static final int EACH = 25;

    @TempDir
    Path folder;

    private final Dsmr5 meter = new Dsmr5("E0047000000000007", "");

    @Test
    void every_reading_is_received_once_and_in_order_whoever_is_killed() throws Exception {
        int port = Mosquitto.freePort();
        int sent = 0;
        try (TcpWire wire = new TcpWire()) {
            for (int round = 1; round <= ROUNDS; round++) {
                Process receiver = receiver(port);
                try (Program program = Program.run(folder, yaml(wire, port))) {
                    sent = send(EACH, sent, wire);
                    awaitReceived(sent);
                    receiver.destroyForcibly().waitFor();
                    sent = send(EACH, sent, wire);
                    await().atMost(PATIENCE).until(() -> program.log().contains("refused the connection"));
                    awaitKept(sent);
                    program.kill();
                } finally {
                    receiver.destroyForcibly();
                }
                wire.hangUp();
                wire.listenAgain();
            }
            Process receiver = receiver(port);
            try (Program program = Program.run(folder, yaml(wire, port))) {
                sent = send(1, sent, wire);
                awaitReceived(sent);

                assertThat(received())
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, sent)
                                .mapToObj(String::valueOf)
                                .toList());
                assertThat(program.stop()).isZero();
            } finally {
                receiver.destroyForcibly();
            }
        }
    }

    private int send(int count, int before, TcpWire wire) throws IOException {
        for (int i = 0; i < count; i++) {
            wire.send(meter.next());
        }
        return before + count;
    }

    private void awaitKept(int readings) {
        KeptReadings kept = new KeptReadings(folder.resolve("polymeter-data/journal"));
        await().atMost(PATIENCE).until(() -> kept.count() == readings);
    }

    private void awaitReceived(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> received().size() >= count);
    }

    /** Powers in W, in the order in which their messages came first. */
    private List<String> received() throws Exception {
        return python(
                        "import json, sqlite3",
                        "for row in sqlite3.connect('messages.db').execute('SELECT json FROM message ORDER BY rowid'):",
                        "    print(json.loads(row[0])['values']['power_w'])")
                .lines()
                .toList();
    }

    private Process receiver(int port) throws Exception {
        String script = Snippets.of(PAGE, "A receiver", "python").replace("8000", "" + port);
        Path file = Files.writeString(folder.resolve("receiver.py"), script);
        Process process = new ProcessBuilder(Mosquitto.find("python3"), file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("receiver.log").toFile()))
                .start();
        await().atMost(PATIENCE).until(() -> answers(port));
        return process;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String python(String... lines) throws Exception {
        Process process = new ProcessBuilder(Mosquitto.find("python3"), "-c", String.join("\n", lines))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    private static String yaml(TcpWire wire, int port) {
        return """
                gateway: cellar
                zone: %s
                sources:
                  - {id: p1, type: tcp, host: 127.0.0.1, port: %d}
                """.formatted(Dsmr5.ZONE, wire.port())
                + Snippets.of(PAGE, "A receiver", "yaml").replace("8000", "" + port);
    }
}
