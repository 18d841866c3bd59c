package org.polymeter.codec.sml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.sml.SmlVectors.V70;
import static org.polymeter.codec.sml.SmlVectors.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.dlms.FieldMap;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Outcome.Rejected;
import org.polymeter.codec.observation.Telegram;

class SmlDecoderTest {

    private static final byte[] SERVER = bytes("0A01504F4C0000000001");
    private static final Obis POWER = Obis.of(1, 0, 16, 7, 0);
    private static final int WATT = 27;

    private final SmlDecoder decoder = new SmlDecoder();
    private final Telegram telegram = new Telegram();

    @Test
    void the_worked_example_says_what_it_is_said_to_say() {
        decode(bytes(V70));
        assertThat(lines())
                .containsExactly(
                        "1-0:96.50.1*1 POL",
                        "1-0:96.1.0 0A01504F4C0000000001",
                        "1-0:1.8.0 12345678.9 Wh, 8 bytes, status 1C0104",
                        "1-0:2.8.0 456.7 Wh, 8 bytes",
                        "1-0:16.7.0 -1523 W, 4 bytes");
        assertThat(telegram.sender()).isEqualTo("0A01504F4C0000000001");
        assertThat(telegram.senderScheme()).isEqualTo("sml");
        assertThat(telegram.isTimed()).isFalse(); // seconds of operation are no clock
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void every_byte_of_the_example_is_explained() {
        FrameLog log = frame(bytes(V70));
        byte[] payload = log.payloads.getFirst();
        FieldMap fields = new FieldMap(payload.length);
        decoder.decode(payload, 0, payload.length, fields);
        assertThat(fields.gaps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5, 1",
        "-5, 1",
        "127, 1",
        "-32768, 2",
        "-8388608, 3",
        "8388607, 3",
        "-1, 4",
        "1099511627775, 6",
        "-1099511627776, 6",
        "-36028797018963968, 7",
        "9223372036854775807, 8",
        "-9223372036854775808, 8"
    })
    void signed_numbers_have_one_to_eight_bytes(long number, int width) {
        decode(new SmlWriter(SERVER).signed(POWER, WATT, -2, number, width).end());
        assertThat(telegram.mantissa(0)).isEqualTo(number);
        assertThat(telegram.scale(0)).isEqualTo(-2);
        assertThat(telegram.width(0)).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({"255, 1", "65535, 2", "16777215, 3", "4294967295, 4", "1099511627775, 5", "9223372036854775807, 8"})
    void unsigned_numbers_have_no_sign(long number, int width) {
        decode(new SmlWriter(SERVER).unsigned(POWER, WATT, 0, number, width).end());
        assertThat(telegram.mantissa(0)).isEqualTo(number);
    }

    @Test
    void a_number_that_fills_64_bits_is_dropped_with_a_warning() {
        decode(new SmlWriter(SERVER)
                .unsigned(POWER, WATT, 0, -1, 8)
                .text(Obis.of(1, 0, 0, 2, 0), "ok")
                .end());
        assertThat(lines()).containsExactly("1-0:0.2.0 ok");
        assertThat(telegram.warnings()).hasSize(1);
    }

    /** Found by fuzzing: printing such a number took all memory. */
    @Test
    void a_number_with_an_impossible_scaler_is_dropped_with_a_warning() {
        decode(new SmlWriter(SERVER)
                .signed(POWER, WATT, 100, 5, 1)
                .signed(POWER, WATT, 0, 7, 1)
                .end());
        assertThat(lines()).containsExactly("1-0:16.7.0 7 W, 1 bytes");
        assertThat(telegram.warnings()).singleElement().asString().contains("impossible scaler");
    }

    @Test
    void long_texts_and_many_values_have_a_length_of_two_bytes() {
        byte[] key = new byte[48];
        Arrays.fill(key, (byte) 0xC3);
        SmlWriter writer = new SmlWriter(SERVER).octets(Obis.of(129, 129, 199, 130, 5), key);
        for (int i = 0; i < 30; i++) {
            writer.signed(Obis.of(1, 0, 1, 8, i), 30, -1, i, 5);
        }
        byte[] file = writer.end();
        assertThat(SmlVectors.hex(file)).contains("F10F", "8302C3C3");
        decode(file);
        assertThat(telegram.size()).isEqualTo(31);
        assertThat(telegram.textBytes(0)).isEqualTo(key);
    }

    @Test
    void unit_scaler_value_and_list_name_may_be_absent() {
        decode(entries("77070100605A0201010101010101", "77070100600500FF0101010165001C010401"));
        assertThat(lines()).containsExactly("1-0:96.5.0 1835268 , 4 bytes");
    }

    @Test
    void truths_are_numbers_and_lists_are_no_values() {
        decode(entries("77070100600500FF01010101420101", "77070100600501FF010101017262016205" + "01"));
        assertThat(lines()).containsExactly("1-0:96.5.0 1 , 1 bytes");
    }

    @Test
    void unit_zero_is_no_unit() {
        decode(entries("770701006032010101016200520004445A4701"));
        assertThat(lines()).containsExactly("1-0:96.50.1*1 DZG");
        decode(entries("77070100600500FF010162005200620701"));
        assertThat(telegram.unit(0).symbol()).isEmpty();
    }

    @Test
    void an_entry_without_a_code_is_dropped_with_a_warning() {
        decode(entries("77040102030101621B5200620501", "77070100100700FF0101621B5200620501"));
        assertThat(lines()).containsExactly("1-0:16.7.0 5 W, 1 bytes");
        assertThat(telegram.warnings()).hasSize(1);
    }

    @Test
    void a_timestamp_is_the_time() {
        decode(new SmlWriter(SERVER)
                .timestamp(1_700_000_000)
                .signed(POWER, WATT, 0, 1, 1)
                .end());
        assertThat(telegram.isTimed()).isTrue();
        assertThat(telegram.localSecond()).isEqualTo(1_700_000_000);
        assertThat(telegram.deviation()).isZero();
    }

    @Test
    void a_local_timestamp_is_ahead_of_utc_by_zone_and_season() {
        decode(new SmlWriter(SERVER)
                .localTimestamp(1_700_000_000, 60, 60)
                .signed(POWER, WATT, 0, 1, 1)
                .end());
        assertThat(telegram.localSecond()).isEqualTo(1_700_007_200);
        assertThat(telegram.deviation()).isEqualTo(-120);
        assertThat(Deviation.isMinutes(telegram.deviation())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "7262016500123456", "6500148E03", "7362016500123456620A", "7262026200", "7262036200"})
    void no_clock_is_no_time(String time) {
        decode(new SmlWriter(SERVER)
                .time(bytes(time))
                .valueTime(bytes(time))
                .signed(POWER, WATT, 0, 1, 1)
                .end());
        assertThat(telegram.isTimed()).isFalse();
        assertThat(telegram.isCaptured(0)).isFalse();
        assertThat(telegram.size()).isEqualTo(1);
    }

    @Test
    void a_value_has_the_timestamp_that_stands_beside_it() {
        decode(new SmlWriter(SERVER)
                .valueTime(bytes("726202656553F100"))
                .signed(POWER, WATT, 0, 1, 1)
                .end());
        assertThat(telegram.isCaptured(0)).isTrue();
        assertThat(telegram.localSecond(0)).isEqualTo(1_700_000_000);
    }

    @Test
    void checksums_of_holley_are_right() {
        decode(new SmlWriter(SERVER).withKermit().signed(POWER, WATT, 0, 7, 2).end());
        assertThat(lines()).containsExactly("1-0:16.7.0 7 W, 2 bytes");
    }

    @Test
    void a_wrong_checksum_of_a_message_rejects_the_file_unless_nobody_cares() {
        byte[] payload = frame(bytes(V70)).payloads.getFirst();
        payload[100] ^= 1;
        telegram.clear("sml");
        Outcome outcome = decoder.decode(payload, 0, payload.length, telegram);
        assertThat(outcome).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.fault().problem()).isEqualTo(Problem.UNEXPECTED);
            assertThat(rejected.fault().expected()).contains("checksum");
        });
        telegram.clear("sml");
        assertThat(new SmlDecoder(false).decode(payload, 0, payload.length, telegram))
                .isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void other_messages_are_skipped_and_a_file_without_values_is_rejected() {
        byte[] payload = bytes(SmlVectors.OPEN + SmlVectors.CLOSE);
        assertThat(decoder.decode(payload, 0, payload.length, telegram))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.fault().expected()).contains("GetList.Res"));
    }

    @Test
    void the_same_server_makes_no_new_text() {
        decode(bytes(V70));
        String first = telegram.sender();
        decode(bytes(V70));
        assertThat(telegram.sender()).isSameAs(first);
    }

    @Test
    void a_payload_cut_anywhere_is_rejected_within_its_length() {
        byte[] payload = frame(bytes(V70)).payloads.getFirst();
        int values = payload.length - SmlVectors.CLOSE.length() / 2;
        for (int length = 0; length < payload.length; length++) {
            telegram.clear("sml");
            Outcome outcome = decoder.decode(payload, 0, length, telegram);
            if (length == values - 1 || length == values) {
                continue; // the list is whole; what closes the file is missing
            }
            int cut = length;
            assertThat(outcome)
                    .as("length %d", length)
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.fault().offset()).isBetween(0, cut));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damaged_payloads_throw_nothing(long seed) {
        byte[] payload = frame(bytes(V70)).payloads.getFirst();
        Random random = new Random(seed);
        SmlDecoder careless = new SmlDecoder(false);
        for (int i = 0; i < 5_000; i++) {
            byte[] mutant = payload.clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            int from = random.nextInt(3);
            telegram.clear("sml");
            if (careless.decode(mutant, from, mutant.length - from, telegram) instanceof Rejected rejected) {
                assertThat(rejected.fault().offset()).isBetween(0, mutant.length - from);
            }
        }
    }

    @Test
    void lists_that_promise_more_than_there_is_end_soon() {
        byte[] promise = bytes("7602006200620072630301FF8F8F0F");
        assertThat(decoder.decode(promise, 0, promise.length, telegram)).isInstanceOf(Rejected.class);
        byte[] nested = new byte[4000];
        Arrays.fill(nested, (byte) 0x71);
        byte[] message = bytes("7602006200620072630301");
        System.arraycopy(message, 0, nested, 0, message.length);
        assertThat(decoder.decode(nested, 0, nested.length, telegram)).isInstanceOf(Rejected.class);
    }

    private void decode(byte[] file) {
        byte[] payload = frame(file).payloads.getFirst();
        telegram.clear("sml");
        assertThat(decoder.decode(payload, 0, payload.length, telegram)).isEqualTo(Outcome.COMPLETE);
    }

    private static FrameLog frame(byte[] file) {
        FrameLog log = new FrameLog();
        new SmlFramer().feed(file, 0, file.length, log);
        assertThat(log.payloads).hasSize(1);
        return log;
    }

    /** A file whose list has these entries. */
    private static byte[] entries(String... entries) {
        return new SmlWriter(SERVER)
                .entries(entries.length, bytes(String.join("", entries)))
                .end();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < telegram.size(); i++) {
            String status = telegram.hasStatus(i)
                    ? ", status " + Long.toHexString(telegram.status(i)).toUpperCase(java.util.Locale.ROOT)
                    : "";
            lines.add(telegram.obis(i) + " "
                    + switch (telegram.kind(i)) {
                        case AMOUNT ->
                            telegram.value(i).toPlainString() + " "
                                    + telegram.unit(i).symbol() + ", " + telegram.width(i) + " bytes" + status;
                        default -> telegram.text(i);
                    });
        }
        return lines;
    }
}
