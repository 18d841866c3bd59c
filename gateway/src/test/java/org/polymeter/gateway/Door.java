package org.polymeter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.gateway.access.Owner;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes.Route;
import org.polymeter.gateway.web.Wire;
import org.polymeter.gateway.web.Wire.Reply;

/** A whole gateway whose owner has signed in, and ways to knock at it. */
final class Door implements AutoCloseable {

    static final String JSON = "Content-Type: application/json";

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int QUIET_MILLIS = 300;

    final WholeGateway gateway;
    final Wire wire;

    /** Headers of the owner who has signed in, and what shows that it is his page. */
    final String cookie;

    final String proof;

    /** Headers of programs that may read, and that may inspect. */
    final String reads;

    final String inspects;

    private Door(WholeGateway gateway, String reads, String inspects) {
        this.gateway = gateway;
        this.wire = gateway.wire();
        this.reads = "Authorization: Bearer " + reads;
        this.inspects = "Authorization: Bearer " + inspects;
        Reply signedIn = signIn(List.of(JSON));
        this.cookie = "Cookie: " + signedIn.header("set-cookie").split(";", -1)[0];
        this.proof = "X-Polymeter: " + word(signedIn.body(), "csrf");
    }

    /** Returns when its meter has spoken. */
    static Door open(Path folder) throws IOException {
        Path data = folder.resolve("data");
        Owner.settle(data);
        String reads = Owner.token(data, Right.READ);
        String inspects = Owner.token(data, Right.INSPECT);
        Door door = new Door(WholeGateway.start(folder, "127.0.0.1"), reads, inspects);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        door.wire.get("/api/1/meter/house/state", door.cookie).status() == 200);
        return door;
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** Somebody else may have guessed just now, so this may have to wait. */
    Reply signIn(List<String> headers) {
        List<Reply> replies = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            replies.add(post("/api/app/session", "{\"password\":\"" + Owner.PASSWORD + "\"}", headers));
            return replies.getLast().status() == 200;
        });
        return replies.getLast();
    }

    Reply post(String path, String body, List<String> headers) throws IOException {
        return post(wire, path, body, headers);
    }

    static Reply post(Wire to, String path, String body, List<String> headers) throws IOException {
        return send(to, "POST", path, body, headers);
    }

    static Reply send(Wire to, String method, String path, String body, List<String> headers) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        String host = headers.stream().anyMatch(header -> header.startsWith("Host:"))
                ? ""
                : "Host: 127.0.0.1:" + to.port() + "\r\n";
        return to.send(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + host + String.join("\r\n", headers)
                + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    /** There is an answer, in time. */
    static Reply ask(Wire to, Route route, String header) throws IOException {
        String request = route.method() + " " + paths(route).getFirst() + " HTTP/1.1";
        String all = new String(answer(to, request, header), StandardCharsets.UTF_8);
        assertThat(status(all)).as(name(route)).isPositive();
        return new Reply(status(all), Map.of(), all);
    }

    /** All that is answered; of a stream what comes until it is quiet. */
    static byte[] answer(Wire to, String request, String header) throws IOException {
        String text = request + "\r\nHost: 127.0.0.1:" + to.port() + "\r\nConnection: close\r\n" + header
                + "\r\nContent-Length: 0\r\n\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Socket socket = to.open(text)) {
            InputStream in = socket.getInputStream();
            while (!all.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                int next = in.read();
                assertThat(next).as(request + " is answered").isNotNegative();
                all.write(next);
            }
            boolean isStream = all.toString(StandardCharsets.US_ASCII).contains("text/event-stream");
            socket.setSoTimeout(isStream ? QUIET_MILLIS : PATIENCE_MILLIS);
            try {
                in.transferTo(all);
            } catch (SocketTimeoutException quiet) {
                assertThat(isStream).as(request + " is answered to the end").isTrue();
            }
        }
        return all.toByteArray();
    }

    static int status(String reply) {
        return reply.startsWith("HTTP/1.1 ") ? Integer.parseInt(reply.substring(9, 12)) : 0;
    }

    /** Real paths of a route: with what there is for its variables, and with what there is not. */
    static List<String> paths(Route route) {
        String known = route.template()
                .replace("{meter}", "house")
                .replace("{gateway}", "cellar")
                .replace("{source}", "serial")
                .replace("{id}", "serial");
        List<String> paths = new ArrayList<>();
        for (String word : List.of("power_w", "0", "nothing")) {
            paths.add(known.replaceAll("\\{[^}]*}", word));
        }
        return paths.stream().distinct().toList();
    }

    static String name(Route route) {
        return route.method() + " " + route.template();
    }

    static String word(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return found.group(1);
    }
}
