package org.polymeter.gateway.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.source.PtyPair;

/** Listening to meters that nobody has set up yet. */
class ListeningTest {

    private static final String KEY = Family.ENCRYPTION_KEY;
    private static final String SECOND = Family.AUTHENTICATION_KEY;

    @TempDir
    private Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        assumeThat(PtyPair.isPossible()).isTrue();
        bench = Workbench.open();
    }

    @AfterEach
    void nothing_that_was_answered_holds_a_key() {
        assertThat(bench.answers().toUpperCase(java.util.Locale.ROOT))
                .doesNotContain(KEY)
                .doesNotContain(SECOND);
        bench.close();
    }

    @Test
    void a_meter_in_clear_is_found_and_its_values_shown_with_those_of_the_gas_meter() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.DSMR5, folder.resolve("p1"))) {
            String listening = bench.listen(order(meter, "115200 8N1"));

            JsonNode report = bench.watch(
                    listening, it -> it.path("reading").path("meters").size() > 1);

            assertThat(report.at("/found/protocol").asText()).isEqualTo("p1");
            assertThat(report.at("/found/line").asText()).isEqualTo("115200 8N1");
            assertThat(report.at("/found/sealed").asBoolean()).isFalse();
            assertThat(report.at("/trying/looks").asText()).isEqualTo("text");
            assertThat(report.at("/reading/meters/0/values").findValuesAsText("name"))
                    .contains("power_w", "energy_import_t1_kwh", "voltage_l1_v");
            assertThat(report.at("/reading/meters").findValuesAsText("medium")).contains("electricity", "gas");
            bench.send("DELETE", listening, "");
        }
    }

    @Test
    void what_no_meter_can_have_measured_is_withheld_with_the_reason() throws Exception {
        String impossible = "/POL5 test\r\n\r\n0-0:96.1.1(4530303030303030303030303031)\r\n"
                + "1-0:1.8.0(013779.338*kWh)\r\n1-0:32.7.0(999.9*V)\r\n!";
        byte[] telegram = withCrc(impossible);
        try (PlayedMeter meter = PlayedMeter.saying(now -> telegram, folder.resolve("p1"))) {
            JsonNode report = bench.watch(
                    bench.listen(order(meter, "115200 8N1")),
                    it -> it.at("/reading/withheld").size() > 0);

            assertThat(report.at("/reading/withheld/0/name").asText()).isEqualTo("voltage_l1_v");
            assertThat(report.at("/reading/withheld/0/reason").asText()).isEqualTo("limit");
        }
    }

    @Test
    void an_encrypted_meter_asks_for_its_key_and_answers_at_once() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.NETZ_NOE, folder.resolve("mbus"))) {
            String listening = bench.listen(order(meter, "2400 8E1"));
            JsonNode sealed = bench.watch(listening, "sealed");
            assertThat(sealed.at("/found/maker").asText()).isEqualTo("KFM");
            assertThat(sealed.at("/found/tagged").asBoolean()).isFalse();

            JsonNode odd = key(listening, KEY.substring(1), "");
            assertThat(odd.get("verdict").asText()).isEqualTo("unreadable");
            assertThat(odd.get("flaw").asText()).isEqualTo("one-short");
            assertThat(odd.get("length").asInt()).isEqualTo(31);
            JsonNode letter = key(listening, KEY.substring(0, 31) + "O", "");
            assertThat(letter.get("flaw").asText()).isEqualTo("letter-o");
            assertThat(letter.get("position").asInt()).isEqualTo(32);
            JsonNode wrong = key(listening, SECOND, "");
            assertThat(wrong.get("verdict").asText()).isEqualTo("wrong");
            assertThat(wrong.get("opens").asBoolean()).isFalse();

            JsonNode right = key(listening, "00 01 02 03-04 05 06 07 08 09 0a 0b 0c 0d 0e 0f", "");

            assertThat(right.get("verdict").asText()).isEqualTo("right");
            JsonNode report = bench.watch(
                    listening, it -> it.path("reading").path("meters").size() > 0);
            assertThat(report.at("/phase").asText()).isEqualTo("values");
            assertThat(report.at("/reading/meters/0/values").findValuesAsText("name"))
                    .contains("energy_import_kwh");
        }
    }

    @Test
    void swapped_keys_are_recognised_and_used_the_right_way_round() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.KAMSTRUP, folder.resolve("han"))) {
            String listening = bench.listen(order(meter, "2400 8N1"));
            assertThat(bench.watch(listening, "sealed").at("/found/tagged").asBoolean())
                    .isTrue();

            JsonNode swapped = key(listening, SECOND, KEY);

            assertThat(swapped.get("verdict").asText()).isEqualTo("swapped");
            assertThat(swapped.get("roles").asText()).isEqualTo("swapped");
            assertThat(bench.watch(
                                    listening,
                                    it -> it.path("reading").path("meters").size() > 0)
                            .at("/phase")
                            .asText())
                    .isEqualTo("values");
        }
    }

    @Test
    void a_second_key_that_does_not_fit_is_left_out() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.KAMSTRUP, folder.resolve("han"))) {
            String listening = bench.listen(order(meter, "2400 8N1"));
            bench.watch(listening, "sealed");

            JsonNode answer = key(listening, KEY, SECOND.replace('D', '1'));

            assertThat(answer.get("verdict").asText()).isEqualTo("authentication-wrong");
            assertThat(answer.get("roles").asText()).isEqualTo("key-alone");
            assertThat(answer.get("opens").asBoolean()).isTrue();
        }
    }

    @Test
    void two_keys_pasted_in_a_row_are_taken_apart() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.KAMSTRUP, folder.resolve("han"))) {
            String listening = bench.listen(order(meter, "2400 8N1"));
            bench.watch(listening, "sealed");

            assertThat(key(listening, KEY + " " + SECOND, "").get("roles").asText())
                    .isEqualTo("halves");
            assertThat(key(listening, SECOND + KEY, "").get("roles").asText()).isEqualTo("halves-swapped");
        }
    }

    @Test
    void a_silent_port_is_said_to_be_silent_and_is_listened_to_again_and_again() throws Exception {
        try (PlayedMeter meter = PlayedMeter.saying(now -> new byte[0], folder.resolve("p1"))) {
            JsonNode report = bench.watch(
                    bench.listen(order(meter, "115200 8N1")),
                    it -> it.get("round").asInt() > 1);

            assertThat(report.get("bytes").asLong()).isZero();
            assertThat(report.at("/nearest/symptom").asText()).isEqualTo("silent");
            assertThat(report.get("phase").asText()).isEqualTo("listening");
        }
    }

    @Test
    void an_inverted_line_is_said_to_be_inverted() throws Exception {
        Random random = new Random(7);
        PlayedMeter.Voice upsideDown = now -> {
            byte[] bytes = new byte[200];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (0x80 + random.nextInt(0x70));
            }
            return bytes;
        };
        try (PlayedMeter meter = PlayedMeter.saying(upsideDown, folder.resolve("p1"))) {
            JsonNode report = bench.watch(
                    bench.listen(order(meter, "115200 8N1")),
                    it -> it.get("tried").size() > 1);

            assertThat(report.at("/tried/0/symptom").asText()).isEqualTo("inverted");
            assertThat(report.at("/tried/0/found").asBoolean()).isFalse();
            assertThat(report.at("/trying/looks").asText()).isIn("noise", "nothing");
        }
    }

    @Test
    void a_port_that_a_source_reads_is_left_to_it() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.DSMR5, folder.resolve("p1"));
                Workbench busy =
                        Workbench.open(List.of(new SetupPages.Taken("house", meter.port())), InstantSource.system())) {
            JsonNode refusal = busy.send("POST", "/api/app/listening", order(meter, "115200 8N1"));

            assertThat(refusal.get("status").asInt()).isEqualTo(409);
            assertThat(refusal.get("detail").asText()).contains("'house' reads");
        }
    }

    @Test
    void two_do_not_listen_at_one_port() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.DSMR5, folder.resolve("p1"))) {
            String first = bench.listen(order(meter, "115200 8N1"));
            bench.watch(first, "values");

            assertThat(bench.send("POST", "/api/app/listening", order(meter, "115200 8N1"))
                            .get("status")
                            .asInt())
                    .isEqualTo(409);

            bench.send("DELETE", first, "");
            assertThat(bench.watch(bench.listen(order(meter, "115200 8N1")), "values")
                            .at("/found/protocol")
                            .asText())
                    .isEqualTo("p1");
        }
    }

    @Test
    void it_ends_and_frees_the_port_when_nobody_watches_any_more() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        try (PlayedMeter meter = PlayedMeter.of(Family.DSMR5, folder.resolve("p1"));
                Workbench patient = Workbench.open(List.of(), now::get)) {
            patient.watch(patient.listen(order(meter, "115200 8N1")), "values");

            await().until(() -> {
                now.updateAndGet(time -> time.plus(Listening.LONGEST_UNWATCHED.dividedBy(2)));
                return patient.send("POST", "/api/app/listening", order(meter, "115200 8N1"))
                        .has("id");
            });

            assertThat(Duration.between(Instant.parse("2026-01-01T00:00:00Z"), now.get()))
                    .isGreaterThanOrEqualTo(Listening.LONGEST_UNWATCHED);
        }
    }

    @Test
    void while_a_key_is_awaited_it_goes_on_though_nobody_watches() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        try (PlayedMeter meter = PlayedMeter.of(Family.NETZ_NOE, folder.resolve("mbus"));
                Workbench patient = Workbench.open(List.of(), now::get)) {
            String order = order(meter, "2400 8N1");
            String listening = patient.listen(order);
            patient.watch(listening, "sealed");

            now.updateAndGet(time -> time.plus(Listening.LONGEST_FOR_A_KEY.minusSeconds(1)));
            assertThat(patient.watch(listening, report -> true).get("phase").asText())
                    .isEqualTo("sealed");
            now.updateAndGet(time -> time.plusSeconds(1));
            await().until(() ->
                    patient.send("POST", "/api/app/listening", order).has("id"));
        }
    }

    @Test
    void somebody_who_watches_is_not_cut_off_before_five_minutes_are_over() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        try (PlayedMeter meter = PlayedMeter.of(Family.DSMR5, folder.resolve("p1"));
                Workbench patient = Workbench.open(List.of(), now::get)) {
            String listening = patient.listen(order(meter, "115200 8N1"));
            int[] reports = {0};

            JsonNode last = patient.watch(listening, report -> {
                reports[0]++;
                now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
                return report.get("phase").asText().equals("ended");
            });

            assertThat(last.get("phase").asText()).isEqualTo("ended");
            assertThat(reports[0]).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void a_port_that_is_not_there_fails_with_the_reason() throws Exception {
        JsonNode report = bench.watch(bench.listen("{\"type\":\"serial\",\"port\":\"/dev/ttyNOWHERE\"}"), "failed");

        assertThat(report.get("failure").asText()).isEqualTo("absent");
    }

    @Test
    void a_device_that_does_not_take_the_call_fails_with_the_reason() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        JsonNode report = bench.watch(
                bench.listen("{\"type\":\"tcp\",\"host\":\"127.0.0.1\",\"port\":" + nobody + "}"), "failed");

        assertThat(report.get("failure").asText()).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"type\":\"file\",\"port\":\"/etc/passwd\"}",
                "{\"type\":\"serial\",\"port\":\"/dev/../etc/passwd\"}",
                "{\"type\":\"serial\",\"port\":\"house\"}",
                "{\"type\":\"tcp\",\"host\":\"a b\",\"port\":1}",
                "{\"type\":\"tcp\",\"host\":\"a\",\"port\":70000}",
                "{\"type\":\"serial\",\"port\":\"/dev/ttyUSB0\",\"lines\":[\"fast\"]}",
                "{\"type\":\"serial\",\"port\":\"/dev/ttyUSB0\",\"zone\":\"Nowhere\"}",
                "{\"type\":\"mqtt\",\"protocol\":\"tasmota\",\"topic\":\"#\",\"broker\":{\"host\":\"a\"}}"
            })
    void nonsense_is_refused_with_what_was_expected(String order) throws Exception {
        JsonNode refusal = bench.send("POST", "/api/app/listening", order);

        assertThat(refusal.get("status").asInt()).isEqualTo(400);
        assertThat(refusal.get("detail").asText()).isNotBlank();
    }

    @Test
    void no_key_can_be_tried_before_something_is_understood() throws Exception {
        try (PlayedMeter meter = PlayedMeter.saying(now -> new byte[0], folder.resolve("p1"))) {
            String listening = bench.listen(order(meter, "115200 8N1"));

            assertThat(key(listening, KEY, "").get("status").asInt()).isEqualTo(409);
        }
    }

    @Test
    void a_key_of_another_meter_does_not_open_this_one() throws Exception {
        Keys others = Keys.of(HexFormat.of().parseHex("FFEEDDCCBBAA99887766554433221100"))
                .withAuthentication(HexFormat.of().parseHex(SECOND));
        try (PlayedMeter meter = PlayedMeter.of(Family.NETZ_NOE, others, folder.resolve("mbus"))) {
            String listening = bench.listen(order(meter, "2400 8E1"));
            bench.watch(listening, "sealed");

            assertThat(key(listening, KEY, "").get("verdict").asText()).isEqualTo("wrong");
        }
    }

    private JsonNode key(String listening, String key, String second) throws Exception {
        return bench.send("POST", listening + "/key", "{\"key\":\"" + key + "\",\"authKey\":\"" + second + "\"}");
    }

    private static String order(PlayedMeter meter, String line) {
        return "{\"type\":\"serial\",\"port\":\"" + meter.port() + "\",\"lines\":[\"" + line + "\"]}";
    }

    private static byte[] withCrc(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        int crc = 0;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int i = 0; i < 8; i++) {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }
        return (text + String.format("%04X\r\n", crc)).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
