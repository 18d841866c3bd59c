package org.polymeter.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.access.Owner;

/** The Inspector's answers, asked of a real gateway. */
class InspectorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final String WRONG_KEY = "5A5B5C5D5E5F505152535455565758FF";
    private static final String P1 = """
            /POL5\\TEST

            1-3:0.2.8(50)
            0-0:96.1.1(4530303030303030303030303030303035)
            1-0:1.7.0(00.227*kW)
            !
            """;

    @TempDir
    private static Path folder;

    private static InspectedHouse house;

    @BeforeAll
    static void open() throws IOException {
        house = InspectedHouse.open(folder.resolve("shared"), "");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void a_frame_of_a_meter_that_encrypts_is_explained_with_the_key_of_its_source() throws Exception {
        byte[] sent = house.speakSealed();

        JsonNode frame = awaitFrame("source=sealed", sent);

        assertThat(frame.path("encrypted").asBoolean()).isTrue();
        JsonNode piece = frame.path("explanation").path("frames").path(0);
        assertThat(piece.path("verdict").asText()).isEqualTo("read");
        assertThat(piece.path("seal").asText()).isEqualTo("opened");
        assertThat(piece.path("layers").findValuesAsText("name")).containsExactly("wire", "message", "plaintext");
        assertThat(piece.path("layers").path(2).findValuesAsText("quantity"))
                .contains("power_import_w", "voltage_l1_v");
        assertThat(piece.path("readings").path(0).path("values").has("power_w")).isTrue();
    }

    @Test
    void a_pasted_frame_is_opened_by_the_right_key_only() throws Exception {
        String hex = HEX.formatHex(house.speakSealed());

        assertThat(explain(Map.of("bytes", hex)).at("/frames/0/verdict").asText())
                .isEqualTo("no_key");
        JsonNode wrong = explain(Map.of("bytes", hex, "key", WRONG_KEY)).at("/frames/0");
        assertThat(wrong.path("verdict").asText()).isEqualTo("decrypt");
        assertThat(wrong.at("/error/key/verdict").asText()).isEqualTo("wrong");
        assertThat(wrong.at("/error/layer").asInt()).isEqualTo(1);
        assertThat(explain(Map.of("bytes", hex, "key", InspectedHouse.KEY))
                        .at("/frames/0/verdict")
                        .asText())
                .isEqualTo("read");
        assertThat(explain(Map.of("bytes", hex, "source", "sealed"))
                        .at("/frames/0/verdict")
                        .asText())
                .isEqualTo("read");
    }

    @Test
    void no_answer_has_a_key() throws Exception {
        String hex = HEX.formatHex(house.speakSealed());
        String answers = body("/api/app/frame")
                + awaitFrame("source=sealed", HEX.parseHex(hex))
                + post(Map.of("bytes", hex, "key", InspectedHouse.KEY))
                + post(Map.of("bytes", hex, "key", InspectedHouse.KEY, "authKey", WRONG_KEY))
                + post(Map.of("bytes", hex, "key", InspectedHouse.KEY + "0"))
                + post(Map.of("bytes", hex, "authKey", WRONG_KEY));

        assertThat(answers.toUpperCase(Locale.ROOT)).doesNotContain(InspectedHouse.KEY, WRONG_KEY);
    }

    @Test
    void a_bit_that_has_changed_is_found() throws Exception {
        byte[] sent = house.speakDamaged(84);

        JsonNode frame = awaitFrame("kind=reject", sent);
        JsonNode piece = frame.at("/explanation/frames/0");

        assertThat(frame.path("reason").asText()).isEqualTo("checksum");
        assertThat(piece.at("/error/offset").asInt()).isEqualTo(84);
        assertThat(piece.at("/error/flip/was").asText()).isEqualTo("%02X".formatted(sent[84]));
        assertThat(piece.at("/error/flip/should").asText()).isEqualTo("%02X".formatted(sent[84] ^ 0x10));
        assertThat(piece.at("/layers/0/hex").asText()).isEqualTo(HexFormat.of().formatHex(sent));
        assertThat(piece.at("/layers/0").findValuesAsText("quantity")).contains("power_import_w");
        assertThat(piece.path("readings")).isEmpty();
    }

    @Test
    void where_the_end_is_missing_the_byte_behind_the_last_is_named() throws Exception {
        byte[] sent = house.speak();

        JsonNode piece = explain(Map.of("bytes", HEX.formatHex(sent, 0, 100))).at("/frames/0");

        assertThat(piece.path("verdict").asText()).isEqualTo("truncated");
        assertThat(piece.at("/error/offset").asInt()).isEqualTo(100);
    }

    @Test
    void bytes_may_be_written_in_any_usual_form() throws Exception {
        byte[] sent = house.speak();
        StringBuilder dump = new StringBuilder();
        for (int i = 0; i < sent.length; i += 16) {
            dump.append("%08x: %s\n".formatted(i, HEX.formatHex(sent, i, Math.min(i + 16, sent.length))));
        }
        Set<String> forms = Set.of(
                HexFormat.of().formatHex(sent),
                "0x" + HexFormat.ofDelimiter(", 0x").formatHex(sent),
                Base64.getMimeEncoder().encodeToString(sent),
                dump.toString());

        for (String form : forms) {
            assertThat(explain(Map.of("bytes", form)).at("/frames/0/verdict").asText())
                    .as(form)
                    .isEqualTo("read");
        }
    }

    @Test
    void a_telegram_of_text_may_be_pasted_as_it_is() throws Exception {
        JsonNode piece = explain(Map.of("bytes", P1)).at("/frames/0");

        assertThat(piece.path("protocol").asText()).isEqualTo("dsmr");
        assertThat(piece.at("/readings/0/values/power_import_w").asInt()).isEqualTo(227);
    }

    @Test
    void several_frames_in_one_paste_are_explained_apart() throws Exception {
        String first = HEX.formatHex(house.speak());
        String second = HEX.formatHex(house.speak());

        JsonNode found = explain(Map.of("bytes", first + "\n" + second));

        assertThat(found.path("frames").findValuesAsText("verdict")).containsExactly("read", "read");
        assertThat(found.at("/frames/1/from").asInt())
                .isEqualTo(found.at("/frames/0/to").asInt());
    }

    @Test
    void of_many_frames_the_first_are_explained_and_it_says_so() throws Exception {
        String many = (HEX.formatHex(house.speak()) + "\n").repeat(40);

        JsonNode found = explain(Map.of("bytes", many));

        assertThat(found.path("frames")).hasSize(Examiner.MOST_PIECES);
        assertThat(found.path("cut").asBoolean()).isTrue();
    }

    @Test
    void values_that_cannot_be_are_withheld_with_the_reason() throws Exception {
        JsonNode piece =
                explain(Map.of("bytes", P1.replace("00.227", "99999.999"))).at("/frames/0");

        assertThat(piece.at("/withheld/0").asText()).startsWith("power_import_w is 99999999, possible is ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1]",
                "{\"bytes\":\"\"}",
                "{\"bytes\":1}",
                "{\"bytes\":\"7E\",\"colour\":\"red\"}",
                "{\"bytes\":\"7E"
            })
    void what_is_no_question_is_refused_in_words(String body) throws Exception {
        assertThat(house.post("/api/app/explanation", body).statusCode()).isEqualTo(400);
    }

    @Test
    void more_than_a_megabyte_is_refused() throws Exception {
        assertThat(house.post("/api/app/explanation", "{\"bytes\":\"" + "7E".repeat(600_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_megabyte_of_nonsense_has_an_answer() throws Exception {
        JsonNode found = explain(Map.of("bytes", "DB".repeat(500_000)));

        assertThat(found.path("frames").size()).isBetween(1, Examiner.MOST_PIECES);
    }

    @Test
    void unknown_sources_keys_and_protocols_are_named() throws Exception {
        assertThat(post(Map.of("bytes", "7E", "source", "attic")))
                .contains("No source is called 'attic'", "sealed, plain");
        assertThat(post(Map.of("bytes", "7E", "protocol", "morse"))).contains("'protocol' is none of auto, p1, hdlc");
        assertThat(explain(Map.of("bytes", "7E", "key", "12")).path("problem").asText())
                .startsWith("'key': a key has 32 hex digits");
    }

    @Test
    void frames_that_have_left_the_memory_come_from_the_archive() throws Exception {
        Set<String> sent = new HashSet<>();
        Set<String> seen = new HashSet<>();
        String left;
        try (InspectedHouse fresh = InspectedHouse.open(folder.resolve("talkative"), "")) {
            sent.add(HexFormat.of().formatHex(fresh.speak())); // older than what its neighbour has lost, and in memory
            await().until(() -> rows(fresh, "").size() == 1);
            for (int i = 0; i < FrameRing.MOST + 10; i++) {
                sent.add(HexFormat.of().formatHex(fresh.speakSealed()));
            }
            await().until(() -> rows(fresh, "limit=200").size() == sent.size());

            String next = "";
            do {
                JsonNode page = json(fresh, "/api/app/frame?limit=20" + next);
                page.path("frames")
                        .findValuesAsText("id")
                        .forEach(id -> assertThat(seen.add(id)).isTrue());
                next = page.has("next") ? "&before=" + page.path("next").asText() : "";
            } while (!next.isEmpty());

            String oldest = seen.stream().min(Comparator.naturalOrder()).orElseThrow();
            left = json(fresh, "/api/app/frame/" + oldest).path("hex").asText();
        }

        assertThat(seen).hasSize(sent.size());
        assertThat(sent).contains(left);
    }

    @Test
    void new_frames_are_told_as_they_come() throws Exception {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Owner.stream(
                        URI.create("http://127.0.0.1:" + house.port() + "/api/app/frame/live?source=plain"),
                        house.token()),
                StandardCharsets.UTF_8))) {
            lines.readLine();
            house.speakSealed();
            house.speak();

            String line = lines.readLine();
            while (!line.startsWith("data: ")) {
                line = lines.readLine();
            }
            JsonNode row = JSON.readTree(line.substring("data: ".length()));
            assertThat(row.path("source").asText()).isEqualTo("plain");
            assertThat(row.path("kind").asText()).isEqualTo("frame");
        }
    }

    @Test
    void a_bundle_has_neither_key_nor_serial_number() throws Exception {
        byte[] zip;
        JsonNode run;
        try (InspectedHouse fresh = InspectedHouse.open(folder.resolve("fresh"), "")) {
            fresh.speakSealed();
            fresh.speak();
            await().until(() -> rows(fresh, "").size() == 2);
            zip = fresh.get("/api/app/bundle?run=mine").body();
            run = JSON.readTree(fresh.get("/api/app/bundle/mine").body());
        }

        Map<String, byte[]> files = unzip(zip);
        assertThat(files).containsKeys("manifest.json", "polymeter.yaml", "entries.archive", "README.txt");
        assertThat(new String(files.get("manifest.json"), StandardCharsets.UTF_8))
                .contains("\"frames\":1");
        String all = new String(zip, StandardCharsets.ISO_8859_1)
                + files.values().stream()
                        .map(file -> new String(file, StandardCharsets.ISO_8859_1))
                        .toList();
        assertThat(all).doesNotContain(InspectedHouse.SERIAL, InspectedHouse.PLAIN_SERIAL);
        assertThat(run.path("state").asText()).isEqualTo("done");
        assertThat(run.path("taken").asInt()).isEqualTo(2);
        assertThat(run.path("bytes").asInt()).isEqualTo(zip.length);
    }

    @Test
    void with_hashed_privacy_only_that_something_came_is_known() throws Exception {
        String privacy = "privacy: hash\nsecret: sixteen letters at least";
        try (InspectedHouse discreet = InspectedHouse.open(folder.resolve("hashed"), privacy)) {
            discreet.speakSealed();

            JsonNode row = await().until(() -> rows(discreet, ""), rows -> !rows.isEmpty())
                    .get(0);
            String path = "/api/app/frame/" + row.path("id").asText();
            JsonNode frame = JSON.readTree(discreet.get(path).body());

            assertThat(frame.path("hex").asText()).isEmpty();
            assertThat(frame.at("/explanation/frames")).isEmpty();
            assertThat(discreet.get("/api/app/bundle").statusCode()).isEqualTo(404);
        }
    }

    /** The newest frame of a list, with its explanation, once it is the one that was sent. */
    private JsonNode awaitFrame(String query, byte[] sent) {
        String hex = HexFormat.of().formatHex(sent);
        return await().until(
                        () -> json("/api/app/frame/"
                                + rows(house, query).path(0).path("id").asText("none")),
                        frame -> frame.path("hex").asText().equals(hex));
    }

    private static JsonNode rows(InspectedHouse of, String query) throws Exception {
        return json(of, "/api/app/frame?" + query).path("frames");
    }

    private JsonNode explain(Map<String, String> question) throws Exception {
        return JSON.readTree(post(question));
    }

    private String post(Map<String, String> question) throws Exception {
        return new String(
                house.post("/api/app/explanation", JSON.writeValueAsString(question))
                        .body(),
                StandardCharsets.UTF_8);
    }

    private JsonNode json(String path) throws Exception {
        return json(house, path);
    }

    private static JsonNode json(InspectedHouse of, String path) throws Exception {
        return JSON.readTree(of.get(path).body());
    }

    private String body(String path) throws Exception {
        return new String(house.get(path).body(), StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                zip.transferTo(content);
                files.put(entry.getName(), content.toByteArray());
            }
        }
        return files;
    }
}
