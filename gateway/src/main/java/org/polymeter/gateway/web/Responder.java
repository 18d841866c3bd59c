package org.polymeter.gateway.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads requests and writes answers: methods, caching, errors. */
final class Responder implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final Routes routes;
    private final HostCheck hosts;

    Responder(Routes routes, HostCheck hosts) {
        this.routes = routes;
        this.hosts = hosts;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (answer(exchange)) {
                case Answer.Document document -> send(200, document, exchange);
                case Answer.Problem problem ->
                    send(
                            problem.status(),
                            problem.document(exchange.getRequestURI().getRawPath()),
                            exchange);
                case Answer.Live live -> send(live, exchange);
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host != null && !hosts.allows(host)) {
            return hosts.refusal(host);
        }
        if (!METHODS.contains(exchange.getRequestMethod())) {
            return new Answer.Problem(
                    405,
                    "Method Not Allowed",
                    exchange.getRequestMethod() + " changes something, and nothing can be changed here: use GET.",
                    Map.of("Allow", "GET, HEAD", "Connection", "close"));
        }
        try {
            return routes.answer(
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestURI().getRawQuery());
        } catch (RuntimeException e) { // a bug on one page must not cost the others
            LOG.error("http: cannot answer {}", exchange.getRequestURI().getRawPath(), e);
            return new Answer.Problem(
                    500, "Internal Server Error", "This is a fault of ours; the log tells more.", Map.of());
        }
    }

    private static void send(int status, Answer.Document document, HttpExchange exchange) throws IOException {
        byte[] body = document.body().toArray();
        Headers headers = usual(document.contentType(), document, exchange);
        if (status == 200) {
            String tag = EntityTag.of(body);
            headers.set("ETag", tag);
            if (EntityTag.isKnown(exchange.getRequestHeaders().getOrDefault("If-None-Match", List.of()), tag)) {
                headers.remove("Content-Type");
                exchange.sendResponseHeaders(304, -1);
                return;
            }
        }
        if (isHead(exchange)) {
            headers.set("Content-Length", "" + body.length);
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush(); // before the rest of the request is read, should there be any
        }
    }

    private static void send(Answer.Live live, HttpExchange exchange) throws IOException {
        Headers headers = usual(live.contentType(), live, exchange);
        boolean gzip = live.compressible() && takesGzip(exchange);
        if (live.compressible()) {
            headers.set("Vary", "Accept-Encoding");
        }
        if (gzip) {
            headers.set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(200, isHead(exchange) ? -1 : 0);
        if (isHead(exchange)) {
            return;
        }
        try {
            if (gzip) {
                GZIPOutputStream out = new GZIPOutputStream(exchange.getResponseBody());
                live.transmission().writeTo(out);
                out.finish();
            } else {
                live.transmission().writeTo(exchange.getResponseBody());
            }
        } catch (InterruptedException e) {
            LOG.debug("http: a transmission was ended", e);
        } catch (IOException e) {
            exchange.setStreams(null, new BrokenStream()); // or what was sent would look whole
            throw e;
        }
    }

    /** RFC 9110, 12.5.3. */
    private static boolean takesGzip(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(coding -> coding.replaceAll("\\s", "").toLowerCase(Locale.ROOT))
                .anyMatch(coding -> coding.matches("(gzip|x-gzip)(;q=(1(\\.0*)?|0\\.[0-9]*[1-9][0-9]*))?"));
    }

    /** Always to be asked anew, for values change any second; the tag makes that cheap. */
    private static Headers usual(String contentType, Answer answer, HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType);
        headers.set("Cache-Control", "no-cache");
        headers.set("X-Content-Type-Options", "nosniff");
        answer.headers().forEach(headers::set);
        return headers;
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }
}
