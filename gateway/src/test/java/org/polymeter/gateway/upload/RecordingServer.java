package org.polymeter.gateway.upload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.ServerLimits;

/** An HTTP server that remembers requests and answers as it is told: for servers that cannot be installed here. */
public final class RecordingServer implements AutoCloseable {

    /** What was asked. */
    public record Request(String method, String path, String query, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private record Answer(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>(new ArrayDeque<>());

    public RecordingServer() throws IOException {
        ServerLimits.set(); // it reads them once
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next answer; without one it is 204. */
    public RecordingServer answer(int status, String body) {
        return answer(status, body, Map.of());
    }

    public RecordingServer answer(int status, String body, Map<String, String> headers) {
        answers.add(new Answer(status, body, headers));
        return this;
    }

    public List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        URI uri = exchange.getRequestURI();
        requests.add(new Request(
                exchange.getRequestMethod(),
                uri.getPath(),
                uri.getRawQuery(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(packed ? unpacked(body) : body, StandardCharsets.UTF_8)));
        Answer answer = answers.isEmpty() ? new Answer(204, "", Map.of()) : answers.remove();
        byte[] said = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), said.length == 0 ? -1 : said.length);
        if (said.length > 0) {
            exchange.getResponseBody().write(said);
        }
        exchange.close();
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }
}
