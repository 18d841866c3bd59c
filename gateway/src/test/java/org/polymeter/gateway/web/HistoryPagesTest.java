package org.polymeter.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Calls;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.http.HostCheck;
import org.polymeter.gateway.http.Responder;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.http.ServerLimits;
import org.polymeter.gateway.query.CsvExport;
import org.polymeter.gateway.query.QuestionReader;

class HistoryPagesTest {

    private static final String CSV = "/api/1/history.csv?period=day&resolution=reading";

    private WebSink web;

    @BeforeEach
    void open() throws IOException {
        web = Site.open();
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void the_table_is_what_the_command_writes() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (var history = Site.history()) {
            QuestionReader reader =
                    new QuestionReader(history, call("period=day&resolution=reading")::parameters, Site.NOON);
            new CsvExport(history).write(reader.read(Optional.empty()), written, (line, until, rows) -> {});
        }

        HttpResponse<byte[]> reply = get(CSV, "identity");

        assertThat(reply.body()).isEqualTo(written.toByteArray());
        assertThat(reply.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"polymeter-meters-reading.csv\"");
        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .startsWith("local_time,time,meter,energy_import_kwh,message,power_w,tariff,volume_m3\r\n")
                .contains("2025-01-14 13:00:00,2025-01-14T12:00:00Z,house,14000.000,\"all is \"\"well\"\"\",0,1,\r\n");
    }

    @ParameterizedTest
    @CsvSource({"gzip, gzip", "'br, GZIP;q=0.5', gzip", "'gzip;q=0', ''", "deflate, ''"})
    void a_table_is_compressed_for_who_takes_that(String accept, String encoding) throws Exception {
        byte[] plain = get(CSV, "identity").body();

        HttpResponse<byte[]> reply = get(CSV, accept);

        assertThat(reply.headers().firstValue("content-encoding").orElse("")).isEqualTo(encoding);
        assertThat(encoding.isEmpty() ? reply.body() : unpacked(reply.body())).isEqualTo(plain);
        assertThat(unpacked(get(CSV.replace(".csv", ".csv.gz"), "identity").body()))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/total", "/profile", "/meter", "/event", ".csv", ".csv.gz"})
    void a_gateway_without_history_says_so(String path) throws Exception {
        try (WebSink other = Site.open(Set.of(), Optional.empty())) {
            assertThat(new Wire(other.port()).get("/api/1/history" + path).body())
                    .contains("\"status\":404")
                    .contains("This gateway keeps no history");
        }
    }

    @Test
    void events_are_those_of_the_profile_the_newest_first() throws IOException {
        assertThat(new Wire(web.port()).get("/api/1/history/event?point=gas-2").body())
                .startsWith("[{\"point\":\"gas\",\"events\":[{\"event_type\":\"meter_replaced\",\"meter\":\"gas\",");
        assertThat(new Wire(web.port())
                        .get("/api/1/history/event?meter=gas&from=2020&to=2021")
                        .body())
                .isEqualTo("[{\"meter\":\"gas\",\"events\":[]}]");
    }

    @Test
    void an_answer_that_breaks_off_does_not_look_whole() throws IOException {
        Routes routes = new Routes(Gate.OPEN)
                .add(
                        "/broken",
                        call -> new Answer.Live("text/csv", Map.of(), true, out -> {
                            out.write("half of it".getBytes(StandardCharsets.UTF_8));
                            out.flush();
                            throw new IOException("the database has gone");
                        }));
        ServerLimits.set(); // it reads them once
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", new Responder(routes, new HostCheck(Set.of())));
        server.start();
        try {
            String body = new Wire(server.getAddress().getPort()).get("/broken").body();

            assertThat(body).contains("half of it").doesNotContain("\r\n0\r\n");
        } finally {
            server.stop(0);
        }
    }

    private static Call call(String query) {
        return Calls.get("", query);
    }

    private HttpResponse<byte[]> get(String path, String encoding) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                .header("Accept-Encoding", encoding)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }
}
