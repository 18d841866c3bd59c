package org.polymeter.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.http.HostCheck;
import org.polymeter.gateway.http.Responder;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.http.ServerLimits;
import org.polymeter.gateway.sink.Fact;

class StreamsTest {

    private WebSink web;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        web = Site.open();
        wire = new Wire(web.port());
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void what_is_state_comes_first_and_then_what_happens() throws IOException {
        try (Socket client = listen("topic=meter/+/status&topic=meter/house/reading&topic=meter/house/value/power_w")) {
            InputStream in = events(client);
            assertThat(lines(6, in))
                    .containsExactly(
                            "event: status",
                            "data: {\"topic\":\"meter/gas/status\",\"payload\":\"offline\"}",
                            "event: status",
                            "data: {\"topic\":\"meter/house/status\",\"payload\":\"online\"}",
                            "event: value",
                            "data: {\"topic\":\"meter/house/value/power_w\",\"payload\":\"-543\"}");

            Fact.Heard news = Site.heard("house", 7);
            web.write(List.of(Site.heard("gas", 7), news, new Fact.Known(news.reading(), Map.of(), List.of())));
            assertThat(lines(5, in))
                    .containsExactly(
                            "event: reading",
                            "id: " + news.reading().id(),
                            "data: {\"topic\":\"meter/house/reading\",\"payload\":"
                                    + wire.get("/api/1/meter/house/state").body() + "}",
                            "event: value",
                            "data: {\"topic\":\"meter/house/value/power_w\",\"payload\":\"7\"}");
        }
    }

    @Test
    void the_gateway_is_heard_too() throws IOException {
        try (Socket client = listen("topic=gateway/%2B/status&topic=gateway/+/stats")) {
            InputStream in = events(client);
            assertThat(lines(2, in))
                    .containsExactly(
                            "event: status", "data: {\"topic\":\"gateway/cellar/status\",\"payload\":\"online\"}");
            web.write(List.of(Site.COUNTED));
            assertThat(Wire.line(in)).isEqualTo("event: stats");
            assertThat(Wire.line(in)).startsWith("data: {\"topic\":\"gateway/cellar/stats\",\"payload\":{\"gateway\"");
        }
    }

    @Test
    void whatever_a_text_holds_it_stays_on_its_line() throws IOException {
        try (Socket client = listen("topic=meter/x/value/message")) {
            InputStream in = events(client);
            web.write(
                    List.of(new Fact.Known(Readings.reading("x", Site.NOON, "message one\ntwo"), Map.of(), List.of())));
            assertThat(lines(2, in))
                    .containsExactly(
                            "event: value", "data: {\"topic\":\"meter/x/value/message\",\"payload\":\"one\\ntwo\"}");
        }
    }

    @Test
    void a_slow_client_is_dropped_and_holds_up_nobody() throws IOException {
        String values = IntStream.range(0, 60)
                .mapToObj(i -> "energy_import_t" + (i + 1) + "_kwh 123456.789")
                .collect(Collectors.joining(", "));
        int facts = 20_000;
        try (Socket slow = listen("topic=%23");
                Socket quick = listen("topic=meter/quick/status")) {
            InputStream in = events(quick);
            for (int second = 0; second < facts; second++) {
                web.write(List.of(new Fact.Heard(Readings.reading("house", Site.NOON.plusSeconds(second), values))));
                if (second % 100 == 0) {
                    web.write(List.of(new Fact.Alive("quick", true)));
                    assertThat(lines(2, in).getFirst()).isEqualTo("event: status");
                }
            }
            // What was under way comes, then the end: fewer bytes than were written.
            long bytes = slow.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(bytes).isLessThan(facts * 1_000L);
        }
        assertThat(wire.get("/api/1/gateway").status()).isEqualTo(200);
    }

    @Test
    void so_many_clients_may_listen_and_no_more_until_one_goes() throws IOException {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < Streams.MOST; i++) {
                Socket client = listen("topic=meter/+/status");
                clients.add(client);
                events(client);
            }
            Wire.Reply reply = wire.get("/api/1/stream?topic=%23");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("retry-after")).isEqualTo("60");
            assertThat(reply.body()).contains(Streams.MOST + " clients listen already");
            clients.removeFirst().close();
            await().until(() -> {
                web.write(List.of(new Fact.Alive("house", true))); // so that the server notices
                return wire.ask("HEAD", "/api/1/stream?topic=%23").status() == 200;
            });
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void a_silent_stream_beats_now_and_then() throws IOException {
        Board board = new Board();
        Routes routes = new Routes(Gate.OPEN)
                .add("/api/1/stream", new Streams(new Messages(Site.PROFILE), board, Duration.ofMillis(20)));
        ServerLimits.set(); // it reads them once
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", new Responder(routes, new HostCheck(Set.of())));
        server.start();
        wire = new Wire(server.getAddress().getPort());
        try (Socket client = listen("topic=meter/never/status")) {
            InputStream in = events(client);
            assertThat(lines(3, in)).containsExactly(":", ":", ":");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void closing_ends_every_stream() throws IOException {
        try (Socket client = listen("topic=meter/+/status")) {
            events(client);
            web.close();
            assertThat(client.getInputStream().readAllBytes()).isNotNull(); // returns, for there is an end
        }
    }

    private Socket listen(String query) throws IOException {
        return wire.open("GET /api/1/stream?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /** What comes behind the headers and the first comment. */
    private static InputStream events(Socket client) throws IOException {
        InputStream in = Wire.buffered(client);
        List<String> headers = new ArrayList<>();
        while (headers.isEmpty() || !headers.getLast().equals(":")) {
            headers.add(Wire.line(in));
        }
        assertThat(headers.getFirst()).contains(" 200 ");
        assertThat(headers).anyMatch(header -> header.equalsIgnoreCase("Content-Type: text/event-stream"));
        return in;
    }

    private static List<String> lines(int count, InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(Wire.line(in));
        }
        return lines;
    }
}
