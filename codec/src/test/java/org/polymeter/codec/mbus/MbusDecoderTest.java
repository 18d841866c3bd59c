package org.polymeter.codec.mbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Function;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;

class MbusDecoderTest {

    private static final String ELECTRICITY =
            "6830306808017278563412EC4101022A0000000C1367452301046D000C2136040639300000022BBFFE02FD48FD084406E02E0000AD16";
    private static final String HANDBOOK =
            "681F1F6808027278563412244001075500000003131531" + "00DA023B13018B60043718021816";
    private static final String FIXED = "681313680805737856341" + "20A00E97E01000000350100003C16";
    private static final String AMIS =
            "685F5F6853F05B000000002D4C010E0D0050053FD0FEB726760CC7AAF0B52B41F0C541BD6306DCD8B91B3DA2311EF13D2514D096"
                    + "0082161EFEC4B6CB1E0B3328BE6177DCA594C1280024A835F1D655BA7182B256E94BD33AC0A6B08DA46781EB4E91E01216";
    private static final byte[] AMIS_KEY = bytes("00112233445566778899AABBCCDDEEFF");
    private static final int MUTANTS = 20_000;

    private final Telegram telegram = new Telegram();

    @Test
    void records_of_an_electricity_meter() {
        assertThat(decode(ELECTRICITY, Keys.NONE)).isEqualTo(Outcome.COMPLETE);
        assertThat(lines())
                .containsExactly(
                        "Volume 1234.567 m3",
                        "Time point (date & time) 2025-06-01T12:00",
                        "Energy 12345000 Wh",
                        "Power -321 W",
                        "Voltage 230.1 V",
                        "Energy 12000000 Wh storage 1");
        assertThat(telegram.sender()).isEqualTo("POL-12345678-01-02");
        assertThat(telegram.senderScheme()).isEqualTo("mbus");
        assertThat(telegram.medium()).isEqualTo("electricity");
        assertThat(telegram.localSecond()).isEqualTo(second("2025-06-01T12:00"));
    }

    @Test
    void storage_function_tariff_and_device() {
        decode(HANDBOOK, Keys.NONE);
        assertThat(lines())
                .containsExactly(
                        "Volume 12.565 m3",
                        "Volume flow 0.113 m3/h Maximum value storage 5",
                        "Energy 218370 Wh tariff 2 device 1");
        assertThat(telegram.sender()).isEqualTo("PAD-12345678-01-07");
        assertThat(telegram.medium()).isEqualTo("water");
    }

    @Test
    void the_fixed_structure() {
        decode(FIXED, Keys.NONE);
        assertThat(lines()).containsExactly("Volume 1 l Actual value", "Volume 135 l Actual value storage 1");
        assertThat(telegram.sender()).isEqualTo("12345678-07");
        assertThat(telegram.medium()).isEqualTo("water");
    }

    @Test
    void a_push_of_amis_is_opened_and_named_by_obis_codes() {
        assertThat(decode(AMIS, Keys.of(AMIS_KEY))).isEqualTo(Outcome.COMPLETE);
        assertThat(telegram.observations().stream()
                        .map(o -> o.obis() + " " + telegram.value(telegram.indexOf(o.obis())) + " "
                                + telegram.unit(telegram.indexOf(o.obis()))))
                .containsExactly(
                        "1-0:1.8.0 684544 Wh",
                        "1-0:2.8.0 129412 Wh",
                        "1-0:3.8.1 357918 varh",
                        "1-0:4.8.1 81446 varh",
                        "1-0:1.7.0 0 W",
                        "1-0:2.7.0 117 W",
                        "1-0:3.7.0 0 var",
                        "1-0:4.7.0 0 var",
                        "1-0:1.128.0 20 Wh");
        assertThat(telegram.localSecond()).isEqualTo(second("2014-07-01T08:12:31"));
        assertThat(telegram.deviation()).isEqualTo(Deviation.SUMMER);
        assertThat(telegram.sender()).as("an identification of zeros").isEmpty();
        assertThat(telegram.medium()).as("a bus component").isEmpty();
    }

    @Test
    void without_the_key_or_with_a_wrong_one_it_stays_sealed() {
        assertThat(fault(AMIS, Keys.NONE)).extracting(Fault::problem).isEqualTo(Problem.NO_KEY);
        byte[] wrong = AMIS_KEY.clone();
        wrong[15] ^= 1;
        Fault fault = fault(AMIS, Keys.of(wrong));
        assertThat(fault.problem()).isEqualTo(Problem.DECRYPT);
        assertThat(fault.offset()).isEqualTo(13);
        assertThat(telegram.size()).isZero();
    }

    @Test
    void an_application_error_is_a_telegram_without_values() {
        assertThat(payload("7008", Keys.NONE)).isEqualTo(Outcome.COMPLETE);
        assertThat(telegram.size()).isZero();
        assertThat(telegram.warnings())
                .containsExactly("byte 1: the meter reports an application error: Application busy");
    }

    @Test
    void the_status_byte_is_put_into_words() {
        payload("7A 01 1C 0000", Keys.NONE);
        assertThat(telegram.warnings())
                .containsExactly(
                        "byte 2: the meter reports low power",
                        "byte 2: the meter reports a permanent error",
                        "byte 2: the meter reports a temporary error");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "02 65 D808; External temperature 22.64 °C",
                "0C 05 78563412; Energy 1234567800 Wh",
                "0B 62 0200F0; Temperature difference -0.2 K",
                "0A 62 3412; Temperature difference 123.4 K",
                "05 2B 0000C842; Power 100 W",
                "05 FD48 9A196643; Voltage 23.01 V",
                "05 2B 0000807F; Power",
                "01 0F 02; Energy 20000000 J",
                "04 22 0A000000; On time 36000 s",
                "01 FD17 05; Error flags 5",
                "01 FD60 05; Reset counter 5",
                "04 FB00 02000000; Energy 200000 Wh",
                "04 FB0D 02000000; Energy 2000000 cal",
                "04 FB2E A0130000; Frequency 502.4 Hz",
                "02 FB1B 2B01; Relative humidity 299 %",
                "02 FC 03485225 74 D411; %RH 45.64",
                "02 7C 09656D6974202E746162 D20F; bat. time 4050",
                "0D 78 05 3132484657; Fabrication No WFH21",
                "0D 06 C3 563412; Energy 123456000 Wh",
                "0D 06 D1 05; Energy -5000 Wh",
                "0D 06 E2 0100; Energy 1000 Wh",
                "0D FD11 EA 0102030405060708090A; Customer 0A090807060504030201",
                "04 83 3C 05000000; Energy (export) 5 Wh",
                "04 83 3B 05000000; Energy (import) 5 Wh",
                "02 FDC8 FC 01 05 00; Voltage (L1) 0.5 V",
                "04 86 7D 01000000; Energy 1000000 Wh",
                "04 86 00 01000000; Energy 1000 Wh",
                "04 06 FFFFFFFF; Energy -1000 Wh",
                "06 06 010000000000; Energy 1000 Wh",
                "07 06 FFFFFFFFFFFFFFFF; Energy -1000 Wh",
                "07 27 FFFFFFFFFFFFFF7F; Operating time 9223372036854775807",
                "0E 78 214365870921; Fabrication No 210987654321",
                "00 06; Energy",
                "08 06; Energy",
                "02 6C 5F1C; Time point (date) 2010-12-31",
                "02 6C 0000; Time point (date) 2000-00-00",
                "04 6D 1A2F6511; Time point (date & time) 2011-01-05T15:26",
                "04 6D 32371F15; Time point (date & time) 2008-05-31T23:50",
                "04 6D 0000E1F1; Time point (date & time) 2027-01-01T00:00",
                "04 6D 9A2F6511; Time point (date & time) 2011-01-05T15:26:00",
                "46 6D 000008162700; Time point (date & time) 2016-07-22T08:00 storage 1",
                "03 6D 010203; Time point (date & time) 03:02:01",
                "04 7F 01000000; Manufacturer specific 1",
                "848F0F 6D 0000E1F1; Time point (date & time) 2027-01-01T00:00 storage 510",
                "8C9010 06 01000000; Energy 1000 Wh tariff 5",
                "84C040 06 01000000; Energy 1000 Wh device 3",
                "0C 2B BDEBDDDD; Power DDDDEBBD",
                "3C 2B BDEBDDDD; Power 13131113 W Value during error state",
                "0F 000102; Manufacturer specific 00 01 02 Manufacturer specific",
                "1F; More records follow  More records follow",
            })
    void a_record(String hex, String expected) {
        assertThat(payload("78" + hex, Keys.NONE)).isEqualTo(Outcome.COMPLETE);
        assertThat(lines()).containsExactly(expected);
    }

    @Test
    void mode_two_has_the_high_byte_first() {
        assertThat(payload("76 12345678 41EC 01 02 2A 00 0000 04 06 00000001 0C 13 01234567", Keys.NONE))
                .isEqualTo(Outcome.COMPLETE);
        assertThat(telegram.sender()).isEqualTo("POL-12345678-01-02");
        assertThat(lines()).containsExactly("Energy 1000 Wh", "Volume 1234.567 m3");
    }

    @Test
    void what_the_label_does_not_tell_is_remembered() {
        payload("78 0406 01000000 04AB FF01 01000000 0486 6F 01000000 0483 3C 01000000", Keys.NONE);
        assertThat(telegram.isQualified(0)).isFalse();
        assertThat(telegram.isQualified(1)).as("a code of the manufacturer").isTrue();
        assertThat(telegram.isQualified(2)).as("a date").isTrue();
        assertThat(telegram.isQualified(3)).as("export is in the label").isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "78 8B, 2, TRUNCATED",
        "78 8B60, 3, TRUNCATED",
        "78 04 03 0000, 3, TRUNCATED",
        "78 2F2F 04, 4, TRUNCATED",
        "78 0D 78 05 31, 4, TRUNCATED",
        "78 02 FC 09 31, 4, TRUNCATED",
        "78 84 80808080808080808080 80 03 00000000, 12, OVER_LIMIT",
        "78 04 84 84848484848484848484 84 03 00000000, 13, OVER_LIMIT",
        "78 7F, 1, UNEXPECTED",
        "72 12345678, 5, TRUNCATED",
        "73 12345678 00 00 E9, 8, TRUNCATED",
        "72 78563412 2D4C 01 02 00 00 0007, 13, UNEXPECTED",
        "72 78563412 2D4C 01 02 00 00 1005 00, 13, TRUNCATED",
        "7A 00 00 1005 00000000000000000000000000000000, 5, UNEXPECTED",
        "53 00, 0, UNEXPECTED",
    })
    void malformed_records_are_rejected_with_their_place(String hex, int offset, Problem problem) {
        assertThat(payload(hex, Keys.NONE)).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.fault().problem()).isEqualTo(problem);
            assertThat(rejected.fault().offset()).isEqualTo(offset);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {ELECTRICITY, HANDBOOK, FIXED, AMIS})
    void survives_any_damage(String hex) {
        byte[] payload = hear(bytes(hex)).payloads.getFirst();
        MbusDecoder decoder = new MbusDecoder(Keys.of(AMIS_KEY));
        Random random = new Random(1);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = java.util.Arrays.copyOf(payload, random.nextInt(payload.length + 1));
            for (int hits = random.nextInt(9); hits > 0 && mutant.length > 0; hits--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            telegram.clear("mbus");
            if (decoder.decode(mutant, 0, mutant.length, telegram) instanceof Outcome.Rejected rejected) {
                assertThat(rejected.fault().offset()).isBetween(0, mutant.length);
            }
        }
    }

    @Test
    void survives_records_that_begin_with_any_three_bytes() {
        MbusDecoder decoder = new MbusDecoder(Keys.NONE);
        byte[] payload = new byte[24];
        payload[0] = 0x78;
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                payload[1] = (byte) first;
                payload[2] = (byte) second;
                payload[3] = (byte) (first * 7 + second);
                telegram.clear("mbus");
                if (decoder.decode(payload, 0, payload.length, telegram) instanceof Outcome.Rejected rejected) {
                    assertThat(rejected.fault().offset()).isBetween(1, payload.length);
                }
            }
        }
    }

    @Test
    void what_the_writer_writes_is_read() {
        LocalDateTime time = LocalDateTime.parse("2026-02-03T14:15:16");
        MbusWriter writer = new MbusWriter("KAM", "07012345", 0x1B, 0x04)
                .access(9)
                .time(time, true)
                .integer(4, 12_345, 0x06)
                .bcd(8, -77, 0x13)
                .function(Function.MAXIMUM)
                .stored(5)
                .tariff(6)
                .device(2)
                .integer(2, 250, 0x2E)
                .real(21.5f, 0x5B)
                .text("A1", 0xFD, 0x0B)
                .named("%RH", 1, 44)
                .stored(1)
                .time(time);
        byte[] key = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        for (byte[] frame : List.of(writer.answer(3), writer.answer(3, key))) {
            FrameLog log = hear(frame);
            telegram.clear("mbus");
            byte[] payload = log.payloads.getFirst();
            assertThat(new MbusDecoder(Keys.of(key)).decode(payload, 0, payload.length, telegram))
                    .isEqualTo(Outcome.COMPLETE);
            assertThat(lines())
                    .containsExactly(
                            "Time point (date & time) 2026-02-03T14:15:16",
                            "Energy 12345000 Wh",
                            "Volume -0.077 m3",
                            "Power 250000 W Maximum value storage 5 tariff 6 device 2",
                            "Flow temperature 21.5 °C",
                            "Parameter set identification A1",
                            "%RH 44",
                            "Time point (date & time) 2026-02-03T14:15 storage 1");
            assertThat(telegram.sender()).isEqualTo("KAM-07012345-1B-04");
            assertThat(telegram.medium()).isEqualTo("heat");
        }
    }

    @Test
    void the_writer_makes_the_vector_of_the_operator() {
        byte[] push = new MbusWriter("SAM", "00000000", 0x01, 0x0E)
                .access(0x0D)
                .raw(bytes(
                        "066D5F0C48C1171B040300720A0004833C84F901008410FB82731E7605008410FB82F33C263E0100042B00000000"
                                + "04AB3C7500000004FB140000000004FB943C000000000483FF0414000000"))
                .push(0xF0, AMIS_KEY);
        assertThat(push).isEqualTo(bytes(AMIS));
    }

    private Outcome decode(String frame, Keys keys) {
        byte[] payload = hear(bytes(frame)).payloads.getFirst();
        telegram.clear("mbus");
        return new MbusDecoder(keys).decode(payload, 0, payload.length, telegram);
    }

    private Fault fault(String frame, Keys keys) {
        return ((Outcome.Rejected) decode(frame, keys)).fault();
    }

    private Outcome payload(String hex, Keys keys) {
        byte[] payload = bytes(hex.replace(" ", ""));
        telegram.clear("mbus");
        return new MbusDecoder(keys).decode(payload, 0, payload.length, telegram);
    }

    private static FrameLog hear(byte[] frame) {
        FrameLog log = new FrameLog();
        MbusFramer framer = new MbusFramer();
        framer.feed(frame, 0, frame.length, log);
        framer.end(log);
        return log;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < telegram.size(); i++) {
            String value = switch (telegram.kind(i)) {
                case AMOUNT ->
                    telegram.value(i)
                                    .toPlainString()
                                    .replaceFirst("(\\.[0-9]*?)0+$", "$1")
                                    .replaceFirst("\\.$", "") + " "
                            + telegram.unit(i).symbol();
                case TEXT -> telegram.text(i);
                case CLOCK ->
                    LocalDateTime.ofEpochSecond(telegram.localSecond(i), 0, ZoneOffset.UTC)
                            .toString();
            };
            String line = telegram.label(i) + " " + value.strip();
            line += telegram.function(i) == Function.INSTANTANEOUS
                    ? ""
                    : " " + telegram.function(i).word();
            line += telegram.storage(i) == 0 ? "" : " storage " + telegram.storage(i);
            line += telegram.tariff(i) == 0 ? "" : " tariff " + telegram.tariff(i);
            line += telegram.device(i) == 0 ? "" : " device " + telegram.device(i);
            lines.add(line.strip());
        }
        return lines;
    }

    private static long second(String local) {
        return LocalDateTime.parse(local).toEpochSecond(ZoneOffset.UTC);
    }
}
