package org.polymeter.gateway.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.polymeter.gateway.app.AppPages;
import org.polymeter.gateway.detect.Patience;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.ProfileSettings;
import org.polymeter.gateway.web.WebSettings;
import org.polymeter.gateway.web.WebSink;

/** A real server with the pages of this package; saving is noted instead of done. */
final class Workbench implements AutoCloseable {

    /** Short, for meters that speak every half second. */
    private static final Patience IMPATIENT = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(3), false);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> saved = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final WebSink web;

    private Workbench(List<SetupPages.Taken> taken, InstantSource steady) throws IOException {
        InstantSource clock = InstantSource.system();
        Topics topics = new Topics("polymeter", "bench");
        SetupPages pages = new SetupPages(
                () -> taken, topics.filters(), ZoneId.of("Europe/Zurich"), new Listenings(IMPATIENT, clock, steady));
        web = WebSink.listen(
                new WebSettings("127.0.0.1", 0, Set.of(), ProfileSettings.of(topics, "1.0"), Optional.empty()),
                clock,
                () -> {
                    throw new IllegalStateException("nobody counts");
                },
                Optional.empty(),
                () -> Tariffs.NONE,
                Gate.OPEN,
                List.of(new AppPages(false, () -> false), pages, this::others));
        web.write(List.of(new Fact.GatewayDescribed(clock.instant(), Map.of(), List.of())));
    }

    static Workbench open() throws IOException {
        return new Workbench(List.of(), InstantSource.system());
    }

    /** {@code steady}: the clock by which a listening ends. */
    static Workbench open(List<SetupPages.Taken> taken, InstantSource steady) throws IOException {
        return new Workbench(taken, steady);
    }

    int port() {
        return web.port();
    }

    /** What was saved, as it came. */
    List<String> saved() {
        return List.copyOf(saved);
    }

    /** All that was ever answered. */
    String answers() {
        return String.join("\n", answers);
    }

    JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(address(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        answers.add(response.body());
        return response.body().isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(response.body());
    }

    /** Begins a listening and returns its path. */
    String listen(String order) throws IOException, InterruptedException {
        return "/api/app/listening/"
                + send("POST", "/api/app/listening", order).get("id").asText();
    }

    /** Watches until a report is like that, and returns it; the last one if the stream ends before. */
    JsonNode watch(String listening, Predicate<JsonNode> until) throws IOException, InterruptedException {
        var response = client.send(
                HttpRequest.newBuilder(address(listening)).build(), HttpResponse.BodyHandlers.ofInputStream());
        JsonNode last = MAPPER.createObjectNode();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (line.startsWith("data: ")) {
                    answers.add(line);
                    last = MAPPER.readTree(line.substring("data: ".length()));
                    if (until.test(last)) {
                        return last;
                    }
                }
                line = lines.readLine();
            }
        }
        return last;
    }

    JsonNode watch(String listening, String phase) throws IOException, InterruptedException {
        return watch(listening, report -> report.get("phase").asText().equals(phase));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private void others(Routes routes) {
        byte[] session = "{\"right\":\"CHANGE\"}".getBytes(StandardCharsets.UTF_8);
        routes.add(Method.GET, "/api/app/session", Right.NONE, call -> Answer.Document.json(session));
        routes.add(Method.POST, "/api/app/source", Right.CHANGE, call -> {
            saved.add(new String(call.body().read(4096), StandardCharsets.UTF_8));
            return Answer.Document.json(
                    "{\"applied\":[\"added\"],\"atNextStart\":[]}".getBytes(StandardCharsets.UTF_8));
        });
    }

    @Override
    public void close() {
        web.close();
    }
}
