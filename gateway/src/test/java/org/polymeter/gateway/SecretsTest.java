package org.polymeter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Routes.Route;
import org.polymeter.gateway.web.Wire.Reply;

/** What is secret stays so, whatever is asked or refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsTest {

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
    void no_answer_tells_a_secret() throws IOException {
        List<String> secrets = secrets();
        int seen = 0;
        for (Route route : door.gateway.routes()) {
            for (String path : route.method() == Method.GET ? Door.paths(route) : List.<String>of()) {
                for (String credentials : List.of(door.cookie, door.inspects, door.reads, "X-Nothing: a")) {
                    String all = unpacked(Door.answer(door.wire, "GET " + path + " HTTP/1.0", credentials));
                    seen += all.length();
                    tellsNone(secrets, all, path);
                }
            }
        }
        assertThat(seen).isGreaterThan(100_000);
        assertThat(door.wire.get("/api/1/meter/house/state", door.cookie).body())
                .contains("energy_import_kwh");
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
            Reply refused = Door.send(door.wire, words[0], words[1], body, List.of(door.cookie, door.proof, Door.JSON));
            assertThat(refused.status()).as(refused.body()).isBetween(400, 422);
            assertThat(refused.body()).doesNotContain(secret);
            assertThat(log.text()).doesNotContain(secret);
        }
        assertThat(door.wire.get("/api/app/settings", door.cookie).body())
                .contains("\"revision\"")
                .doesNotContain(secret);
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

    /** Those of the configuration, and what is kept of passwords, tokens and sessions. */
    private List<String> secrets() throws IOException {
        List<String> secrets = new ArrayList<>(WholeGateway.SECRETS);
        secrets.add(Owner.PASSWORD);
        secrets.add(door.reads.substring("Authorization: Bearer ".length()));
        secrets.add(door.inspects.substring("Authorization: Bearer ".length()));
        secrets.add(door.cookie.substring(door.cookie.indexOf('=') + 1));
        for (String file : List.of("access.json", "sessions.json")) {
            Matcher hash = Pattern.compile("\"(?:hash|password)\":\"([^\"]+)\"")
                    .matcher(Files.readString(folder.resolve("data").resolve(file)));
            while (hash.find()) {
                secrets.add(hash.group(1));
            }
        }
        return secrets;
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
