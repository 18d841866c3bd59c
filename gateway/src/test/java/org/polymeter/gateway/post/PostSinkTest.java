package org.polymeter.gateway.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.upload.RecordingServer;
import org.polymeter.gateway.upload.RecordingServer.Request;

/** What is sent, and what each answer of a server leads to. */
class PostSinkTest {

    private static final Instant TIME = Instant.parse("2025-01-14T09:12:35Z");

    @TempDir
    Path folder;

    @Test
    void readings_and_events_are_sent_in_order_and_nothing_else() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            Fact.Heard heard = heard("house", 0, "power_w -543");

            sink(server, Form.NDJSON)
                    .write(List.of(
                            new Fact.Alive("house", true),
                            heard,
                            new Fact.Known(heard.reading(), Map.of(), List.of()),
                            happened("power_failure", 1),
                            heard("gas", 2, "volume_m3 2569.646")));

            assertThat(server.requests()).hasSize(1);
            Request request = server.requests().getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path() + "?" + request.query()).isEqualTo("/in?site=7");
            assertThat(request.header("Content-type")).isEqualTo("application/x-ndjson");
            assertThat(request.header("X-site")).isEqualTo("cellar");
            assertThat(request.body().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("\"meter\":\"house\"", "{\"power_w\":-543}"),
                            line -> assertThat(line).contains("\"event_type\":\"power_failure\""),
                            line -> assertThat(line).contains("\"meter\":\"gas\"", "{\"volume_m3\":2569.646}"));
        }
    }

    @Test
    void a_request_is_an_array_lines_or_one_object() throws Exception {
        List<Fact> two = List.of(heard("house", 0, "power_w 1"), heard("house", 1, "power_w 2"));
        try (RecordingServer server = new RecordingServer()) {
            sink(server, Form.ARRAY).write(two);
            sink(server, Form.OBJECT).write(two);

            assertThat(server.requests())
                    .extracting(Request::body)
                    .satisfiesExactly(
                            body -> assertThat(body)
                                    .startsWith("[{\"meter\"")
                                    .contains("},{")
                                    .endsWith("}]"),
                            body -> assertThat(body).startsWith("{\"meter\"").contains("\"power_w\":1"),
                            body -> assertThat(body).startsWith("{\"meter\"").contains("\"power_w\":2"));
            assertThat(server.requests())
                    .allSatisfy(request ->
                            assertThat(request.header("Content-type")).isEqualTo("application/json"));
        }
    }

    @Test
    void a_request_has_no_more_messages_than_configured_and_a_large_one_may_be_packed() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            new PostSink(
                            new PostSettings(server.url(), Form.NDJSON, 150, true, Map.of(), Optional.empty()),
                            "cellar",
                            InstantSource.system())
                    .write(readings(200));

            assertThat(server.requests())
                    .extracting(request -> request.body().lines().count())
                    .containsExactly(150L, 50L);
            assertThat(server.requests().getFirst().header("Content-encoding")).isEqualTo("gzip");
        }
    }

    @Test
    void the_same_request_has_the_same_key_and_another_one_has_another() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            PostSink sink = sink(server, Form.ARRAY);
            server.answer(503, "");
            assertThatThrownBy(() -> sink.write(readings(2))).isInstanceOf(IOException.class);
            sink.write(readings(2));
            sink.write(readings(1));

            List<String> keys = server.requests().stream()
                    .map(request -> request.header("Idempotency-key"))
                    .toList();
            assertThat(keys.get(0)).matches("[0-9a-f]{32}").isEqualTo(keys.get(1));
            assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
        }
    }

    @Test
    void what_was_taken_before_a_failure_is_not_sent_again() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            PostSink sink = sink(server, Form.OBJECT);
            server.answer(204, "").answer(204, "").answer(503, "");

            sink.write(readings(4));

            assertThat(sink.unconfirmed()).isEqualTo(2);
            assertThatThrownBy(() -> sink.write(List.of())).hasMessageEndingWith("answers 503");
            assertThat(sink.unconfirmed()).isZero();
            sink.write(readings(4).subList(2, 4));
            assertThat(sink.unconfirmed()).isZero();
            assertThat(server.requests())
                    .extracting(request -> request.body().replaceAll(".*\"power_w\":(\\d+).*", "$1"))
                    .containsExactly("0", "1", "2", "2", "3");
        }
    }

    @Test
    void what_may_work_later_is_offered_again_and_says_what_to_do() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            PostSink sink = sink(server, Form.ARRAY);
            server.answer(408, "")
                    .answer(425, "")
                    .answer(429, "")
                    .answer(500, "{\"error\":\"no disk for 1emh0012345678\"}")
                    .answer(401, "{\"message\":\"who is 'boss'?\"}")
                    .answer(403, "")
                    .answer(404, "<h1>Not found</h1>")
                    .answer(415, "")
                    .answer(308, "")
                    .answer(400, "Client sent an HTTP request to an HTTPS server.");

            assertThat(complaint(sink)).endsWith("answers 408");
            assertThat(complaint(sink)).endsWith("answers 425");
            assertThat(complaint(sink)).endsWith("wants no more for now: too many requests");
            assertThat(complaint(sink)).endsWith("answers 500: no disk for …");
            assertThat(complaint(sink))
                    .endsWith("does not let us in: status 401: who is …?; check 'token', 'user' or 'headers'");
            assertThat(complaint(sink)).contains("does not let us in: status 403");
            assertThat(complaint(sink)).endsWith("takes nothing there: status 404; check 'url'");
            assertThat(complaint(sink)).endsWith("does not take application/json; check 'format'");
            assertThat(complaint(sink)).endsWith("sends us elsewhere: status 308; correct 'url'");
            assertThat(complaint(sink)).endsWith("speaks TLS at this port; write https:// in 'url'");
            assertThat(sink.refused()).isZero();
        }
    }

    @Test
    void a_server_that_says_when_to_come_again_is_left_alone_until_then() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            PostSink sink = sink(server, Form.ARRAY);
            server.answer(503, "", Map.of("Retry-After", "600"));

            assertThat(complaint(sink)).endsWith("answers 503");
            assertThat(complaint(sink)).contains("asked to be left alone for another ");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void messages_that_a_server_refuses_are_found_by_halves() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            server.answer(413, "")
                    .answer(422, "{\"detail\":\"no\"}")
                    .answer(400, "")
                    .answer(204, "");
            PostSink sink = sink(server, Form.NDJSON);

            sink.write(readings(4));

            assertThat(server.requests())
                    .extracting(request -> request.body().lines().count())
                    .containsExactly(4L, 2L, 1L, 1L, 2L);
            assertThat(sink.refused()).isEqualTo(1);
        }
    }

    @Test
    void secrets_are_not_shown() {
        PostSettings settings = new PostSettings(
                URI.create("https://hooks.example/webhook/s3cret?key=t0ken"),
                Form.ARRAY,
                200,
                false,
                Map.of("Authorization", "Bearer hunter2"),
                Optional.empty());

        assertThat(new PostSink(settings, "cellar", InstantSource.system()).describe())
                .isEqualTo("http-post hooks.example");
        assertThat(settings.toString()).doesNotContain("s3cret", "t0ken", "hunter2");
        assertThat(complaint(new PostSink(
                        new PostSettings(
                                URI.create("http://127.0.0.1:1/s3cret"),
                                Form.ARRAY,
                                200,
                                false,
                                Map.of(),
                                Optional.empty()),
                        "cellar",
                        InstantSource.system())))
                .isEqualTo("the server at 127.0.0.1:1 refused the connection: nothing listens there; check 'url', and"
                        + " that it runs");
    }

    private static PostSink sink(RecordingServer server, Form form) {
        return new PostSink(
                new PostSettings(
                        URI.create(server.url() + "/in?site=7"),
                        form,
                        200,
                        false,
                        Map.of("X-Site", "cellar"),
                        Optional.empty()),
                "cellar",
                InstantSource.system());
    }

    private static String complaint(PostSink sink) {
        try {
            sink.write(readings(1));
            return "nothing";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<Fact> readings(int count) {
        return IntStream.range(0, count)
                .<Fact>mapToObj(i -> heard("house", i, "power_w " + i))
                .toList();
    }

    private static Fact.Heard heard(String meter, int second, String values) {
        return new Fact.Heard(Readings.reading(meter, TIME.plusSeconds(second), values));
    }

    private static Fact.Happened happened(String type, int second) {
        Instant time = TIME.plusSeconds(second);
        return new Fact.Happened(new Event(type, "house", "0".repeat(32), time, TimeSource.METER, time, Map.of()));
    }
}
