package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.config.Configuration;

/** From the command line to what comes out; vectors of our own. */
class DecodeCommandTest {

    private static final String AIDON =
            "7EA02A410883130413E6E7000F40000000000101020309060100010700FF060000053E02020F00161BA4E07E";

    private static final String ELECTRICITY = "6830306808017278563412EC4101022A0000000C1367452301046D000C21360406393000"
            + "00022BBFFE02FD48FD084406E02E0000AD16";

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_p1_telegram_becomes_one_line_of_json() {
        assertThat(json(file("v10.p1", p1("nl50.txt")))).isZero();

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0))
                .startsWith("{\"input\":\"" + folder.resolve("v10.p1") + "\",\"offset\":0,\"length\":1010,"
                        + "\"protocol\":\"dsmr\",\"meterId\":\"E0031003226741215\","
                        + "\"timestamp\":\"2025-06-01T12:00:00+02:00\",\"values\":[")
                .contains("{\"obis\":\"1-0:1.8.1\",\"value\":4321.123,\"unit\":\"kWh\",\"timestamp\":null}")
                .contains("{\"obis\":\"1-0:31.7.0\",\"value\":1,\"unit\":\"A\",\"timestamp\":null}")
                .contains("{\"obis\":\"0-0:96.13.0\",\"value\":\"Hello\",\"unit\":null,\"timestamp\":null}")
                .contains("{\"obis\":\"0-1:24.2.1\",\"value\":4567.890,\"unit\":\"m3\","
                        + "\"timestamp\":\"2025-06-01T11:55:00+02:00\"}")
                .endsWith("\"warnings\":[]}");
    }

    @Test
    void an_mbus_telegram_becomes_one_line_of_json() {
        assertThat(json(file("v90.hex", ELECTRICITY))).isZero();

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0))
                .startsWith(
                        "{\"input\":\"" + folder.resolve("v90.hex") + "\",\"offset\":0,\"length\":54,"
                                + "\"protocol\":\"mbus\",\"meterId\":\"12345678\",\"timestamp\":null,\"values\":["
                                + "{\"obis\":null,\"quantity\":\"Volume\",\"record\":0,\"function\":\"Instantaneous value\","
                                + "\"storage\":0,\"tariff\":0,\"device\":0,\"value\":1234.567,\"unit\":\"m3\",\"timestamp\":null}")
                .contains("\"quantity\":\"Time point (date & time)\"")
                .contains("\"value\":\"2025-06-01T12:00:00\",\"unit\":null,\"timestamp\":null}")
                .contains("\"storage\":1,\"tariff\":0,\"device\":0,\"value\":12000000,\"unit\":\"Wh\"")
                .endsWith("\"warnings\":[]}");
    }

    @Test
    void an_hdlc_frame_in_a_dump_becomes_one_line_of_json() {
        assertThat(json(file("v20.hex", AIDON))).isZero();

        assertThat(lines())
                .containsExactly("{\"input\":\"" + folder.resolve("v20.hex") + "\",\"offset\":0,\"length\":44,"
                        + "\"protocol\":\"dlms\",\"meterId\":null,\"timestamp\":null,\"values\":["
                        + "{\"obis\":\"1-0:1.7.0\",\"value\":1342,\"unit\":\"W\",\"timestamp\":null}],"
                        + "\"warnings\":[]}");
    }

    @Test
    void the_form_of_a_dump_makes_no_difference() {
        String spaced = AIDON.replaceAll("(..)", "$1 ");
        String c = AIDON.replaceAll("(..)", "0x$1, ").replace("0x00", "0000").replaceAll("(.{96})", "$1\n");
        byte[] raw = HexFormat.of().parseHex(AIDON);
        Path[] files = {
            file("a", AIDON), file("b", spaced), file("c", "--- Start ---\n" + c + "\n---  End  ---\n"), bytes("d", raw)
        };

        assertThat(json(files)).isZero();

        assertThat(lines().stream().map(line -> line.replaceFirst("\"input\":\"[^\"]*\"", "")))
                .hasSize(4)
                .containsOnly(lines().get(0).replaceFirst("\"input\":\"[^\"]*\"", ""));
    }

    @Test
    void blocks_are_joined_and_a_clock_without_offset_has_no_time_unless_the_zone_is_known() {
        Path gbt = file("v41.hex", resource("gbt.hex"));

        assertThat(json(gbt)).isZero();
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0))
                .contains("\"meterId\":\"60000001\",\"timestamp\":null")
                .contains("{\"obis\":\"1-0:1.7.0\",\"value\":371,");

        assertThat(execute("decode", "-o", "json", "--zone", "Europe/Zurich", gbt.toString()))
                .isZero();
        assertThat(lines().get(1)).contains("\"timestamp\":\"2024-02-29T22:48:50+01:00\"");
    }

    @Test
    void a_flipped_bit_is_a_checksum_error_and_can_be_ignored() {
        Path damaged = file("x", p1("nl50.txt").replace("(01.234*kW)", "(01.235*kW)"));

        assertThat(json(damaged)).isEqualTo(1);
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0))
                .contains("\"offset\":0,\"length\":1010,\"error\":{\"code\":\"checksum\",\"message\":\"");

        assertThat(execute("decode", "-o", "json", "--ignore-checksum", damaged.toString()))
                .isZero();
        assertThat(lines().get(1)).contains("\"value\":1.235").contains("\"warnings\":[\"no checksum was checked\"]");
    }

    @Test
    void half_a_telegram_before_a_whole_one_is_truncated() {
        String whole = p1("nl50.txt");

        assertThat(json(file("x", whole.substring(0, 400) + whole))).isEqualTo(1);

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).contains("\"offset\":0,\"length\":400,\"error\":{\"code\":\"truncated\"");
        assertThat(lines().get(1)).contains("\"offset\":400,\"length\":1010,\"protocol\":\"dsmr\"");
    }

    @Test
    void every_file_is_answered_in_order_even_those_in_which_there_is_nothing() {
        Path nothing = file("nothing.txt", "This is a letter to my grandmother.\n");
        Path missing = folder.resolve("missing");

        assertThat(json(missing, nothing, file("v20.hex", AIDON), bytes("empty", new byte[0])))
                .isEqualTo(1);

        assertThat(lines()).hasSize(4);
        assertThat(lines().get(0)).contains("\"code\":\"noise\",\"message\":\"cannot read it: there is no such file\"");
        assertThat(lines().get(1))
                .contains(
                        "\"offset\":0,\"length\":36,\"error\":{\"code\":\"noise\",\"message\":\"no telegram found: looked"
                                + " for P1 (/XXX…), HDLC (7E A…) and JSON ({…); the capture begins with"
                                + " \\\"This is a letter\\\" …");
        assertThat(lines().get(2)).contains("\"value\":1342");
        assertThat(lines().get(3)).contains("the capture is empty");
        assertThat(err.toString()).contains("missing: cannot read it: there is no such file");
    }

    @Test
    void messages_of_adapters_are_read_with_or_without_their_topic() {
        Path messages = file("tasmota.json", """
                tele/gPlug10/SENSOR {"Time":"2021-09-24T17:03:45","z":{"SMid":"72913313","Pi":0.012}}
                {"Time":"2021-09-24T17:03:55","z":{"SMid":"72913313","Pi":0.013}}
                """);

        assertThat(json(messages)).isZero();

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0))
                .contains("\"offset\":0,\"length\":85,\"protocol\":\"tasmota\",\"meterId\":\"72913313\"");
        assertThat(lines().get(1)).contains("\"offset\":86,\"length\":65,").contains("0.013");
    }

    @Test
    void json_of_no_device_we_know_says_so() {
        assertThat(json(file("x.json", "{\"hello\": \"world\"}"))).isEqualTo(1);
        assertThat(lines().get(0))
                .contains("\"offset\":0,\"length\":18,\"error\":{\"code\":\"decode\",\"message\":"
                        + "\"JSON of no device we know – if it is one of these, say so with --as: ");
    }

    @Test
    void readings_are_those_the_gateway_would_publish() {
        assertThat(execute(
                        "decode",
                        "-o",
                        "reading",
                        file("v10.p1", p1("nl50.txt")).toString()))
                .isZero();

        assertThat(lines()).hasSize(3); // the gas and the water meter speak through it
        assertThat(lines().get(0))
                .startsWith("{\"meter\":\"e0031003226741215\",\"id\":\"")
                .contains("\"time\":\"2025-06-01T10:00:00Z\",\"time_source\":\"meter\"")
                .contains("\"power_w\":-1234");
        assertThat(lines().get(1)).contains("\"volume_m3\":4567.890");
    }

    @Test
    void people_get_a_table() {
        assertThat(execute("decode", file("v13.p1", p1("se.txt")).toString())).isZero();

        assertThat(out.toString())
                .startsWith(folder.resolve("v13.p1") + ": telegram 1, ")
                .contains("  identification  POL5\\SYNTH-SE")
                .containsPattern("  1-0:1.8.0   energy_import_kwh +6700.123  kWh");
    }

    @Test
    void a_dash_is_the_standard_input() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(AIDON.getBytes(StandardCharsets.US_ASCII)));
        try {
            assertThat(execute("decode", "-o", "json", "-")).isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(lines().get(0)).startsWith("{\"input\":\"-\",\"offset\":0,\"length\":44,");
    }

    private int json(Path... files) {
        String[] args = new String[files.length + 3];
        args[0] = "decode";
        args[1] = "--output";
        args[2] = "json";
        for (int i = 0; i < files.length; i++) {
            args[i + 3] = files[i].toString();
        }
        return execute(args);
    }

    private int execute(String... args) {
        return Polymeter.of(new Unused(), new PrintWriter(out), new PrintWriter(err))
                .execute(args);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private Path file(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path bytes(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The vectors are kept with LF, as text is; on the wire it is CR LF. */
    private static String p1(String name) {
        return resource(name).replace("\n", "\r\n");
    }

    private static String resource(String name) {
        try (InputStream in = DecodeCommandTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Unused implements Launcher {

        @Override
        public Running start(Configuration configuration, PrintWriter out) {
            throw new IllegalStateException("decode starts nothing");
        }

        @Override
        public Running demo(OptionalInt brokerPort, PrintWriter out) {
            throw new IllegalStateException("decode starts nothing");
        }
    }
}
