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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the command line to what comes out; vectors of our own. */
class DecodeCommandTest {

    private static final String AIDON =
            "7EA02A410883130413E6E7000F40000000000101020309060100010700FF060000053E02020F00161BA4E07E";

    private static final String SML =
            "1B1B1B1B010101017603000162006200726301017601010300110B0A01504F4C00000000010101638190"
                    + "0076030002620062007263070177010B0A01504F4C0000000001070100620AFFFF726201650012345675770701006032"
                    + "01010101010104504F4C0177070100600100FF010101010B0A01504F4C00000000010177070100010800FF65001C0104"
                    + "01621E52FF6900000000075BCD150177070100020800FF0101621E52FF6900000000000011D70177070100100700FF01"
                    + "01621B520055FFFFFA0D01010163CA7300760300036200620072630201710163BDF0000000001B1B1B1B1A030E50";

    private static final String TIC =
            "\u0002\nADSC\t012345678901\t;\r\nDATE\tE250601120000\t\t/\r\nEAST\t001234567\t+\r\u0003";

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
    void an_sml_file_is_one_line_with_the_server_id_and_status_words_as_sent() {
        assertThat(json(file("v70.hex", SML))).isZero();

        assertThat(lines())
                .containsExactly("{\"input\":\"" + folder.resolve("v70.hex") + "\",\"offset\":0,\"length\":232,"
                        + "\"protocol\":\"sml\",\"meterId\":\"0a01504f4c0000000001\",\"timestamp\":null,\"values\":["
                        + "{\"obis\":\"1-0:96.50.1*1\",\"value\":\"POL\",\"unit\":null,\"timestamp\":null},"
                        + "{\"obis\":\"1-0:96.1.0\",\"value\":\"0A01504F4C0000000001\",\"unit\":null,\"timestamp\":null},"
                        + "{\"obis\":\"1-0:1.8.0\",\"value\":12345678.9,\"unit\":\"Wh\",\"timestamp\":null,\"status\":1835268},"
                        + "{\"obis\":\"1-0:2.8.0\",\"value\":456.7,\"unit\":\"Wh\",\"timestamp\":null},"
                        + "{\"obis\":\"1-0:16.7.0\",\"value\":-1523,\"unit\":\"W\",\"timestamp\":null}],"
                        + "\"warnings\":[]}");
        assertThat(execute("decode", folder.resolve("v70.hex").toString())).isZero();
        assertThat(out.toString()).contains("1POL0000000001");
    }

    @Test
    void a_frame_of_linky_has_labels_in_place_of_codes() {
        assertThat(json(file("linky.txt", TIC))).isZero();

        assertThat(lines())
                .containsExactly("{\"input\":\"" + folder.resolve("linky.txt") + "\",\"offset\":0,\"length\":64,"
                        + "\"protocol\":\"tic\",\"meterId\":\"012345678901\",\"timestamp\":\"2025-06-01T12:00:00+02:00\","
                        + "\"values\":["
                        + "{\"obis\":null,\"quantity\":\"ADSC\",\"value\":\"012345678901\",\"unit\":null,\"timestamp\":null},"
                        + "{\"obis\":null,\"quantity\":\"EAST\",\"value\":1234567,\"unit\":\"Wh\",\"timestamp\":null}],"
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
                                + " for P1 and readouts (/XXX…), HDLC (7E A…), M-Bus (68 L L 68…), SML (1B 1B 1B 1B…),"
                                + " TIC (02 0A…), bare DLMS (0F… or DB…) and JSON ({…); the capture begins with"
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

    @Test
    void values_on_topics_are_joined_to_telegrams() {
        String first = """
                house/evn/meternumber 181200000007
                house/evn/timestamp 2026-07-01T14:49:11+02:00
                house/evn/w_p 4700123
                house/evn/p_p 250
                """;
        String second = first.replace("49:11", "49:16").replace("250", "300");

        assertThat(json(file("evn.txt", first + second))).isZero();

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0))
                .contains("\"offset\":0,\"length\":" + first.length() + ",\"protocol\":\"evn-kaifa\"")
                .contains("\"meterId\":\"181200000007\",\"timestamp\":\"2026-07-01T14:49:11+02:00\"")
                .contains("{\"obis\":\"1-0:1.7.0\",\"value\":250,\"unit\":\"W\",\"timestamp\":null}");
        assertThat(lines().get(1))
                .contains("\"offset\":" + first.length())
                .contains("\"value\":300")
                .contains("\"meterId\":\"181200000007\",\"timestamp\":\"2026-07-01T14:49:16+02:00\"");
    }

    @Test
    void what_is_between_the_lines_is_reported() {
        String text = "a/b/w_p 1\nnonsense\na/b/w_p x\n";
        assertThat(execute(
                        "decode",
                        "-o",
                        "json",
                        "--as",
                        "evn-kaifa",
                        file("x", text).toString()))
                .isEqualTo(1);
        assertThat(lines().stream().map(line -> line.replaceAll(".*\"code\":\"(.*?)\".*", "$1")))
                .hasSize(3)
                .contains("noise", "decode");
    }

    @Test
    void a_mapping_explains_what_nobody_knows() {
        Path pump = file("pump.yaml", "values: {data.P: {name: power_import_w, unit: kW}, s: {name: breaker}}\n");
        Path capture = file("pump.json", "{\"data\":{\"P\":1.25},\"s\":1}\n{\"data\":{\"P\":2}}");

        assertThat(execute("decode", "-o", "json", "--mapping", pump.toString(), capture.toString()))
                .isZero();

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0))
                .contains("\"protocol\":\"mapped\"")
                .contains(
                        "{\"obis\":null,\"quantity\":\"power_import_w\",\"value\":1.25,\"unit\":\"kW\",\"timestamp\":null}")
                .contains("{\"obis\":null,\"quantity\":\"breaker\",\"value\":1,");
        assertThat(execute(
                        "decode", "-o", "reading", "--as", "mapped", "--mapping", pump.toString(), capture.toString()))
                .isZero();
        assertThat(out.toString()).contains("\"power_import_w\":1250");
    }

    @Test
    void a_mapping_that_is_wrong_is_said_with_its_line() {
        Path pump = file("pump.yaml", "values:\n  P: {name: power_improt_w, unit: W}\n");
        Path capture = file("pump.json", "{}");

        assertThat(execute("decode", "--mapping", pump.toString(), capture.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith(pump + ":2: 'name' in field 'P' is 'power_improt_w'")
                .contains("did you mean 'power_import_w'?");
        assertThat(execute("decode", "--as", "mapped", capture.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--as mapped needs --mapping FILE");
        assertThat(execute("decode", "--as", "p1", "--mapping", pump.toString(), capture.toString()))
                .isEqualTo(2);
        assertThat(execute("decode", "--mapping", folder.resolve("no.yaml").toString(), capture.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no.yaml:1: cannot read it: there is no such file");
    }

    @Test
    void frames_that_a_gateway_passed_on_are_read_like_any() {
        String base64 =
                java.util.Base64.getEncoder().encodeToString(HexFormat.of().parseHex(AIDON));
        Path raw = file(
                "raw.txt",
                "polymeter/1/gateway/shed/raw/han {\"gateway\":\"shed\",\"source\":\"han\",\"encoding\":\"base64\","
                        + "\"frame\":\"" + base64 + "\"}\n");

        assertThat(json(raw)).isZero();

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("\"protocol\":\"dlms\"")
                .contains("\"value\":1342");
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
        return Polymeter.of(new NoLauncher(), new PrintWriter(out), new PrintWriter(err))
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
}
