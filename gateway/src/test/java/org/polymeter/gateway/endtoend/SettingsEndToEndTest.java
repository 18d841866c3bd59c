package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.access.Owner;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.source.PtyPair;

/** The configuration changes while the program runs, by the web app and by hand. */
class SettingsEndToEndTest {

    private static final String KEY = "00112233445566778899AABBCCDDEEFF";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private int port;
    private String token = "";

    @BeforeEach
    void know_the_owner() throws IOException {
        token = Owner.token(folder.resolve("polymeter-data"), Right.CHANGE);
    }

    @Test
    void a_wire_loses_no_frame_while_fifty_changes_are_made() throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        Path tty = folder.resolve("ttyUSB0");
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                PtyPair pty = PtyPair.plugIn(tty);
                TcpWire tcp = new TcpWire();
                Program program = start("""
                        gateway: cellar
                        zone: Europe/Amsterdam
                        sources:
                          # these two go on
                          - {id: cable, type: serial, port: %s, meter: {id: cable}}
                          - {id: net, type: tcp, host: 127.0.0.1, port: %d, meter: {id: net, name: Net}}
                          - {id: other, type: tcp, host: 127.0.0.1, port: 9}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %d}
                          - {type: http, port: %d}
                        """, tty, tcp.port(), mosquitto.port())) {
            Player player = new Player(pty, tcp);
            player.start();
            await().until(() -> ear.hasHeard("meter/net/reading") && ear.hasHeard("meter/cable/reading"));
            for (int n = 0; n < 10; n++) {
                change(
                        "PUT",
                        "/api/app/source/other",
                        "{\"type\":\"tcp\",\"host\":\"127.0.0.1\",\"port\":" + (n + 1) + "}");
                change(
                        "POST",
                        "/api/app/source",
                        "{\"id\":\"more\",\"type\":\"tcp\",\"host\":\"127.0.0.1\",\"port\":7}");
                change("PUT", "/api/app/meter/net", "{\"name\":\"Net " + n + "\"}");
                change(
                        "POST",
                        "/api/app/output",
                        "{\"type\":\"mqtt\",\"host\":\"127.0.0.1\",\"port\":\"" + mosquitto.port()
                                + "\",\"format\":\"homie\"}");
                change("DELETE", "/api/app/source/more", "");
                change("DELETE", "/api/app/output/3", "");
            }
            ear.await("meter/net/info", info -> info.text().contains("\"name\":\"Net 9\""));
            int sent = player.stop();
            ear.awaitReading("net", "power_import_w", "" + sent);
            ear.awaitReading("cable", "power_import_w", "" + sent);

            List<String> all =
                    IntStream.rangeClosed(1, sent).mapToObj(it -> "" + it).toList();
            assertThat(ear.series("net", "power_import_w")).isEqualTo(all);
            assertThat(ear.series("cable", "power_import_w"))
                    .isEqualTo(all.subList(
                            all.size() - ear.series("cable", "power_import_w").size(), all.size()));
            assertThat(ear.all("meter/other/info")).isEmpty();
            assertThat(program.stop()).as(program.log()).isZero();
            assertThat(Files.readString(folder.resolve("polymeter.yaml")))
                    .contains("  # these two go on\n", "name: Net 9");
        }
    }

    @Test
    void an_output_that_is_changed_or_added_gets_each_reading_once() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                Mosquitto second = Mosquitto.anonymous(Files.createDirectory(folder.resolve("second")));
                Ear other = Ear.at(second.port());
                TcpWire tcp = new TcpWire();
                Program program = start("""
                        gateway: cellar
                        zone: Europe/Amsterdam
                        sources: [{id: net, type: tcp, host: 127.0.0.1, port: %d, meter: {id: net}}]
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %d}
                          - {type: http, port: %d}
                        """, tcp.port(), mosquitto.port())) {
            Player player = new Player(null, tcp);
            player.start();
            ear.await("meter/net/reading");
            for (int n = 0; n < 6; n++) {
                change(
                        "PUT",
                        "/api/app/output/1",
                        "{\"type\":\"mqtt\",\"host\":\"127.0.0.1\",\"port\":" + mosquitto.port() + ",\"version\":"
                                + (n % 2 == 0 ? 3 : 5) + "}");
            }
            change(
                    "POST",
                    "/api/app/output",
                    "{\"type\":\"mqtt\",\"host\":\"127.0.0.1\",\"port\":" + second.port() + "}");
            other.await("meter/net/info");
            other.await("meter/net/status");
            other.await("meter/net/reading");
            int sent = player.stop();
            ear.awaitReading("net", "power_import_w", "" + sent);
            other.awaitReading("net", "power_import_w", "" + sent);

            List<String> all =
                    IntStream.rangeClosed(1, sent).mapToObj(it -> "" + it).toList();
            assertThat(ear.series("net", "power_import_w")).isEqualTo(all);
            List<String> late = other.series("net", "power_import_w");
            assertThat(late).isEqualTo(all.subList(all.size() - late.size(), all.size()));
            assertThat(program.stop()).as(program.log()).isZero();
        }
    }

    @Test
    void a_source_that_is_gone_takes_its_meters_along() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                TcpWire tcp = new TcpWire();
                Program program = start("""
                        gateway: cellar
                        zone: Europe/Amsterdam
                        sources: [{id: net, type: tcp, host: 127.0.0.1, port: %d, meter: {id: net}}]
                        outputs: [{type: mqtt, host: 127.0.0.1, port: %d}, {type: http, port: %d}]
                        """, tcp.port(), mosquitto.port())) {
            tcp.send(new Dsmr5("E0047000000000007", "").next());
            ear.await("meter/net/state");

            assertThat(change("DELETE", "/api/app/source/net", "")).contains("source 'net' was removed");

            ear.await("meter/net/info", message -> message.text().isEmpty());
            ear.await("meter/net/state", message -> message.text().isEmpty());
            ear.await("meter/net/value/power_w", message -> message.text().isEmpty());
            ear.await("gateway/cellar/info", message -> message.text().contains("\"meters\":[]"));
            assertThat(Files.readString(folder.resolve("polymeter.yaml"))).contains("sources: []");
            assertThat(program.stop()).as(program.log()).isZero();
        }
    }

    @Test
    void what_is_not_sound_is_refused_and_what_was_in_force_stays() throws Exception {
        try (TcpWire tcp = new TcpWire();
                Program program = start("""
                        # my meters
                        sources: [{id: net, type: tcp, host: 127.0.0.1, port: %d, meter: {id: net}}]
                        outputs: [{type: http, port: %d}]
                        """, tcp.port())) {
            String before = Files.readString(folder.resolve("polymeter.yaml"));
            HttpResponse<String> refused = send(
                    "PUT",
                    "/api/app/settings",
                    "{\"text\":\"sources: [{id: net, type: tpc}]\\noutputs: [{type: http}]\"}");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.body()).contains("\"line\":1", "did you mean 'tcp'?");
            assertThat(send("PUT", "/api/app/settings", "{\"text\":\"\",\"revision\":\"old\"}")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(send("DELETE", "/api/app/source/nobody", "").statusCode())
                    .isEqualTo(404);
            assertThat(Files.readString(folder.resolve("polymeter.yaml"))).isEqualTo(before);

            Files.writeString(folder.resolve("polymeter.yaml"), before.replace("type: tcp", "type: tpc"));
            await().until(() -> program.log().contains("was edited and is not sound"));
            assertThat(program.log()).contains("polymeter.yaml:2: ", "did you mean 'tcp'?");
            assertThat(get("/api/app/settings")).contains("did you mean 'tcp'?");
            tcp.send(new Dsmr5("E0047000000000007", "").next());
            await().until(() -> get("/api/1/meter").contains("\"net\""));

            Files.writeString(folder.resolve("polymeter.yaml"), before.replace("{id: net}", "{id: net, name: Mine}"));
            await().until(() -> get("/api/1/meter").contains("\"name\":\"Mine\""));
            assertThat(get("/api/app/settings")).contains("\"problems\":[]");
            assertThat(program.stop()).as(program.log()).isZero();
        }
    }

    @Test
    void a_key_goes_to_a_file_of_its_own_and_into_no_answer() throws Exception {
        try (Program program = start("""
                sources: [{id: old, type: tcp, host: 127.0.0.1, port: 9, key: %s}]
                outputs: [{type: http, port: %d}]
                """, KEY)) {
            String answer = change(
                    "POST",
                    "/api/app/source",
                    "{\"id\":\"new\",\"type\":\"tcp\",\"host\":\"127.0.0.1\",\"port\":7,\"key\":\"FF" + KEY.substring(2)
                            + "\"}");
            assertThat(answer).contains("source 'new' was added");
            Path key = folder.resolve("polymeter-data/keys/sources-new-key");
            assertThat(key).hasContent("FF" + KEY.substring(2));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            String shown = get("/api/app/settings");
            assertThat(shown).doesNotContain(KEY.substring(2)).contains("********");
            assertThat(Files.readString(folder.resolve("polymeter.yaml")))
                    .contains("key-file: polymeter-data/keys/sources-new-key", "key: " + KEY);

            String text = "sources: [{id: old, type: tcp, host: 127.0.0.1, port: 8, key: \\\"********\\\"}]\\n"
                    + "outputs: [{type: http, port: " + port + "}]\\n";
            change("PUT", "/api/app/settings", "{\"text\":\"" + text + "\"}");
            assertThat(Files.readString(folder.resolve("polymeter.yaml"))).contains("port: 8, key: " + KEY + "}");
            assertThat(Files.readString(folder.resolve("polymeter.yaml.bak"))).contains("key-file");
            assertThat(program.stop()).as(program.log()).isZero();
        }
    }

    @Test
    void without_a_file_it_starts_empty_and_the_first_change_makes_one() throws Exception {
        port = 8080;
        assumeThat(isFree(8080) && isFree(1883)).isTrue();
        try (Program program = Program.start(folder, "run")) {
            await().ignoreExceptions().until(() -> get("/api/app/settings").contains("\"exists\":false"));
            assertThat(program.log()).contains("There is no polymeter.yaml yet", "http://127.0.0.1:8080/");
            assertThat(folder.resolve("polymeter.yaml")).doesNotExist();

            change("POST", "/api/app/source", "{\"id\":\"p1\",\"type\":\"tcp\",\"host\":\"127.0.0.1\",\"port\":9}");

            assertThat(folder.resolve("polymeter.yaml")).content().contains("sources:\n  - id: p1\n    type: tcp\n");
            assertThat(get("/api/app/settings")).contains("\"exists\":true");
            assertThat(program.stop()).as(program.log()).isZero();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    @Test
    void the_web_app_moves_after_its_answer() throws Exception {
        try (Program program = start("""
                sources: []
                outputs: [{type: http, port: %d}]
                """)) {
            int before = port;
            int next = Mosquitto.freePort();
            change("PUT", "/api/app/output/1", "{\"type\":\"http\",\"port\":" + next + "}");
            port = next;
            await().ignoreExceptions().until(() -> get("/api/app/settings").contains("" + next));
            assertThat(get("/api/app/log")).contains("the web app goes over to its new settings in a moment");
            port = before;
            await().until(() -> {
                try {
                    get("/api/app/settings");
                    return false;
                } catch (IOException gone) {
                    return true;
                }
            });
            assertThat(program.stop()).as(program.log()).isZero();
        }
    }

    /** {@code yaml}: with a place for each value, and for the port of the web app. */
    private Program start(String yaml, Object... values) throws Exception {
        port = Mosquitto.freePort();
        Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = port;
        Program program = Program.run(folder, yaml.formatted(all));
        await().ignoreExceptions().until(() -> !get("/api/app/settings").isEmpty());
        return program;
    }

    private String get(String path) throws IOException, InterruptedException {
        return send("GET", path, "").body();
    }

    private String change(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("\"failed\":[]");
        return response.body();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Two meters that send a telegram ten times a second, of which each has one watt more. */
    private static final class Player {

        private final @Nullable PtyPair pty;
        private final TcpWire tcp;
        private final AtomicBoolean stopping = new AtomicBoolean();
        private final AtomicInteger sent = new AtomicInteger();
        private final Thread thread = Thread.ofPlatform().unstarted(this::play);

        Player(@Nullable PtyPair pty, TcpWire tcp) {
            this.pty = pty;
            this.tcp = tcp;
        }

        void start() {
            thread.start();
        }

        int stop() throws InterruptedException {
            stopping.set(true);
            thread.join();
            return sent.get();
        }

        private void play() {
            Dsmr5 one = new Dsmr5("E0047000000000007", "");
            Dsmr5 other = new Dsmr5("E0047000000000009", "");
            PtyPair cable = pty;
            try (OutputStream serial = cable == null ? OutputStream.nullOutputStream() : cable.speak()) {
                while (!stopping.get()) {
                    tcp.send(one.next());
                    serial.write(other.next());
                    sent.incrementAndGet();
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException e) {
                throw new AssertionError("the meters went away", e);
            }
        }
    }
}
