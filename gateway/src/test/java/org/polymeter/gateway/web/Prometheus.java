package org.polymeter.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.polymeter.gateway.mqtt.Mosquitto;

/** A real Prometheus on a free port of the loopback address, for tests. */
public final class Prometheus implements AutoCloseable {

    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether Prometheus is installed; {@code ./verify} installs it. */
    public static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
    }

    /** {@code config}: the text of {@code prometheus.yml}. */
    public static Prometheus start(Path folder, String config) throws IOException {
        Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
        int port = Mosquitto.freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new Prometheus(process, port);
    }

    /** What a query yields; a missing node while Prometheus is not up. */
    public JsonNode query(String expression) throws InterruptedException {
        String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + query))
                .build();
        try {
            return new ObjectMapper()
                    .readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException notYet) {
            return new ObjectMapper().missingNode();
        }
    }

    /** What {@code promtool check metrics} says; empty if it has nothing to say. */
    public static String check(String metrics, Path folder) throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("metrics"), metrics);
        Path out = folder.resolve("verdict");
        Process tool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .start();
        int code = tool.waitFor();
        return Files.readString(out) + (code == 0 ? "" : "exit code " + code);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
