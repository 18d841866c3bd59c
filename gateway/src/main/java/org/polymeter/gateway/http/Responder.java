package org.polymeter.gateway.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads requests and writes answers: methods, caching, errors. */
public final class Responder implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
    private static final Set<Method> METHODS = Set.of(Method.values());

    private final Routes routes;
    private final HostCheck hosts;
    private final UsualHeaders usual;
    private final Watchdog watchdog;
    private final Callers callers;

    public Responder(Routes routes, HostCheck hosts) {
        this(routes, hosts, false);
    }

    /** {@code onlyTls}: whether browsers shall remember that this server is called by HTTPS only. */
    public Responder(Routes routes, HostCheck hosts, boolean onlyTls) {
        this(routes, hosts, onlyTls, ServerLimits.PATIENCE, ServerLimits.MOST_OF_ONE_ADDRESS);
    }

    /**
     * With limits of its own.
     *
     * @param patience with a client that does not read
     * @param mostOfOne answers to one address at once
     */
    Responder(Routes routes, HostCheck hosts, boolean onlyTls, Duration patience, int mostOfOne) {
        this.routes = routes;
        this.hosts = hosts;
        this.usual = new UsualHeaders(onlyTls);
        this.watchdog = new Watchdog(patience);
        this.callers = new Callers(mostOfOne);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        InetAddress from = exchange.getRemoteAddress().getAddress();
        boolean welcome = callers.come(from);
        try (exchange) {
            Answer answer = welcome ? answer(exchange) : callers.refusal();
            if (answer instanceof Answer.Live live) {
                send(live, exchange);
            } else {
                watchdog.watch(() -> send(answer, exchange));
            }
        } finally {
            callers.gone(from);
        }
    }

    private Answer answer(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host != null && !hosts.allows(host)) {
            return hosts.refusal(host);
        }
        Optional<Method> method = METHODS.stream()
                .filter(it -> it.name().equals(isHead(exchange) ? "GET" : exchange.getRequestMethod()))
                .findFirst();
        String path = exchange.getRequestURI().getRawPath();
        if (method.isEmpty()) {
            return routes.answer(exchange.getRequestMethod(), call(Method.GET, exchange));
        }
        try {
            return routes.answer(call(method.get(), exchange));
        } catch (Body.TooLargeException e) {
            return new Answer.Problem(413, "Content Too Large", e.words(), Map.of("Connection", "close"));
        } catch (IOException e) {
            LOG.debug("http: a request broke off", e);
            return Answer.Problem.badRequest("The request was not sent to its end.");
        } catch (RuntimeException e) { // a bug on one page must not cost the others
            LOG.error("http: cannot answer {}", path, e);
            return new Answer.Problem(
                    500, "Internal Server Error", "This is a fault of ours; the log tells more.", Map.of());
        }
    }

    private static Call call(Method method, HttpExchange exchange) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, lines) -> headers.put(name.toLowerCase(Locale.ROOT), lines));
        String query = exchange.getRequestURI().getRawQuery();
        return new Call(
                method,
                exchange.getRequestURI().getRawPath(),
                Map.of(),
                query == null ? "" : query,
                headers,
                exchange.getRemoteAddress().getAddress(),
                exchange::getRequestBody);
    }

    private void send(Answer answer, HttpExchange exchange) throws IOException {
        switch (answer) {
            case Answer.Document document -> send(200, document, exchange);
            case Answer.Problem problem ->
                send(problem.status(), problem.document(exchange.getRequestURI().getRawPath()), exchange);
            case Answer.Done done -> {
                usual.set(done, exchange);
                exchange.sendResponseHeaders(204, -1);
            }
            case Answer.Live live -> send(live, exchange);
        }
    }

    private void send(int status, Answer.Document document, HttpExchange exchange) throws IOException {
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

    private void send(Answer.Live live, HttpExchange exchange) throws IOException {
        Headers headers = usual(live.contentType(), live, exchange);
        boolean gzip = live.compressible()
                && Call.takesGzip(exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()));
        if (live.compressible()) {
            headers.set("Vary", "Accept-Encoding");
        }
        if (gzip) {
            headers.set("Content-Encoding", "gzip");
        }
        watchdog.watch(() -> exchange.sendResponseHeaders(200, isHead(exchange) ? -1 : 0));
        if (isHead(exchange)) {
            return;
        }
        try {
            OutputStream out = watchdog.watch(exchange.getResponseBody());
            if (gzip) {
                GZIPOutputStream packed = new GZIPOutputStream(out);
                live.transmission().writeTo(packed);
                packed.finish();
            } else {
                live.transmission().writeTo(out);
            }
            out.close(); // which may wait for the client as well
        } catch (InterruptedException e) {
            LOG.debug("http: a transmission was ended", e);
        } catch (IOException e) {
            exchange.setStreams(null, new BrokenStream()); // or what was sent would look whole
            throw e;
        }
    }

    private Headers usual(String contentType, Answer answer, HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType);
        usual.set(answer, exchange);
        return headers;
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }
}
