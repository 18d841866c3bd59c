package org.polymeter.gateway.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.mqtt.Certificates;
import org.polymeter.gateway.mqtt.Mosquitto;

/**
 * A real InfluxDB 1 on free ports of the loopback address, for tests. What it stores survives {@link
 * #kill} and {@link #start}.
 */
public final class InfluxDb implements AutoCloseable {

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final int port = Mosquitto.freePort();
    private final int backupPort = Mosquitto.freePort();
    private final String http;
    private final boolean secure;
    private @Nullable Process process;

    private InfluxDb(Path parent, String http, boolean secure) throws IOException {
        this.folder = Files.createTempDirectory(parent, "influxdb");
        this.http = http;
        this.secure = secure;
    }

    /** A server that lets everybody in. */
    public static InfluxDb open(Path parent) throws IOException {
        return new InfluxDb(parent, "", false).start();
    }

    /** A server that asks who it is; the first user may be made by anybody, with {@code CREATE USER}. */
    static InfluxDb guarded(Path parent) throws IOException {
        return new InfluxDb(parent, "auth-enabled = true", false).start();
    }

    /** A server that speaks only TLS; it cannot be queried here. */
    static InfluxDb withTls(Path parent, Certificates certificates) throws IOException {
        return new InfluxDb(parent, """
                https-enabled = true
                https-certificate = "%s"
                https-private-key = "%s"
                """.formatted(certificates.serverCertificate(), certificates.serverKey()), true)
                .start();
    }

    public URI url() {
        return URI.create((secure ? "https" : "http") + "://127.0.0.1:" + port);
    }

    /** Starts again after {@link #kill}, on the same port, with what it had. */
    public InfluxDb start() throws IOException {
        String program = Mosquitto.find("influxd");
        assertThat(program).as("influxd, which ./verify installs").isNotEmpty();
        Path file = Files.writeString(
                folder.resolve("influxdb.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                dir = "%s/meta"
                [data]
                dir = "%s/data"
                wal-dir = "%s/wal"
                [monitor]
                store-enabled = false
                [http]
                bind-address = "127.0.0.1:%d"
                log-enabled = false
                %s
                """.formatted(backupPort, folder, folder, folder, port, http));
        process = new ProcessBuilder(program, "-config", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(this::answers);
        return this;
    }

    /** Ends without a word, as after a power cut. */
    public void kill() {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        running.destroyForcibly();
        try {
            running.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** Changes something; everybody may. */
    public void execute(String statement) {
        assertThat(ask("POST", "", statement).toString()).doesNotContain("error");
    }

    /** The rows of a query, of all its series, values as text; times in milliseconds since 1970. */
    public List<Map<String, String>> rows(String database, String query) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonNode series : series(database, query)) {
            for (JsonNode values : series.get("values")) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < values.size(); i++) {
                    JsonNode value = values.get(i);
                    if (!value.isNull()) {
                        row.put(series.get("columns").get(i).asText(), text(value));
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** The series of a query, as the server has them; fails if it does not understand the query. */
    public List<JsonNode> series(String database, String query) {
        JsonNode result = ask("GET", "&epoch=ms&db=" + encoded(database), query)
                .path("results")
                .path(0);
        assertThat(result.path("error").asText()).as(query).isEmpty();
        List<JsonNode> series = new ArrayList<>();
        result.path("series").forEach(series::add);
        return series;
    }

    private JsonNode ask(String method, String more, String query) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/query?q=" + encoded(query) + more))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return json.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(query, e);
        }
    }

    private boolean answers() throws IOException {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("InfluxDB ended: " + Files.readString(folder.resolve("log")));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
