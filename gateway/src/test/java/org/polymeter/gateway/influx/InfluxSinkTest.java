package org.polymeter.gateway.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.mqtt.Certificates;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.upload.Answer;
import org.polymeter.gateway.upload.RecordingServer;
import org.polymeter.gateway.upload.RecordingServer.Request;

/**
 * InfluxDB 1 is a real one. InfluxDB 2 cannot be installed here: its requests are compared with the
 * rules of InfluxData's documentation, "Write data with the InfluxDB API" and "Line protocol", and its
 * answers are those that the documentation of {@code POST /api/v2/write} lists.
 */
class InfluxSinkTest {

    private static final Instant TIME = Instant.parse("2025-01-14T09:12:35Z");
    private static final Target.Bucket BUCKET = new Target.Bucket("my home", "meters", "s3cret-t0ken");

    @TempDir
    Path folder;

    @Test
    void all_that_meters_said_is_in_the_database_and_nothing_else() throws Exception {
        try (InfluxDb influx = InfluxDb.open(folder)) {
            influx.execute("CREATE DATABASE home");
            InfluxSink sink = sink(influx.url(), database("home"));

            Fact.Heard heard = heard("house", 0, "power_w -543, message a \"b\" \\c, energy_import_kwh 13779.338");
            sink.write(List.of(
                    new Fact.Alive("house", true),
                    heard,
                    new Fact.Known(heard.reading(), Map.of(), List.of()),
                    heard("gas", 1, "volume_m3 2569.646")));
            sink.write(List.of());
            sink.write(List.of(heard)); // again, as after a lost answer

            assertThat(influx.rows("home", "SELECT * FROM meter"))
                    .containsExactly(
                            Map.of(
                                    "time",
                                    "1736845955000",
                                    "meter",
                                    "house",
                                    "power_w",
                                    "-543",
                                    "energy_import_kwh",
                                    "13779.338",
                                    "message",
                                    "a \"b\" \\c"),
                            Map.of("time", "1736845956000", "meter", "gas", "volume_m3", "2569.646"));
        }
    }

    @Test
    void a_field_of_another_type_costs_its_line_and_no_other() throws Exception {
        try (InfluxDb influx = InfluxDb.open(folder)) {
            influx.execute("CREATE DATABASE home");
            InfluxSink sink = sink(influx.url(), database("home"));
            sink.write(List.of(heard("house", 0, "power_w on"))); // somebody stored a text

            List<Fact> batch = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                batch.add(heard("house", i, i % 20 == 0 ? "power_w " + i : "voltage_l1_v " + i));
            }
            sink.write(batch);

            assertThat(sink.refused()).isEqualTo(2);
            assertThat(influx.rows("home", "SELECT voltage_l1_v FROM meter")).hasSize(48);
            assertThat(influx.rows("home", "SELECT power_w FROM meter")).hasSize(1);
        }
    }

    @Test
    void a_large_batch_arrives_packed() throws Exception {
        try (InfluxDb influx = InfluxDb.open(folder)) {
            influx.execute("CREATE DATABASE home");

            sink(influx.url(), database("home"))
                    .write(IntStream.range(0, 200)
                            .<Fact>mapToObj(i -> heard("house", i, "power_w " + i))
                            .toList());

            assertThat(influx.rows("home", "SELECT power_w FROM meter")).hasSize(200);
        }
    }

    @Test
    void a_server_that_asks_for_a_user_gets_one_and_a_wrong_one_is_told_without_the_password() throws Exception {
        try (InfluxDb influx = InfluxDb.guarded(folder)) {
            influx.execute("CREATE USER boss WITH PASSWORD 'wh0-am-I' WITH ALL PRIVILEGES");
            InfluxSink stranger = sink(influx.url(), database("home"));
            InfluxSink liar = sink(influx.url(), database("home", "boss", "hunter2"));
            InfluxSink user = sink(influx.url(), database("home", "boss", "wh0-am-I"));
            List<Fact> batch = List.of(heard("house", 0, "power_w 1"));

            assertThatThrownBy(() -> stranger.write(batch))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not let us write into database 'home'")
                    .hasMessageEndingWith("check 'user' and 'password'");
            assertThatThrownBy(() -> liar.write(batch))
                    .hasMessageContaining("authorization failed")
                    .hasMessageNotContaining("hunter2");
            assertThatThrownBy(() -> user.write(batch))
                    .hasMessageContaining("database not found: \"home\"; create database 'home', or check 'url'");
        }
    }

    @Test
    void a_server_with_a_certificate_of_its_own_is_trusted_by_its_authority() throws Exception {
        Certificates certificates = Certificates.make(folder, "IP:127.0.0.1");
        try (InfluxDb influx = InfluxDb.withTls(folder, certificates)) {
            List<Fact> batch = List.of(heard("house", 0, "power_w 1"));
            InfluxSettings strange = new InfluxSettings(influx.url(), database("home"), "meter", Optional.empty());
            InfluxSettings known =
                    new InfluxSettings(influx.url(), database("home"), "meter", Optional.of(certificates.authority()));

            assertThatThrownBy(() -> new InfluxSink(strange).write(batch))
                    .hasMessageContaining("TLS with InfluxDB at 127.0.0.1:")
                    .hasMessageContaining("give the 'ca'");
            assertThatThrownBy(() -> new InfluxSink(known).write(batch)).hasMessageContaining("database not found");
        }
    }

    /** InfluxData: POST /api/v2/write, org, bucket and precision in the query, "Authorization: Token …". */
    @Test
    void a_bucket_is_written_by_the_rules_of_version_2() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            sink(server.url(), BUCKET).write(List.of(heard("house", 0, "power_w 1"), heard("gas", 1, "volume_m3 2")));

            assertThat(server.requests()).hasSize(1);
            Request request = server.requests().getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/api/v2/write");
            assertThat(request.query()).isEqualTo("org=my%20home&bucket=meters&precision=ns");
            assertThat(request.header("Authorization")).isEqualTo("Token s3cret-t0ken");
            assertThat(request.header("Content-type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(request.body()).isEqualTo("""
                            meter,meter=house power_w=1 1736845955000000000
                            meter,meter=gas volume_m3=2 1736845956000000000""");
        }
    }

    /** InfluxData: Content-Encoding: gzip. */
    @Test
    void a_large_batch_is_packed_for_version_2_too() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            sink(server.url(), BUCKET)
                    .write(IntStream.range(0, 200)
                            .<Fact>mapToObj(i -> heard("house", i, "power_w " + i))
                            .toList());

            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().getFirst().header("Content-encoding")).isEqualTo("gzip");
            assertThat(server.requests().getFirst().body().lines()).hasSize(200);
        }
    }

    @Test
    void a_server_behind_a_path_is_reached_there() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            Target target = new Target.Database("home", Optional.of("two years"), Optional.empty(), Optional.empty());
            sink(URI.create(server.url() + "/influx/"), target).write(List.of(heard("house", 0, "power_w 1")));

            assertThat(server.requests().getFirst().path()).isEqualTo("/influx/write");
            assertThat(server.requests().getFirst().query()).isEqualTo("db=home&rp=two%20years&precision=ns");
        }
    }

    /** InfluxData: 429 too many requests, 503 overloaded, 500 internal error, 401 unauthorized, 404 not found. */
    @Test
    void what_may_work_later_is_offered_again() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            InfluxSink sink = sink(server.url(), BUCKET);
            server.answer(429, "")
                    .answer(503, "{\"code\":\"unavailable\",\"message\":\"shard is hot\"}")
                    .answer(500, "{\"code\":\"internal error\",\"message\":\"oops\"}")
                    .answer(401, "{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}")
                    .answer(404, "{\"code\":\"not found\",\"message\":\"bucket \\\"meters\\\" not found\"}")
                    .answer(302, "")
                    .answer(400, "<html><h1>The plain HTTP request was sent to HTTPS port</h1></html>");

            assertThat(complaint(sink)).endsWith("wants no more for now: too many requests");
            assertThat(complaint(sink)).endsWith("answers 503: shard is hot");
            assertThat(complaint(sink)).endsWith("answers 500: oops");
            assertThat(complaint(sink))
                    .endsWith("unauthorized access; check 'token'")
                    .doesNotContain("s3cret");
            assertThat(complaint(sink)).contains("bucket \"meters\" not found; create bucket 'meters' of 'my home'");
            assertThat(complaint(sink)).endsWith("answers 302");
            assertThat(complaint(sink)).contains("answers 400: ").contains("sent to HTTPS port");
            assertThat(sink.refused()).isZero();
        }
    }

    /** InfluxData: 400 and 422 for lines that are malformed or rejected, 413 for too large a payload. */
    @Test
    void lines_that_version_2_refuses_are_found_by_halves() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            String refusal =
                    "{\"code\":\"invalid\",\"message\":\"unable to parse 'meter,meter=1emh0012345678 x': no\"}";
            server.answer(400, refusal).answer(422, refusal).answer(413, "").answer(204, "");
            InfluxSink sink = sink(server.url(), BUCKET);

            sink.write(IntStream.range(0, 4)
                    .<Fact>mapToObj(i -> heard("house", i, "power_w " + i))
                    .toList());

            assertThat(server.requests())
                    .extracting(request -> request.body().lines().count())
                    .containsExactly(4L, 2L, 1L, 1L, 2L);
            assertThat(sink.refused()).isEqualTo(1);
        }
    }

    @Test
    void a_batch_that_fails_half_way_is_counted_once() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            String refusal = "{\"error\":\"field type conflict\"}";
            InfluxSink sink = sink(server.url(), database("home"));
            List<Fact> batch = List.of(heard("house", 0, "power_w 1"), heard("house", 1, "power_w 2"));
            server.answer(400, refusal).answer(400, refusal).answer(503, "");

            assertThatThrownBy(() -> sink.write(batch)).isInstanceOf(IOException.class);
            assertThat(sink.refused()).isZero();

            server.answer(400, refusal).answer(400, refusal);
            sink.write(batch);
            assertThat(sink.refused()).isEqualTo(1);
        }
    }

    /** A server that cannot read a line shows it, and the name of a meter is a serial number. */
    @Test
    void what_is_told_of_a_refusal_holds_no_serial_number() throws Exception {
        InfluxAnswers answers = new InfluxAnswers(
                new InfluxSettings(URI.create("http://influx:8086"), database("home"), "meter", Optional.empty()),
                "InfluxDB");

        assertThat(answers.refusal(
                        refused("{\"error\":\"unable to parse 'meter,meter=1emh0012345678 x': no fields\"}")))
                .contains("unable to parse …: no fields");
        assertThat(answers.refusal(
                        refused("{\"error\":\"max series exceeded: meter,meter=1emh0012345678 dropped=1\"}")))
                .contains("max series exceeded: meter,… dropped=1");
    }

    @Test
    void a_server_that_is_away_is_told_in_a_sentence() {
        assertThat(complaint(sink(URI.create("http://127.0.0.1:1"), database("home"))))
                .isEqualTo("InfluxDB at 127.0.0.1:1 refused the connection: nothing listens there; check 'url', and"
                        + " that it runs");
        assertThat(complaint(sink(URI.create("http://influx.invalid"), database("home"))))
                .startsWith("cannot find InfluxDB at influx.invalid: the name is unknown");
    }

    @Test
    void secrets_are_not_shown() {
        assertThat(sink(URI.create("http://influx:8086"), BUCKET).describe()).isEqualTo("influxdb influx:8086");
        assertThat(new InfluxSettings(URI.create("http://influx:8086"), BUCKET, "meter", Optional.empty()).toString())
                .doesNotContain("s3cret");
        assertThat(database("home", "boss", "hunter2").toString()).doesNotContain("hunter2");
    }

    private static Answer refused(String body) {
        return new Answer(400, body, Optional.empty());
    }

    private static String complaint(InfluxSink sink) {
        try {
            sink.write(List.of(heard("house", 0, "power_w 1")));
            return "nothing";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static InfluxSink sink(URI url, Target target) {
        return new InfluxSink(new InfluxSettings(url, target, "meter", Optional.empty()));
    }

    private static Target.Database database(String name) {
        return new Target.Database(name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Target.Database database(String name, String user, String password) {
        return new Target.Database(name, Optional.empty(), Optional.of(user), Optional.of(password));
    }

    private static Fact.Heard heard(String meter, int second, String values) {
        return new Fact.Heard(Readings.reading(meter, TIME.plusSeconds(second), values));
    }
}
