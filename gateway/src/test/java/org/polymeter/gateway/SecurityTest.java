package org.polymeter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
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

    private static final String JSON = "Content-Type: application/json";
    private static final int LARGE = 64 * 1024 * 1024;
    private static final int PIECE = 64 * 1024;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int QUIET_MILLIS = 300;

    private Path folder = Path.of("");
    private WholeGateway gateway;
    private Wire wire;
    private String cookie = "";
    private String proof = "";
    private String reads = "";
    private String inspects = "";

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path data = folder.resolve("data");
        Owner.settle(data);
        reads = "Authorization: Bearer " + Owner.token(data, Right.READ);
        inspects = "Authorization: Bearer " + Owner.token(data, Right.INSPECT);
        gateway = WholeGateway.start(folder, "127.0.0.1");
        wire = gateway.wire();
        Reply signedIn = signIn(List.of(JSON));
        cookie = "Cookie: " + signedIn.header("set-cookie").split(";", -1)[0];
        proof = "X-Polymeter: " + word(signedIn.body(), "csrf");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> wire.get("/api/1/meter/house/state", cookie).status() == 200);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void who_has_not_signed_in_is_told_to_wherever_he_knocks() throws IOException {
        assertThat(names(gateway.routes())).containsAll(PUBLIC).hasSizeGreaterThan(30);
        for (Route route : gateway.routes()) {
            if (PUBLIC.contains(name(route))) {
                assertThat(route.right()).as(name(route)).isEqualTo(Right.NONE);
                continue;
            }
            for (String credentials : List.of(
                    "X-Nothing: a",
                    "Authorization: Bearer polymeter_guessed",
                    "Authorization: Basic YWRtaW46YWRtaW4=",
                    "Cookie: polymeter-cellar=" + "A".repeat(43))) {
                Reply reply = ask(wire, route, credentials);
                assertThat(reply.status()).as(name(route)).isIn(401, 429);
                assertThat(reply.body()).contains("\"detail\":\"");
            }
        }
        assertThat(wire.get("/api/1/nothing").status())
                .as("what there is not, either")
                .isEqualTo(401);
        assertThat(wire.get("/metrics").header("www-authenticate")).isEqualTo("Bearer");
    }

    @Test
    void a_guest_may_read_and_no_more() throws IOException {
        for (Route route : others()) {
            Reply reply = ask(gateway.wireOfGuests(), route, "X-Nothing: a");
            if (Right.READ.includes(route.right())) {
                assertThat(reply.status()).as(name(route)).isNotIn(401, 403);
            } else {
                assertThat(reply.status()).as(name(route)).isEqualTo(401);
            }
        }
    }

    @Test
    void a_token_may_do_what_it_was_made_for() throws IOException {
        for (Route route : others()) {
            assertThat(isRefused(ask(wire, route, reads)))
                    .as(name(route))
                    .isEqualTo(!Right.READ.includes(route.right()));
            boolean wouldDoSomething = route.right() == Right.INSPECT && route.method() != Method.GET;
            if (!wouldDoSomething) {
                assertThat(isRefused(ask(wire, route, inspects)))
                        .as(name(route))
                        .isEqualTo(!Right.INSPECT.includes(route.right()));
            }
        }
        assertThat(wire.get("/log.txt", reads).body())
                .contains("This token may read, and this needs one that may inspect");
    }

    @Test
    void no_answer_tells_a_secret() throws IOException {
        List<String> secrets = secrets();
        int seen = 0;
        for (Route route : gateway.routes()) {
            for (String path : route.method() == Method.GET ? paths(route) : List.<String>of()) {
                for (String credentials : List.of(cookie, inspects, reads, "X-Nothing: a")) {
                    String all = unpacked(answer(wire, "GET " + path + " HTTP/1.0", credentials));
                    seen += all.length();
                    tellsNone(secrets, all, path);
                }
            }
        }
        assertThat(seen).isGreaterThan(100_000);
        assertThat(wire.get("/api/1/meter/house/state", cookie).body()).contains("energy_import_kwh");
    }

    private static void tellsNone(List<String> secrets, String all, String from) {
        for (String secret : secrets) {
            assertThat(all.contains(secret) || all.contains(secret.toLowerCase(Locale.ROOT)))
                    .as(from + " tells a secret, number " + secrets.indexOf(secret))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT /api/app/settings {\"text\": \"outputs: [{type: mqtt, host: h, password: SECRET, oops: [}]\"}",
                "PUT /api/app/settings {\"text\": \"outputs: [{type: mqtt, host: h, port: no, 'password': 'SECRET'}]\"}",
                "PUT /api/app/settings {\"text\": \"outputs: [{type: mqtt, host: h, port: no, \\\"password\\\": \\\"SECRET\\\"}]\"}",
                "PUT /api/app/settings {\"text\": \"outputs:\\n- type: mqtt\\n  host: h\\n  password: [SECRET]\"}",
                "PUT /api/app/settings {\"text\": \"outputs:\\n- type: mqtt\\n  password: SECRET\\n host: h\"}",
                "PUT /api/app/settings {\"text\": \"outputs:\\n- type: mqtt\\n  password: \\\"SECRET\\n  host: h\"}",
                "PUT /api/app/settings {\"text\": \"outputs:\\n- type: mqtt\\n  password: >\\n    SECRET\\n  port: no\"}",
                "PUT /api/app/settings {\"text\": \"secret: &it SECRET\\ngateway: *it\"}",
                "PUT /api/app/settings {\"text\": \"secret: &it SECRET\\noutputs: [{type: mqtt, host: h, port: *it}]\"}",
                "PUT /api/app/settings {\"text\": \"password: SECRET\\nsources: []\"}",
                "PUT /api/app/settings {\"text\": \"secret: SECRET",
                "PUT /api/app/setting/secret {\"value\": [\"SECRET\"]}",
                "PUT /api/app/source/box {\"id\": \"box\", \"type\": \"mqtt\", \"broker\": {\"password\": \"SECRET\"}}",
                "PUT /api/app/source/serial {\"id\": \"serial\", \"type\": \"serial\", \"key\": \"SECRET\"}",
                "POST /api/app/output {\"type\": \"mqtt\", \"host\": \"h\", \"port\": \"no\", \"password\": \"SECRET\"}",
                "POST /api/app/output {\"type\": \"http-post\", \"url\": \"no\", \"headers\": {\"X-Key\": \"SECRET\"}}",
                "POST /api/app/output {\"password\": \"SECRET\", ",
                "POST /api/app/listening {\"port\": \"/dev/nowhere\", \"key\": \"SECRET\"}",
                "POST /api/app/search {\"host\": \"127.0.0.1\", \"port\": 1, \"user\": \"u\", \"password\": \"SECRET\"}",
                "POST /api/app/explanation {\"text\": \"7E A0\", \"key\": \"SECRET\"}",
                "POST /api/app/session {\"password\": \"SECRET\"",
                "POST /api/app/password {\"current\": \"SECRET\", \"password\": \"short\"}",
                "POST /api/app/password {\"token\": \"SECRET\", \"password\": \"Long-Enough-17\"}",
            })
    void what_is_refused_is_told_without_the_secret_in_it(String call) throws IOException {
        String secret = "secret-of-what-is-refused";
        String[] words = call.split(" ", 3);
        String body = words[2].replace("SECRET", secret);
        try (Log log = new Log()) {
            Reply refused = send(wire, words[0], words[1], body, List.of(cookie, proof, JSON));
            assertThat(refused.status()).as(refused.body()).isBetween(400, 422);
            assertThat(refused.body()).doesNotContain(secret);
            assertThat(log.text()).doesNotContain(secret);
        }
        assertThat(wire.get("/api/app/settings", cookie).body())
                .contains("\"revision\"")
                .doesNotContain(secret);
    }

    @Test
    void every_answer_has_the_usual_headers() throws IOException {
        for (String path : List.of("/", "/app/app.js", "/api/1/meter", "/metrics", "/nothing", "/data.json")) {
            Reply reply = wire.get(path, cookie);
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
        assertThat(wire.get("/api/app/session").header("cache-control")).isEqualTo("no-store");
        assertThat(wire.get("/data.json", cookie).headers()).doesNotContainKey("access-control-allow-credentials");
    }

    @Test
    void a_page_of_another_site_changes_nothing_through_the_owners_browser() throws IOException {
        String here = "Origin: http://127.0.0.1:" + gateway.port(false);
        String token = "{\"name\":\"by a stranger\",\"right\":\"change\"}";
        List<List<String>> tries = List.of(
                List.of(cookie, JSON),
                List.of(cookie, JSON, here),
                List.of(cookie, JSON, "X-Polymeter: app"),
                List.of(cookie, JSON, "X-Polymeter: " + "A".repeat(43)),
                List.of(cookie, JSON, proof, "Origin: https://evil.example"),
                List.of(cookie, JSON, proof, "Origin: null"),
                List.of(cookie, JSON, proof, "Origin: http://127.0.0.1:1"),
                List.of(cookie, JSON, proof, "Sec-Fetch-Site: cross-site"),
                List.of(cookie, JSON, proof, "Sec-Fetch-Site: same-site"),
                List.of(cookie, "Content-Type: text/plain", "Origin: https://evil.example"),
                List.of(cookie, "Content-Type: application/x-www-form-urlencoded"),
                List.of(cookie, "Content-Type: multipart/form-data; boundary=a"));
        for (List<String> headers : tries) {
            assertThat(post("/api/app/token", token, headers).status())
                    .as("%s", headers)
                    .isEqualTo(403);
            assertThat(post(
                                    "/api/app/password",
                                    "{\"current\":\"" + Owner.PASSWORD + "\",\"password\":\"By-A-Stranger-1\"}",
                                    headers)
                            .status())
                    .as("%s", headers)
                    .isIn(403, 415);
        }
        assertThat(post(
                                "/api/app/session",
                                "{\"password\":\"" + Owner.PASSWORD + "\"}",
                                List.of("Content-Type: text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(post(
                                "/api/app/session",
                                "{\"password\":\"" + Owner.PASSWORD + "\"}",
                                List.of(JSON, "Origin: https://evil.example"))
                        .status())
                .isEqualTo(403);
        for (Route route : others()) {
            if (route.method() != Method.GET) {
                assertThat(ask(wire, route, cookie).status()).as(name(route)).isEqualTo(403);
            }
        }
        assertThat(wire.get("/api/app/token", cookie).body()).doesNotContain("by a stranger");
        assertThat(wire.ask("DELETE", "/api/app/session", cookie).status()).isEqualTo(403);
        assertThat(wire.get("/api/app/session", cookie).body()).contains("\"right\":\"CHANGE\"");
        Reply ours = post(
                "/api/app/token", "{\"name\":\"by the owner\",\"right\":\"read\"}", List.of(cookie, JSON, proof, here));
        assertThat(ours.status()).isEqualTo(200);
        String id = word(ours.body(), "id");
        assertThat(wire.ask("DELETE", "/api/app/token/" + id, cookie, proof).status())
                .isEqualTo(204);
    }

    @Test
    void an_id_that_somebody_has_planted_beforehand_is_not_the_one_after_signing_in() throws IOException {
        String planted = "polymeter-cellar=" + "P".repeat(43);
        Reply reply = signIn(List.of(JSON, "Cookie: " + planted));
        String set = reply.header("set-cookie");
        assertThat(set)
                .matches("polymeter-cellar=[A-Za-z0-9_-]{43}; Path=/; Max-Age=\\d+; HttpOnly; SameSite=Strict")
                .doesNotContain(planted);
        assertThat(wire.get("/api/1/meter", "Cookie: " + planted).status()).isEqualTo(401);

        String first = "Cookie: " + set.split(";", -1)[0];
        Reply again = signIn(List.of(JSON, first));
        assertThat(again.header("set-cookie")).doesNotContain(first);
        assertThat(wire.get("/api/1/meter", first).status())
                .as("the one before is over")
                .isEqualTo(401);
        String second = "Cookie: " + again.header("set-cookie").split(";", -1)[0];
        assertThat(wire.get("/api/1/meter", "Cookie: a=b; " + planted + "; " + second.substring(8))
                        .status())
                .as("planted beside the real one")
                .isEqualTo(200);
        String itsProof = "X-Polymeter: " + word(again.body(), "csrf");
        assertThat(wire.ask("DELETE", "/api/app/session", second, itsProof).status())
                .isEqualTo(204);
        assertThat(wire.get("/api/1/meter", second).status()).as("signed out").isEqualTo(401);
    }

    @Test
    void behind_a_proxy_that_speaks_tls_the_cookie_is_for_tls_only() throws IOException {
        Reply reply = signIn(List.of(JSON, "X-Forwarded-Proto: https"));
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
        gateway.routes().stream()
                .filter(route ->
                        route.method() == Method.GET && route.template().contains("{"))
                .map(route -> route.template().substring(0, route.template().indexOf("/{")))
                .distinct()
                .forEach(starts::add);
        for (String start : starts) {
            Reply reply = wire.get(start + tail, cookie);
            assertThat(reply.status()).as(start + tail).isIn(0, 400, 404);
            assertThat(reply.body()).doesNotContain("root:", "pbkdf2", "sources:");
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_costs_memory() throws IOException {
        Set<String> takers = new HashSet<>();
        for (Route route : gateway.routes()) {
            if (route.method() == Method.GET) {
                continue;
            }
            String call = route.method() + " " + route.template().replaceAll("\\{[^}]*}", "nothing") + "?at=0";
            String credentials = PUBLIC.contains(name(route)) ? JSON : String.join("\r\n", cookie, proof, JSON);
            Flood ofStranger = flood(call, "X-Nothing: a");
            Flood ofOwner = flood(call, credentials);
            assertThat(ofStranger.status).as(name(route)).isIn(204, 401, 403, 413, 415);
            assertThat(ofOwner.status).as(name(route)).isBetween(200, 499);
            assertThat(Math.max(ofStranger.taken, ofOwner.taken))
                    .as(name(route))
                    .isLessThan(LARGE / 4);
            if (ofOwner.status == 413) {
                takers.add(name(route));
            }
        }
        Set<String> changing = names(gateway.routes().stream()
                .filter(route -> route.method() != Method.GET)
                .toList());
        changing.removeAll(WITHOUT_BODY);
        assertThat(takers).isEqualTo(changing);
        assertThat(wire.get("/api/1/gateway", cookie).status()).isEqualTo(200);
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
            try (Socket slow = to.open("POST /api/app/session HTTP/1.1\r\nHost: localhost\r\n" + JSON
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
            assertThat(post(to, "/api/app/session", guess, List.of(JSON)).status())
                    .as("a password is another matter than a token")
                    .isEqualTo(403);
            for (int i = 0; i < 7; i++) {
                last = post(to, "/api/app/session", guess, List.of(JSON));
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
                    assertThat(ask(to, route, "X-Nothing: a").status())
                            .as(name(route))
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
        return post(
                to,
                "/api/app/password",
                "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}",
                List.of(JSON));
    }

    /** Somebody else may have guessed just now, so this may have to wait. */
    private Reply signIn(List<String> headers) {
        List<Reply> replies = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            replies.add(post("/api/app/session", "{\"password\":\"" + Owner.PASSWORD + "\"}", headers));
            return replies.getLast().status() == 200;
        });
        return replies.getLast();
    }

    private Reply post(String path, String body, List<String> headers) throws IOException {
        return post(wire, path, body, headers);
    }

    private static Reply post(Wire to, String path, String body, List<String> headers) throws IOException {
        return send(to, "POST", path, body, headers);
    }

    private static Reply send(Wire to, String method, String path, String body, List<String> headers)
            throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        String host = headers.stream().anyMatch(header -> header.startsWith("Host:"))
                ? ""
                : "Host: 127.0.0.1:" + to.port() + "\r\n";
        return to.send(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + host + String.join("\r\n", headers)
                + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    /** There is an answer, in time. */
    private static Reply ask(Wire to, Route route, String header) throws IOException {
        String request = route.method() + " " + paths(route).getFirst() + " HTTP/1.1";
        String all = new String(answer(to, request, header), StandardCharsets.UTF_8);
        assertThat(status(all)).as(name(route)).isPositive();
        return new Reply(status(all), Map.of(), all);
    }

    private static boolean isRefused(Reply reply) {
        return reply.status() == 401 || reply.status() == 403;
    }

    /** All that is answered; of a stream what comes until it is quiet. */
    private static byte[] answer(Wire to, String request, String header) throws IOException {
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

    /** An answer without chunks as it is, and what is packed in it. */
    private static String unpacked(byte[] answer) throws IOException {
        String plain = new String(answer, StandardCharsets.ISO_8859_1);
        int end = plain.indexOf("\r\n\r\n") + 4;
        String head = plain.substring(0, end);
        byte[] body = Arrays.copyOfRange(answer, end, answer.length);
        StringBuilder all = new StringBuilder(plain);
        if (head.contains("application/zip")) {
            ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body));
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.append(entry.getName()).append(new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        } else if (head.contains("application/gzip")) {
            all.append(new String(
                    new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private static int status(String reply) {
        return reply.startsWith("HTTP/1.1 ") ? Integer.parseInt(reply.substring(9, 12)) : 0;
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
        String head = request + " HTTP/1.1\r\nHost: 127.0.0.1:" + wire.port() + "\r\n" + headers
                + "\r\nContent-Length: " + LARGE + "\r\n\r\n";
        int sent = 0;
        try (Socket socket = wire.open(head)) {
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
            return new Flood(line.length == 12 ? status(new String(line, StandardCharsets.US_ASCII)) : 0, sent);
        }
    }

    /** Real paths of a route: with what there is for its variables, and with what there is not. */
    private static List<String> paths(Route route) {
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

    private List<Route> others() {
        return gateway.routes().stream()
                .filter(route -> !PUBLIC.contains(name(route)))
                .toList();
    }

    private static Set<String> names(List<Route> routes) {
        return routes.stream().map(SecurityTest::name).collect(Collectors.toSet());
    }

    private static String name(Route route) {
        return route.method() + " " + route.template();
    }

    /** Those of the configuration, and what is kept of passwords, tokens and sessions. */
    private List<String> secrets() throws IOException {
        List<String> secrets = new ArrayList<>(WholeGateway.SECRETS);
        secrets.add(Owner.PASSWORD);
        secrets.add(reads.substring("Authorization: Bearer ".length()));
        secrets.add(inspects.substring("Authorization: Bearer ".length()));
        secrets.add(cookie.substring(cookie.indexOf('=') + 1));
        for (String file : List.of("access.json", "sessions.json")) {
            Matcher hash = Pattern.compile("\"(?:hash|password)\":\"([^\"]+)\"")
                    .matcher(Files.readString(folder.resolve("data").resolve(file)));
            while (hash.find()) {
                secrets.add(hash.group(1));
            }
        }
        return secrets;
    }

    private static boolean isReachable(String host, int port) {
        try (Socket socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static String word(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return found.group(1);
    }

    /** What the program logs meanwhile. */
    private static final class Log extends Handler implements AutoCloseable {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Log() {
            Logger.getLogger("").addHandler(this);
        }

        String text() {
            return String.join("", lines);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
        }
    }
}
