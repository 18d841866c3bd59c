package org.polymeter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.access.Owner;
import org.polymeter.gateway.endtoend.Program;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes.Route;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.web.Wire;
import org.polymeter.gateway.web.Wire.Reply;

/** A stranger at the door of a whole gateway: each path that there is, and some that there are not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {

    /** What everybody may call, and why. */
    private static final Set<String> PUBLIC = Set.of(
            "GET /", // the app itself, in which nothing is secret
            "GET /app/{name}",
            "GET /app/{folder}/{name}",
            "GET /app/{folder}/{inner}/{name}",
            "GET /api/app/session", // who one is
            "POST /api/app/session", // signing in
            "DELETE /api/app/session", // signing out
            "POST /api/app/password"); // asks for the password itself, or for the token of the first start

    /** Calls that change something and take no body. */
    private static final Set<String> WITHOUT_BODY = Set.of(
            "DELETE /api/app/session",
            "DELETE /api/app/token/{id}",
            "POST /api/app/source/{id}/retry",
            "POST /api/app/output/{id}/retry",
            "POST /api/app/output/{id}/test",
            "DELETE /api/app/plugtest",
            "POST /api/app/restore",
            "POST /api/app/restore/check",
            "PUT /api/app/restore",
            "DELETE /api/app/restore",
            "POST /api/app/listening/{id}/key", // there is none
            "DELETE /api/app/listening/{id}");

    private static final int LARGE = 64 * 1024 * 1024;
    private static final int PIECE = 64 * 1024;

    @TempDir
    static Path folder;

    private Door door;

    @BeforeAll
    void open() throws IOException {
        door = Door.open(folder);
    }

    @AfterAll
    void close() {
        door.close();
    }

    @Test
    void who_has_not_signed_in_is_told_to_wherever_he_knocks() throws IOException {
        assertThat(names(door.gateway.routes())).containsAll(PUBLIC).hasSizeGreaterThan(30);
        for (Route route : door.gateway.routes()) {
            if (PUBLIC.contains(Door.name(route))) {
                assertThat(route.right()).as(Door.name(route)).isEqualTo(Right.NONE);
                continue;
            }
            for (String credentials : List.of(
                    "X-Nothing: a",
                    "Authorization: Bearer polymeter_guessed",
                    "Authorization: Basic YWRtaW46YWRtaW4=",
                    "Cookie: polymeter-cellar=" + "A".repeat(43))) {
                Reply reply = Door.ask(door.wire, route, credentials);
                assertThat(reply.status()).as(Door.name(route)).isIn(401, 429);
                assertThat(reply.body()).contains("\"detail\":\"");
            }
        }
        assertThat(door.wire.get("/api/1/nothing").status())
                .as("what there is not, either")
                .isEqualTo(401);
        assertThat(door.wire.get("/metrics").header("www-authenticate")).isEqualTo("Bearer");
    }

    @Test
    void a_guest_may_read_and_no_more() throws IOException {
        for (Route route : others()) {
            Reply reply = Door.ask(door.gateway.wireOfGuests(), route, "X-Nothing: a");
            if (Right.READ.includes(route.right())) {
                assertThat(reply.status()).as(Door.name(route)).isNotIn(401, 403);
            } else {
                assertThat(reply.status()).as(Door.name(route)).isEqualTo(401);
            }
        }
    }

    @Test
    void a_token_may_do_what_it_was_made_for() throws IOException {
        for (Route route : others()) {
            assertThat(isRefused(Door.ask(door.wire, route, door.reads)))
                    .as(Door.name(route))
                    .isEqualTo(!Right.READ.includes(route.right()));
            boolean wouldDoSomething = route.right() == Right.INSPECT && route.method() != Method.GET;
            if (!wouldDoSomething) {
                assertThat(isRefused(Door.ask(door.wire, route, door.inspects)))
                        .as(Door.name(route))
                        .isEqualTo(!Right.INSPECT.includes(route.right()));
            }
        }
        assertThat(door.wire.get("/log.txt", door.reads).body())
                .contains("This token may read, and this needs one that may inspect");
    }

    @Test
    void every_answer_has_the_usual_headers() throws IOException {
        for (String path : List.of("/", "/app/app.js", "/api/1/meter", "/metrics", "/nothing", "/data.json")) {
            Reply reply = door.wire.get(path, door.cookie);
            assertThat(reply.header("content-security-policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe", "*", "http");
            assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(reply.header("x-frame-options")).isEqualTo("DENY");
            assertThat(reply.header("referrer-policy")).isEqualTo("no-referrer");
            assertThat(reply.header("cross-origin-resource-policy"))
                    .isEqualTo(path.equals("/data.json") ? "cross-origin" : "same-origin");
            assertThat(reply.header("strict-transport-security")).isEmpty();
        }
        assertThat(door.wire.get("/api/app/session").header("cache-control")).isEqualTo("no-store");
        assertThat(door.wire.get("/data.json", door.cookie).headers())
                .doesNotContainKey("access-control-allow-credentials");
    }

    @Test
    void a_page_of_another_site_changes_nothing_through_the_owners_browser() throws IOException {
        String here = "Origin: http://127.0.0.1:" + door.gateway.port(false);
        String token = "{\"name\":\"by a stranger\",\"right\":\"change\"}";
        List<List<String>> tries = List.of(
                List.of(door.cookie, Door.JSON),
                List.of(door.cookie, Door.JSON, here),
                List.of(door.cookie, Door.JSON, "X-Polymeter: app"),
                List.of(door.cookie, Door.JSON, "X-Polymeter: " + "A".repeat(43)),
                List.of(door.cookie, Door.JSON, door.proof, "Origin: https://evil.example"),
                List.of(door.cookie, Door.JSON, door.proof, "Origin: null"),
                List.of(door.cookie, Door.JSON, door.proof, "Origin: http://127.0.0.1:1"),
                List.of(door.cookie, Door.JSON, door.proof, "Sec-Fetch-Site: cross-site"),
                List.of(door.cookie, Door.JSON, door.proof, "Sec-Fetch-Site: same-site"),
                List.of(door.cookie, "Content-Type: text/plain", "Origin: https://evil.example"),
                List.of(door.cookie, "Content-Type: application/x-www-form-urlencoded"),
                List.of(door.cookie, "Content-Type: multipart/form-data; boundary=a"));
        for (List<String> headers : tries) {
            assertThat(door.post("/api/app/token", token, headers).status())
                    .as("%s", headers)
                    .isEqualTo(403);
            assertThat(door.post(
                                    "/api/app/password",
                                    "{\"current\":\"" + Owner.PASSWORD + "\",\"password\":\"By-A-Stranger-1\"}",
                                    headers)
                            .status())
                    .as("%s", headers)
                    .isIn(403, 415);
        }
        assertThat(door.post(
                                "/api/app/session",
                                "{\"password\":\"" + Owner.PASSWORD + "\"}",
                                List.of("Content-Type: text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(door.post(
                                "/api/app/session",
                                "{\"password\":\"" + Owner.PASSWORD + "\"}",
                                List.of(Door.JSON, "Origin: https://evil.example"))
                        .status())
                .isEqualTo(403);
        for (Route route : others()) {
            if (route.method() != Method.GET) {
                assertThat(Door.ask(door.wire, route, door.cookie).status())
                        .as(Door.name(route))
                        .isEqualTo(403);
            }
        }
        assertThat(door.wire.get("/api/app/token", door.cookie).body()).doesNotContain("by a stranger");
        assertThat(door.wire.ask("DELETE", "/api/app/session", door.cookie).status())
                .isEqualTo(403);
        assertThat(door.wire.get("/api/app/session", door.cookie).body()).contains("\"right\":\"CHANGE\"");
        Reply ours = door.post(
                "/api/app/token",
                "{\"name\":\"by the owner\",\"right\":\"read\"}",
                List.of(door.cookie, Door.JSON, door.proof, here));
        assertThat(ours.status()).isEqualTo(200);
        String id = Door.word(ours.body(), "id");
        assertThat(door.wire
                        .ask("DELETE", "/api/app/token/" + id, door.cookie, door.proof)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void an_id_that_somebody_has_planted_beforehand_is_not_the_one_after_signing_in() throws IOException {
        String planted = "polymeter-cellar=" + "P".repeat(43);
        Reply reply = door.signIn(List.of(Door.JSON, "Cookie: " + planted));
        String set = reply.header("set-cookie");
        assertThat(set)
                .matches("polymeter-cellar=[A-Za-z0-9_-]{43}; Path=/; Max-Age=\\d+; HttpOnly; SameSite=Strict")
                .doesNotContain(planted);
        assertThat(door.wire.get("/api/1/meter", "Cookie: " + planted).status()).isEqualTo(401);

        String first = "Cookie: " + set.split(";", -1)[0];
        Reply again = door.signIn(List.of(Door.JSON, first));
        assertThat(again.header("set-cookie")).doesNotContain(first);
        assertThat(door.wire.get("/api/1/meter", first).status())
                .as("the one before is over")
                .isEqualTo(401);
        String second = "Cookie: " + again.header("set-cookie").split(";", -1)[0];
        assertThat(door.wire
                        .get("/api/1/meter", "Cookie: a=b; " + planted + "; " + second.substring(8))
                        .status())
                .as("planted beside the real one")
                .isEqualTo(200);
        String itsProof = "X-Polymeter: " + Door.word(again.body(), "csrf");
        assertThat(door.wire.ask("DELETE", "/api/app/session", second, itsProof).status())
                .isEqualTo(204);
        assertThat(door.wire.get("/api/1/meter", second).status())
                .as("signed out")
                .isEqualTo(401);
    }

    @Test
    void behind_a_proxy_that_speaks_tls_the_cookie_is_for_tls_only() throws IOException {
        Reply reply = door.signIn(List.of(Door.JSON, "X-Forwarded-Proto: https"));
        assertThat(reply.header("set-cookie"))
                .startsWith("__Host-polymeter-cellar=")
                .endsWith("; Secure");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/..%2f..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/%252e%252e%252f%252e%252e%252fetc%252fpasswd",
                "/..%5c..%5c..%5cwindows%5cwin.ini",
                "/..%c0%af..%c0%afetc%c0%afpasswd",
                "/....//....//etc/passwd",
                "/app.js%00.html",
                "/%00",
                "//etc/passwd",
                "/x/../../../../polymeter.yaml",
                "/data/access.json",
                "/..%2fdata%2faccess.json",
                "/Assets.class",
                "/..%2fMain.class",
            })
    void a_path_leads_nowhere_but_where_the_routes_say(String tail) throws IOException {
        List<String> starts = new ArrayList<>(List.of("", "/app", "/app/pages", "/app/lang/de"));
        door.gateway.routes().stream()
                .filter(route ->
                        route.method() == Method.GET && route.template().contains("{"))
                .map(route -> route.template().substring(0, route.template().indexOf("/{")))
                .distinct()
                .forEach(starts::add);
        for (String start : starts) {
            Reply reply = door.wire.get(start + tail, door.cookie);
            assertThat(reply.status()).as(start + tail).isIn(0, 400, 404);
            assertThat(reply.body()).doesNotContain("root:", "pbkdf2", "sources:");
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_costs_memory() throws IOException {
        Set<String> takers = new HashSet<>();
        for (Route route : door.gateway.routes()) {
            if (route.method() == Method.GET) {
                continue;
            }
            String call = route.method() + " " + route.template().replaceAll("\\{[^}]*}", "nothing") + "?at=0";
            String credentials = PUBLIC.contains(Door.name(route))
                    ? Door.JSON
                    : String.join("\r\n", door.cookie, door.proof, Door.JSON);
            Flood ofStranger = flood(call, "X-Nothing: a");
            Flood ofOwner = flood(call, credentials);
            assertThat(ofStranger.status).as(Door.name(route)).isIn(204, 401, 403, 413, 415);
            assertThat(ofOwner.status).as(Door.name(route)).isBetween(200, 499);
            assertThat(Math.max(ofStranger.taken, ofOwner.taken))
                    .as(Door.name(route))
                    .isLessThan(LARGE / 4);
            if (ofOwner.status == 413) {
                takers.add(Door.name(route));
            }
        }
        Set<String> changing = names(door.gateway.routes().stream()
                .filter(route -> route.method() != Method.GET)
                .toList());
        changing.removeAll(WITHOUT_BODY);
        assertThat(takers).isEqualTo(changing);
        assertThat(door.wire.get("/api/1/gateway", door.cookie).status()).isEqualTo(200);
    }

    @Test
    void a_body_that_comes_too_slowly_is_not_waited_for() throws Exception {
        Path place = Files.createDirectory(folder.resolve("slow"));
        int port = Mosquitto.freePort();
        Map<String, String> quick = Map.of("JAVA_TOOL_OPTIONS", "-Dsun.net.httpserver.maxReqTime=2");
        try (Program program = Program.run(place, """
                sources: [{id: p1, type: tcp, host: 127.0.0.1, port: 1}]
                outputs: [{type: http, port: %d}]
                """.formatted(port), quick)) {
            Wire to = new Wire(port);
            await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> to.get("/").status() == 200);
            try (Socket slow = to.open("POST /api/app/session HTTP/1.1\r\nHost: localhost\r\n" + Door.JSON
                    + "\r\nContent-Length: 100\r\n\r\n{")) {
                assertThat(to.get("/api/1/gateway").status()).as("meanwhile").isEqualTo(200);
                assertThat(isClosed(slow)).isTrue();
            }
            assertThat(program.stop()).isZero();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return !new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(" 200 ");
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void who_guesses_waits_longer_each_time() throws IOException {
        try (WholeGateway other = WholeGateway.start(Files.createDirectory(folder.resolve("other")), "127.0.0.1")) {
            Path data = folder.resolve("other/data");
            Owner.settle(data);
            String token = Owner.token(data, Right.READ);
            Wire to = other.wire();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> to.get("/api/1/meter").status() == 401);
            Reply last = new Reply(0, Map.of(), "");
            for (int i = 0; i < 7; i++) {
                last = to.get("/api/1/meter", "Authorization: Bearer polymeter_guess" + i);
            }
            assertThat(last.status()).isEqualTo(429);
            assertThat(Integer.parseInt(last.header("retry-after"))).isBetween(1, 4);
            String guess = "{\"password\":\"guessed\"}";
            assertThat(Door.post(to, "/api/app/session", guess, List.of(Door.JSON))
                            .status())
                    .as("a password is another matter than a token")
                    .isEqualTo(403);
            for (int i = 0; i < 7; i++) {
                last = Door.post(to, "/api/app/session", guess, List.of(Door.JSON));
            }
            assertThat(last.status()).isEqualTo(429);
            assertThat(to.get("/api/1/meter", "Authorization: Bearer " + token).status())
                    .as("a program with a token that is one works on")
                    .isEqualTo(200);
        }
    }

    @Test
    void as_long_as_there_is_no_password_only_this_machine_reads_and_the_link_of_the_console_opens_it()
            throws Exception {
        Path place = Files.createDirectory(folder.resolve("first"));
        try (WholeGateway fresh = WholeGateway.start(place, "0.0.0.0")) {
            Wire to = fresh.wire();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> to.get("/api/1/meter").status() == 200);
            assertThat(isReachable("127.0.0.2", fresh.port(false))).isFalse();
            for (Route route : fresh.routes()) {
                if (!Right.READ.includes(route.right())) {
                    assertThat(Door.ask(to, route, "X-Nothing: a").status())
                            .as(Door.name(route))
                            .isEqualTo(403);
                }
            }
            assertThat(to.get("/log.txt").body()).contains("polymeter password");
            assertThat(to.get("/api/1/meter", "X-Forwarded-For: 10.0.0.1").status())
                    .as("passed on by a proxy")
                    .isEqualTo(403);

            Matcher link = Pattern.compile("http://localhost:" + fresh.port(false) + "/#/welcome\\?token=(\\S+)")
                    .matcher(fresh.console.toString());
            assertThat(link.find()).isTrue();
            assertThat(first(to, "guessed", "Seventeen-Otters-Swim").status()).isEqualTo(403);
            assertThat(first(to, link.group(1), "otters").body()).contains("at least 10 characters");
            Reply set = first(to, link.group(1), "Seventeen-Otters-Swim");
            assertThat(set.status()).isEqualTo(200);
            assertThat(set.body()).contains("\"right\":\"CHANGE\"");

            String signedIn = "Cookie: " + set.header("set-cookie").split(";", -1)[0];
            assertThat(to.get("/api/1/meter", signedIn).status()).isEqualTo(200);
            assertThat(isReachable("127.0.0.2", fresh.port(false)))
                    .as("without a restart")
                    .isTrue();
            assertThat(isReachable("127.0.0.2", fresh.port(true))).isTrue();
            assertThat(to.get("/api/1/meter").status()).isEqualTo(401);
            assertThat(first(to, link.group(1), "Another-One-Instead").status())
                    .as("used up")
                    .isEqualTo(403);
        }
    }

    private Reply first(Wire to, String token, String password) throws IOException {
        return Door.post(
                to,
                "/api/app/password",
                "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}",
                List.of(Door.JSON));
    }

    private static boolean isRefused(Reply reply) {
        return reply.status() == 401 || reply.status() == 403;
    }

    /**
     * What became of a body that is too large.
     *
     * @param status 0 if there was no answer
     * @param taken bytes of it that went away, into memory at worst
     */
    private record Flood(int status, int taken) {}

    /** Sends until there is an answer. */
    private Flood flood(String request, String headers) throws IOException {
        String head = request + " HTTP/1.1\r\nHost: 127.0.0.1:" + door.wire.port() + "\r\n" + headers
                + "\r\nContent-Length: " + LARGE + "\r\n\r\n";
        int sent = 0;
        try (Socket socket = door.wire.open(head)) {
            byte[] piece = " ".repeat(PIECE).getBytes(StandardCharsets.US_ASCII);
            InputStream in = socket.getInputStream();
            try {
                for (; sent < LARGE && in.available() == 0; sent += PIECE) {
                    socket.getOutputStream().write(piece);
                }
            } catch (SocketException closed) {
                // it has heard enough
            }
            byte[] line = in.readNBytes(12);
            return new Flood(line.length == 12 ? Door.status(new String(line, StandardCharsets.US_ASCII)) : 0, sent);
        }
    }

    private List<Route> others() {
        return door.gateway.routes().stream()
                .filter(route -> !PUBLIC.contains(Door.name(route)))
                .toList();
    }

    private static Set<String> names(List<Route> routes) {
        return routes.stream().map(Door::name).collect(Collectors.toSet());
    }

    private static boolean isReachable(String host, int port) {
        try (Socket socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
