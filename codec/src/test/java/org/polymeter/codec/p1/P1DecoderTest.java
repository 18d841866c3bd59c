package org.polymeter.codec.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.p1.Vectors.bytes;
import static org.polymeter.codec.p1.Vectors.decode;
import static org.polymeter.codec.p1.Vectors.decodeLines;
import static org.polymeter.codec.p1.Vectors.hear;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;

class P1DecoderTest {

    @Test
    void reads_a_dutch_telegram_of_dsmr_5() {
        Telegram telegram = vector("nl50");
        assertThat(telegram.identification()).isEqualTo("POL5\\SYNTH-NL-1");
        assertThat(time(telegram)).isEqualTo("2025-06-01T12:00 S");
        assertThat(values(telegram, "1-3:0.2.8")).containsExactly("50");
        assertThat(values(telegram, "0-0:96.1.1")).containsExactly("E0031003226741215");
        assertThat(values(telegram, "1-0:1.8.1")).containsExactly("4321.123 kWh");
        assertThat(values(telegram, "1-0:2.8.1")).containsExactly("1234.000 kWh");
        assertThat(values(telegram, "1-0:2.8.2")).containsExactly("2345.678 kWh");
        assertThat(values(telegram, "0-0:96.14.0")).containsExactly("2");
        assertThat(values(telegram, "1-0:2.7.0")).containsExactly("1.234 kW");
        assertThat(values(telegram, "1-0:99.97.0"))
                .containsExactly("240 s @2010-12-08T15:24:15 W", "301 s @2010-12-08T15:10:04 W");
        assertThat(values(telegram, "1-0:52.36.0")).containsExactly("3");
        assertThat(values(telegram, "0-0:96.13.0")).containsExactly("Hello");
        assertThat(values(telegram, "1-0:32.7.0")).containsExactly("230.1 V");
        assertThat(values(telegram, "1-0:71.7.0")).containsExactly("3 A");
        assertThat(values(telegram, "1-0:42.7.0")).containsExactly("1.567 kW");
        assertThat(values(telegram, "0-1:24.1.0")).containsExactly("3");
        assertThat(values(telegram, "0-1:96.1.0")).containsExactly("G0039001640000001");
        assertThat(values(telegram, "0-1:24.2.1")).containsExactly("4567.890 m3 @2025-06-01T11:55 S");
        assertThat(values(telegram, "0-2:24.2.1")).containsExactly("123.456 m3 @2025-06-01T11:55 S");
        assertThat(telegram.size()).isEqualTo(38);
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void reads_a_dutch_telegram_of_dsmr_2_with_its_gas_on_two_lines() {
        Telegram telegram = vector("nl22");
        assertThat(telegram.isTimed()).isFalse();
        assertThat(values(telegram, "1-0:1.7.0")).containsExactly("0.98 kW");
        assertThat(values(telegram, "0-0:17.0.0")).containsExactly("999 A");
        assertThat(values(telegram, "0-0:96.13.1")).containsExactly("");
        assertThat(values(telegram, "0-1:96.1.0")).containsExactly("2222ABCD123456789");
        assertThat(values(telegram, "0-1:24.3.0")).isEmpty();
        assertThat(values(telegram, "0-1:24.2.1")).containsExactly("124.477 m3 @2012-05-17T02:00");
        assertThat(values(telegram, "0-1:24.4.0")).containsExactly("1");
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void reads_a_belgian_telegram_with_its_monthly_peaks() {
        Telegram telegram = vector("be");
        assertThat(time(telegram)).isEqualTo("2025-06-01T14:35:52 S");
        assertThat(values(telegram, "0-0:96.1.4")).containsExactly("50221");
        assertThat(values(telegram, "1-0:1.4.0")).containsExactly("2.351 kW");
        assertThat(values(telegram, "1-0:1.6.0")).containsExactly("2.589 kW @2025-06-01T10:45:58 S");
        assertThat(values(telegram, "0-0:98.1.0"))
                .containsExactly(
                        "3.695 kW @2025-05-23T19:25:38 S in 2025-06-01T00:00 S",
                        "5.980 kW @2025-04-05T12:21:39 S in 2025-05-01T00:00 S",
                        "4.318 kW @2025-03-10T03:54:21 W in 2025-04-01T00:00 S");
        assertThat(values(telegram, "1-0:31.7.0")).containsExactly("0.44 A");
        assertThat(values(telegram, "0-0:17.0.0")).containsExactly("999.9 kW");
        assertThat(values(telegram, "0-1:24.2.3")).containsExactly("112.384 m3 @2025-06-01T13:45:58 S");
        assertThat(values(telegram, "0-2:24.2.1")).containsExactly("872.234 m3 @2025-06-01T13:45:58 S");
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void reads_a_swedish_telegram() {
        Telegram telegram = vector("se");
        assertThat(time(telegram)).isEqualTo("2025-06-01T12:00 W");
        assertThat(telegram.size()).isEqualTo(26);
        assertThat(values(telegram, "1-0:4.8.0")).containsExactly("1019.876 kVArh");
        assertThat(values(telegram, "1-0:4.7.0")).containsExactly("0.309 kVAr");
        assertThat(values(telegram, "1-0:31.7.0")).containsExactly("4.2 A");
        assertThat(telegram.unit(telegram.indexOf(Obis.parse("1-0:4.7.0"))).base())
                .isEqualTo("var");
    }

    @Test
    void reads_bare_line_feeds_the_same() {
        byte[] bare = bytes(Vectors.text(Vectors.telegram("nl22")).replace("\r", ""));
        assertThat(decode(hear(bare).payloads.get(0)).observations())
                .isEqualTo(vector("nl22").observations());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1-0:1.8.1*255 | 1-0:1.8.1",
                "1-0:1.8.1.255 | 1-0:1.8.1",
                "1-0:1.8.1&255 | 1-0:1.8.1",
                "1-0:1.8.1*1   | 1-0:1.8.1*1",
                "1.8.1         | 1-0:1.8.1",
                "1.8.1*255     | 1-0:1.8.1",
                "96.14.0       | 0-0:96.14.0",
                "1-0:72:32.0   | 1-0:72.32.0",
                "F.F           | 0-0:97.97.0",
                "0-0:F.F.0     | 0-0:97.97.0",
                "1-1:1.7.0     | 1-1:1.7.0",
            })
    void other_spellings_of_a_code_are_understood(String spelling, String code) {
        assertThat(values(decodeLines(spelling + "(0012)"), code)).containsExactly("12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-0:4:24.7.0",
                "1-0:4:24.7.255",
                "1-0:1.8",
                "1-0:256.8.0",
                "1-0.1.8.0",
                "-0:1.8.0",
                "1-0:1.8.0.1",
                "1-0:1..0",
                "1-0:1.8.x",
                "1-0:0001.8.0"
            })
    void a_corrupt_code_costs_its_line_and_a_warning(String code) {
        Telegram telegram = decodeLines(code + "(0012)", "1-0:2.8.0(0001)");
        assertThat(telegram.size()).isEqualTo(1);
        assertThat(telegram.warnings()).hasSize(1).first().asString().startsWith("byte 14: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00.510*kW             | 0.510 kW",
                "-063*A                | -63 A",
                "-1.000                | -1.000",
                "+1.5*V                | 1.5 V",
                "00004                 | 4",
                "0                     | 0",
                "999999999999999999*Wh | 999999999999999999 Wh",
                "000000000000000000000001*Wh | 1 Wh",
                "00012.5*KWH           | 12.5 KWH",
                "000123.456kWh         | 123.456 kWh",
                "005A                  | 5 A",
                "5*widgets             | 5 widgets",
                "5*a-very-long-unit    | 5 a-very-long-unit",
            })
    void a_number_keeps_the_digits_and_the_unit_as_printed(String printed, String value) {
        assertThat(values(decodeLines("1-0:1.7.0(" + printed + ")"), "1-0:1.7.0"))
                .containsExactly(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ON", "1.2.3", "12*", "-", ".", "1e5", "0x1F", "00F0", "12 *kW"})
    void what_is_no_number_is_a_text_unless_an_asterisk_makes_it_one(String printed) {
        Telegram telegram = decodeLines("0-0:96.50.68(" + printed + ")");
        assertThat(telegram.kind(0)).isEqualTo(printed.equals("12*") ? Telegram.Kind.AMOUNT : Telegram.Kind.TEXT);
    }

    @Test
    void a_unit_with_a_nul_before_it_is_another_unit_whatever_was_read_before() {
        Telegram telegram = decodeLines("1-0:1.7.0(00.100*kW)", "1-0:2.7.0(00.200*\0kW)");

        assertThat(telegram.unit(0).symbol()).isEqualTo("kW");
        assertThat(telegram.unit(1).symbol()).isEqualTo("\0kW");
    }

    @Test
    void a_status_word_that_ends_like_a_unit_is_a_text() {
        assertThat(values(decodeLines("0-0:97.97.0(0000000A)"), "0-0:97.97.0")).containsExactly("0000000A");
    }

    @Test
    void a_number_of_too_many_digits_is_dropped_with_a_warning() {
        Telegram telegram = decodeLines("1-0:1.8.0(1234567890123456789*Wh)", "1-0:2.8.0(1*Wh)");
        assertThat(telegram.size()).isEqualTo(1);
        assertThat(telegram.warnings()).hasSize(1);
    }

    @Test
    void a_cubic_metre_may_be_raised_in_two_character_sets() {
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            Telegram telegram = decode("/TST5METER\r\n\r\n0-1:24.2.1(250601115500S)(1.5*m³)\r\n!".getBytes(charset));
            assertThat(telegram.unit(0).base()).isEqualTo("m3");
            assertThat(telegram.unit(0).symbol()).isEqualTo("m³");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250601120000S         | 2025-06-01T12:00 S",
                "250601120000W         | 2025-06-01T12:00 W",
                "250601120000s         | 2025-06-01T12:00 S",
                "250601120000          | 2025-06-01T12:00",
                "20240111 09:35:00     | 2024-01-11T09:35",
                "2024-01-11 09:35:01   | 2024-01-11T09:35:01",
                "240229235959W         | 2024-02-29T23:59:59 W",
                "000101010000W         | 2000-01-01T01:00 W",
            })
    void the_clock_is_understood_in_all_its_forms(String printed, String time) {
        Telegram telegram = decodeLines("0-0:1.0.0(" + printed + ")");
        assertThat(time(telegram)).isEqualTo(time);
        assertThat(telegram.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "632525252525W",
                "632525252525S",
                "700101010000W",
                "000101000001W",
                "250000000000W",
                "123412341234W",
                "202056789012W",
                "250229120000W",
                "250601240000S",
                "250601120000X",
                "2506011200",
                "",
                "Monday"
            })
    void an_impossible_clock_is_no_time_and_a_warning_but_no_fault(String printed) {
        Telegram telegram = decodeLines("0-0:1.0.0(" + printed + ")", "1-0:1.8.0(1*Wh)");
        assertThat(telegram.isTimed()).isFalse();
        assertThat(telegram.warnings()).hasSize(1);
        assertThat(telegram.size()).isEqualTo(1);
    }

    @Test
    void the_slovenian_clock_has_two_lines() {
        Telegram telegram = decodeLines("1-0:0.9.1(093501)", "1-0:0.9.2(240111)");
        assertThat(time(telegram)).isEqualTo("2024-01-11T09:35:01");
        assertThat(decodeLines("1-0:0.9.1(093561)", "1-0:0.9.2(240111)").isTimed())
                .isFalse();
        assertThat(decodeLines("1-0:0.9.1(093501)").isTimed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0-0:96.1.1(4530303331)              | E0031",
                "0-0:96.1.1(453030333)               | 453030333",
                "0-0:96.1.1(00FF)                    | 00FF",
                "0-0:96.1.1(12345678)                | 12345678",
                "0-0:96.1.1(453xxx)                  | 453xxx",
                "0-0:96.1.4(50221)                   | 50221",
                "0-0:42.0.0(53414731)                | SAG1",
                "0-0:0.0.0(123412341234)             | 123412341234",
                "1-0:0.0.1(4142)                     | AB",
                "C.1.0(12345678)                     | 12345678",
                "0-0:96.1.2(20202020)                | ''",
                "0-0:96.13.1(3031203631203831)       | 01 61 81",
                "0-0:96.13.0(48656C6C6F202000FF)     | Hello",
                "0-0:96.13.0(FFFFFFFF)               | ''",
                "0-0:96.13.0(Hello!)                 | Hello!",
                "0-0:96.13.0()                       | ''",
                "0-0:96.1.1()                        | ''",
            })
    void identifiers_and_messages_are_texts(String line, String text) {
        Telegram telegram = decodeLines(line);
        assertThat(telegram.kind(0)).isEqualTo(Telegram.Kind.TEXT);
        assertThat(telegram.text(0)).isEqualTo(text);
    }

    @Test
    void a_message_may_have_umlauts_and_run_over_lines() {
        Telegram telegram = decodeLines("0-0:96.13.0(4772C3BC", "C39F65)", "1-0:1.8.0(1*Wh)");
        assertThat(new String(telegram.textBytes(0), StandardCharsets.UTF_8)).isEqualTo("Grüße");
        assertThat(telegram.size()).isEqualTo(2);
    }

    @Test
    void a_message_of_replacement_characters_is_empty() {
        byte[] payload = ("/TST5METER\r\n\r\n0-0:96.13.0(Hi" + "\uFFFD".repeat(1024) + ")\r\n!")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(decode(payload).text(0)).isEqualTo("Hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-0:1.7.0()", "0-1:24.2.1()", "0-1:24.2.1(250601115500S)()", "0-0:98.1.0(0)()()"})
    void an_empty_group_of_a_number_is_no_value(String line) {
        Telegram telegram = decodeLines(line);
        assertThat(telegram.size()).isZero();
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void a_device_that_is_absent_has_a_value_without_capture_time_and_unit() {
        for (String stamp : List.of("000101000001W", "632525252525S", "700101010000W")) {
            Telegram telegram = decodeLines("0-1:24.2.1(" + stamp + ")(00000000)");
            assertThat(values(telegram, "0-1:24.2.1")).containsExactly("0");
        }
    }

    @Test
    void an_impossible_capture_time_leaves_the_value_and_a_warning() {
        Telegram telegram = decodeLines("0-1:24.2.1(259901120000S)(00012.345*m3)");
        assertThat(values(telegram, "0-1:24.2.1")).containsExactly("12.345 m3");
        assertThat(telegram.warnings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-0:99.97.0()",
                "1-0:99.97.0(0)(0-0:96.7.19)",
                "1-0:99.97.0(0)",
                "1-1:99:97.0(0)(96.7.19)",
                "0-0:98.1.0(0)(1-0:1.6.0)(1-0:1.6.0)"
            })
    void an_empty_log_says_nothing(String line) {
        Telegram telegram = decodeLines(line);
        assertThat(telegram.size()).isZero();
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void a_log_is_read_entry_by_entry_whatever_its_count_says() {
        Telegram telegram =
                decodeLines("1-1:99.97.0(7)(0-0:96.7.19)(000104180320W)(0000237126*s)(000101000001W)(2147583646*s)");
        assertThat(values(telegram, "1-1:99.97.0")).containsExactly("237126 s @2000-01-04T18:03:20 W", "2147583646 s");
    }

    @Test
    void an_entry_of_a_log_knows_its_own_bytes() {
        byte[] payload = hear(Vectors.telegram("nl50")).payloads.get(0);
        Telegram telegram = decode(payload);
        int failure = telegram.indexOf(Obis.parse("1-0:99.97.0"));
        assertThat(record(payload, telegram, failure)).isEqualTo("(101208152415W)(0000000240*s)");
        int gas = telegram.indexOf(Obis.parse("0-1:24.2.1"));
        assertThat(record(payload, telegram, gas)).isEqualTo("0-1:24.2.1(250601115500S)(04567.890*m3)");
        assertThat(telegram.recordLength(telegram.indexOf(Obis.parse("1-0:1.8.1"))))
                .isZero();
    }

    @Test
    void a_peak_that_never_was_has_no_time() {
        Telegram telegram = decodeLines("0-0:98.1.0(1)(1-0:1.6.0)(1-0:1.6.0)(250601000000S)(632525252525W)(00.000*kW)");
        assertThat(values(telegram, "0-0:98.1.0")).containsExactly("0.000 kW in 2025-06-01T00:00 S");
    }

    @Test
    void a_history_may_be_a_number_alone() {
        assertThat(values(decodeLines("0-0:98.1.0(12)"), "0-0:98.1.0")).containsExactly("12");
    }

    @Test
    void hungarian_closing_values_stand_in_one_row() {
        Telegram telegram = decodeLines("0-0:98.1.0(230701000000S)(000040.777*kWh)(000000.030*kvarh)(03.564*kW)");
        assertThat(values(telegram, "0-0:98.1.0"))
                .containsExactly(
                        "40.777 kWh in 2023-07-01T00:00 S",
                        "0.030 kvarh in 2023-07-01T00:00 S",
                        "3.564 kW in 2023-07-01T00:00 S");
    }

    @Test
    void two_limits_in_one_line_are_two_amounts() {
        assertThat(values(decodeLines("1-1:31.4.0(100*A)(-063*A)"), "1-1:31.4.0"))
                .containsExactly("100 A", "-63 A");
    }

    @Test
    void groups_that_nobody_has_explained_are_one_text_as_printed() {
        Telegram telegram = decodeLines("0-0:94.98.31(00)(17)(x)");
        assertThat(values(telegram, "0-0:94.98.31")).containsExactly("(00)(17)(x)");
    }

    /** Found by fuzzing: the decoder broke off with an exception. */
    @Test
    void a_number_before_nuls_is_a_text() {
        byte[] payload = "/TST5METER\r\n\r\n1-0:1.7.0(12\0\0)\r\n!".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(decode(payload).text(0)).isEqualTo("12");
    }

    @Test
    void duplicates_are_reported_as_they_come() {
        assertThat(values(decodeLines("0-0:17.0.0(1*kW)", "0-0:17.0.0(2*kW)"), "0-0:17.0.0"))
                .containsExactly("1 kW", "2 kW");
    }

    @Test
    void a_value_that_does_not_end_costs_its_line_only() {
        Telegram telegram = decodeLines("1-0:1.8.0(000123.4", "1-0:2.8.0(1*Wh)", "1-0:3.8.0(2*varh");
        assertThat(values(telegram, "1-0:2.8.0")).containsExactly("1 Wh");
        assertThat(telegram.size()).isEqualTo(1);
        assertThat(telegram.warnings()).hasSize(2);
    }

    @Test
    void noise_between_lines_warns_a_limited_number_of_times() {
        Telegram telegram = decodeLines("*** noise ***\r\n".repeat(100) + "1-0:2.8.0(1*Wh)");
        assertThat(telegram.size()).isEqualTo(1);
        assertThat(telegram.warnings()).hasSize(16);
    }

    @Test
    void the_end_mark_may_be_glued_to_the_last_value() {
        assertThat(decode(bytes("/ADN9 6534\r\n\r\n1-0:71.7.0(123.1*A)!")).size())
                .isEqualTo(1);
        assertThat(decode(bytes("/ADN9 6534\r\n\r\n1-0:71.7.0(123.1*A)!1234\r\n"))
                        .size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                      | UNEXPECTED | 0",
                "1-0:1.8.0(1*Wh)~!       | UNEXPECTED | 0",
                "/TST5~~1-0:1.8.0(1*Wh)~ | TRUNCATED  | 26",
                "/TST5~~!                | UNEXPECTED | 9",
                "/TST5~~nonsense~!       | UNEXPECTED | 19",
                "/TST5!                  | UNEXPECTED | 5",
            })
    void what_is_no_telegram_is_rejected(String payload, Fault.Problem problem, int offset) {
        byte[] bytes = bytes(payload.replace("~", "\r\n"));
        Outcome outcome = new P1Decoder().decode(bytes, 0, bytes.length, new Telegram());
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.fault().problem()).isEqualTo(problem);
            assertThat(rejected.fault().offset()).isEqualTo(offset);
        });
    }

    @Test
    void offsets_count_from_the_payload_wherever_it_lies() {
        byte[] payload = bytes("....../TST5METER\r\n\r\nnonsense(1)\r\n1-0:1.8.0(1*Wh)\r\n!");
        Telegram telegram = new Telegram();
        assertThat(new P1Decoder().decode(payload, 6, payload.length - 6, telegram))
                .isEqualTo(Outcome.COMPLETE);
        assertThat(telegram.warnings()).hasSize(1).first().asString().startsWith("byte 14: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl50", "nl22", "be", "se"})
    void every_byte_but_punctuation_is_explained(String name) {
        byte[] payload = hear(Vectors.telegram(name)).payloads.get(0);
        char[] left = Vectors.text(payload).toCharArray();
        new P1Decoder().decode(payload, 0, payload.length, new Explained(left));
        assertThat(new String(left).replaceAll("[~\r\n()/]", "")).isEmpty();
    }

    private static Telegram vector(String name) {
        return decode(hear(Vectors.telegram(name)).payloads.get(0));
    }

    private static String record(byte[] payload, Telegram telegram, int index) {
        return Vectors.text(payload)
                .substring(telegram.recordOffset(index), telegram.recordOffset(index) + telegram.recordLength(index));
    }

    /** {@code 2.589 kW @2025-06-01T10:45:58 S in 2025-06-01T00:00 S}, or the text. */
    private static List<String> values(Telegram telegram, String code) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < telegram.size(); i++) {
            if (!telegram.obis(i).toString().equals(code)) {
                continue;
            }
            if (telegram.kind(i) == Telegram.Kind.TEXT) {
                values.add(telegram.text(i));
                continue;
            }
            String value = telegram.value(i).toPlainString() + " " + telegram.unit(i);
            if (telegram.isCaptured(i)) {
                value += " @" + time(telegram.localSecond(i), telegram.deviation(i));
            }
            if (telegram.isRow(i)) {
                value += " in " + time(telegram.rowSecond(i), telegram.rowDeviation(i));
            }
            values.add(value.trim().replace("  ", " "));
        }
        return values;
    }

    private static String time(Telegram telegram) {
        assertThat(telegram.isTimed()).isTrue();
        return time(telegram.localSecond(), telegram.deviation());
    }

    private static String time(long localSecond, int deviation) {
        String season = deviation == Deviation.SUMMER ? " S" : deviation == Deviation.WINTER ? " W" : "";
        return LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC) + season;
    }

    /** Blots out what a field explains. */
    private static final class Explained implements ObservationSink {

        private final char[] left;

        Explained(char[] left) {
            this.left = left;
        }

        @Override
        public void field(int offset, int length, String label) {
            Arrays.fill(left, offset, offset + length, '~');
        }

        @Override
        public void identification(byte[] bytes, int offset, int length) {}

        @Override
        public void time(long localSecond, int deviation) {}

        @Override
        public void amount(Obis obis, long mantissa, int scale, Unit unit) {}

        @Override
        public void capturedAt(long localSecond, int deviation) {}

        @Override
        public void text(Obis obis, byte[] bytes, int offset, int length) {}

        @Override
        public void clock(Obis obis, long localSecond, int deviation) {}
    }
}
