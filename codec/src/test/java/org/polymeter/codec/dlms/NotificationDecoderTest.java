package org.polymeter.codec.dlms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.V20;
import static org.polymeter.codec.DlmsVectors.V21;
import static org.polymeter.codec.DlmsVectors.V41;
import static org.polymeter.codec.DlmsVectors.V42;
import static org.polymeter.codec.DlmsVectors.V43;
import static org.polymeter.codec.DlmsVectors.V50;
import static org.polymeter.codec.DlmsVectors.V51;
import static org.polymeter.codec.DlmsVectors.V52;
import static org.polymeter.codec.DlmsVectors.V53A;
import static org.polymeter.codec.DlmsVectors.V53B;
import static org.polymeter.codec.DlmsVectors.V54_PLAIN;
import static org.polymeter.codec.DlmsVectors.V55_PLAIN;
import static org.polymeter.codec.DlmsVectors.V56;
import static org.polymeter.codec.DlmsVectors.V57;
import static org.polymeter.codec.DlmsVectors.V58;
import static org.polymeter.codec.DlmsVectors.V58_PLAIN;
import static org.polymeter.codec.DlmsVectors.V59;
import static org.polymeter.codec.DlmsVectors.V60;
import static org.polymeter.codec.DlmsVectors.V61;
import static org.polymeter.codec.DlmsVectors.V61_PLAIN;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.MeterVectors;
import org.polymeter.codec.bytes.ByteCursor;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Outcome.Rejected;
import org.polymeter.codec.observation.Telegram;

class NotificationDecoderTest {

    private static final String HEADER = "0F00000001 00";
    private static final String UNIT_WH = "02020F00161E";

    @Test
    void aidon_list_1_is_one_power() {
        Decoding decoding = Decoding.ofFrames(V20).isComplete();
        assertThat(decoding.value("1-0:1.7.0")).isEqualTo("1342 W");
        assertThat(decoding.telegram.size()).isEqualTo(1);
        assertThat(decoding.telegram.isTimed()).isFalse();
        assertThat(decoding.telegram.warnings()).isEmpty();
    }

    @Test
    void aidon_list_2_tells_scale_and_unit_of_everything() {
        Decoding decoding = Decoding.ofFrames(V50).isComplete();
        assertThat(decoding.telegram.size()).isEqualTo(13);
        assertThat(decoding.value("1-1:0.2.129")).isEqualTo("AIDON_V0001");
        assertThat(decoding.value("0-0:96.1.0")).isEqualTo("7359992890000001");
        assertThat(decoding.value("0-0:96.1.7")).isEqualTo("6534");
        assertThat(decoding.value("1-0:4.7.0")).isEqualTo("211 var");
        assertThat(decoding.value("1-0:71.7.0")).isEqualTo("3.1 A");
        assertThat(decoding.value("1-0:72.7.0")).isEqualTo("234.0 V");
    }

    @Test
    void aidon_list_3_has_a_clock_that_is_the_time_of_the_telegram() {
        Decoding decoding = Decoding.ofFrames(V51).isComplete();
        assertThat(decoding.value("1-0:1.8.0")).isEqualTo("10955220 Wh");
        assertThat(decoding.value("1-0:4.8.0")).isEqualTo("1531970 varh");
        assertThat(decoding.value("0-0:1.0.0")).isEqualTo("2025-12-14T16:00");
        assertThat(decoding.time()).isEqualTo("2025-12-14T16:00");
        assertThat(decoding.telegram.deviation()).isZero();
    }

    @Test
    void aidon_in_sweden_sends_27_objects_and_no_deviation() {
        Decoding decoding = Decoding.ofFrames(V52).isComplete();
        assertThat(decoding.telegram.size()).isEqualTo(27);
        assertThat(decoding.value("1-0:61.7.0")).isEqualTo("1020 W");
        assertThat(decoding.value("1-0:51.7.0")).isEqualTo("3.6 A");
        assertThat(decoding.value("1-0:1.8.0")).isEqualTo("61234567 Wh");
        assertThat(decoding.time()).isEqualTo("2025-01-15T12:00:10");
        assertThat(decoding.telegram.deviation()).isEqualTo(Deviation.UNSAID);
    }

    @Test
    void kamstrup_names_its_values_but_states_no_scale() {
        Decoding decoding = Decoding.ofFrames(V56).isComplete();
        assertThat(decoding.telegram.obis(0).isNone()).isTrue();
        assertThat(decoding.telegram.text(0)).isEqualTo("Kamstrup_V0001");
        assertThat(decoding.value("1-1:0.0.5")).isEqualTo("5706567200000001");
        assertThat(decoding.value("1-1:1.7.0")).isEqualTo("1310 ?");
        assertThat(decoding.value("1-1:31.7.0")).isEqualTo("195 ?");
        assertThat(decoding.time()).isEqualTo("2021-11-25T22:59:50");
        assertThat(decoding.telegram.deviation()).isEqualTo(Deviation.UNSAID);
    }

    @Test
    void kamstrup_list_3_has_energies_and_a_clock_of_its_own() {
        Decoding decoding = Decoding.ofFrames(V57).isComplete();
        assertThat(decoding.value("1-1:1.8.0")).isEqualTo("8500123 ?");
        assertThat(decoding.value("0-1:1.0.0")).isEqualTo("2021-11-25T23:00:05");
    }

    @Test
    void landis_gyr_pushes_definitions_and_values() {
        Decoding decoding = Decoding.ofFrames(V41).isComplete();
        assertThat(decoding.telegram.list()).isEqualTo(Obis.parse("0-8:25.9.0"));
        assertThat(decoding.value("0-8:25.9.0")).isEqualTo("absent");
        assertThat(decoding.value("0-0:96.1.0")).isEqualTo("60000001");
        assertThat(decoding.value("1-0:1.7.0")).isEqualTo("371 ?");
        assertThat(decoding.value("1-1:1.8.0")).isEqualTo("2345678 ?");
        assertThat(decoding.value("1-0:51.7.0")).isEqualTo("106 ?");
        assertThat(decoding.telegram.size()).isEqualTo(8);
        assertThat(decoding.time()).isEqualTo("2024-02-29T22:48:50");
    }

    @Test
    void austrian_triples_begin_with_a_clock_and_end_with_a_meter_number() {
        Decoding decoding = Decoding.ofHex(V54_PLAIN).isComplete();
        assertThat(decoding.value("0-0:1.0.0")).isEqualTo("2024-11-15T14:45:45");
        assertThat(decoding.telegram.deviation()).isEqualTo(-60);
        assertThat(decoding.value("1-0:1.8.0")).isEqualTo("4700123 Wh");
        assertThat(decoding.value("1-0:32.7.0")).isEqualTo("233.8 V");
        assertThat(decoding.value("1-0:13.7.0")).isEqualTo("0.095");
        assertThat(decoding.value("0-0:96.1.0")).isEqualTo("181200000001");
        assertThat(decoding.telegram.warnings()).isEmpty();
    }

    @Test
    void austrian_structures_name_everything() {
        Decoding decoding = Decoding.ofHex(V55_PLAIN).isComplete();
        assertThat(decoding.value("0-0:42.0.0")).isEqualTo("KFM1200200000001");
        assertThat(decoding.value("0-0:96.1.0")).isEqualTo("1KFM0200000001");
        assertThat(decoding.value("1-0:2.7.0")).isEqualTo("24 W");
        assertThat(decoding.value("1-0:4.8.0")).isEqualTo("510321 varh");
        assertThat(decoding.time()).isEqualTo("2023-04-25T10:59:30");
        assertThat(decoding.telegram.size()).isEqualTo(15);
    }

    @Test
    void lists_of_bare_values_are_rejected_with_their_types() {
        assertThat(fault(Decoding.ofFrames(V59)))
                .isEqualTo(new Fault(
                        18,
                        Problem.UNEXPECTED,
                        "OBIS codes; this list has none, its types are S18:o16,o8,u4x4,u2x6,u4x6"));
        assertThat(fault(Decoding.ofFrames(V53A)).expected()).endsWith(" S1:u4");
        assertThat(fault(Decoding.ofFrames(V53B)).expected()).endsWith(" S13:o7,o16,o8,u4x10");
        assertThat(fault(Decoding.ofHex(V58_PLAIN)).expected()).endsWith(" S14:u2x6,u4x4,u2x3,o8");
        assertThat(fault(Decoding.ofHex(V61_PLAIN)).expected()).endsWith(" S12:o6,o13,o4,o5,u4x6,o0x2");
        assertThat(fault(Decoding.ofFrames(V21)).expected()).endsWith(" S4:u4x2,u2x2");
        assertThat(fault(Decoding.ofHex(HEADER + V43)).expected()).endsWith(" A2:S2(u2,u4)x2");
    }

    @Test
    void descriptors_without_tags_name_what_follows_them() {
        Decoding decoding = Decoding.ofHex(V60).isComplete();
        assertThat(decoding.telegram.form()).isEqualTo("descriptors");
        assertThat(decoding.value("0-0:96.1.1")).isEqualTo("5100000001");
        assertThat(decoding.value("0-0:96.3.10")).isEqualTo("1");
        assertThat(decoding.value("1-0:1.8.0")).isEqualTo("4910123 ?");
        assertThat(decoding.telegram.warnings()).isEmpty();
    }

    @Test
    void descriptors_stand_only_in_the_array_after_an_enum_and_name_a_current_value() {
        String element = "0202 0003 0100010800FF 02 06004AEC2B";
        assertThat(Decoding.ofHex(HEADER + "0202 1601 0101" + element).outcome).isEqualTo(Outcome.COMPLETE);
        for (String other : List.of(
                "0202 1101 0101" + element, // a number instead of the enum
                "0202 1601 0201" + element, // a structure instead of the array
                "0101" + element,
                "0202 1601 0101" + element.replace("0800FF", "080000"),
                "0202 1601 0101" + element.replace("FF 02", "FF 00"),
                "0202 1601 0101" + element.replace("0202 0003", "0203 0003"))) {
            assertThat(Decoding.ofHex(HEADER + other).outcome).as(other).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void values_with_tags_stay_what_they_are_after_an_enum() {
        String list = HEADER + "0202 1601 0102 0202 09060100010800FF 0600000001 0202 00 0904FF0000FF";
        assertThat(fault(Decoding.ofHex(list)).expected()).endsWith(" S2:e1,A2(S2(o6,u4),S2(n,o4))");
    }

    @Test
    void ciphered_apdus_need_a_key_and_say_what_they_are() {
        assertThat(fault(Decoding.ofFrames(V58)))
                .isEqualTo(new Fault(0, Problem.NO_KEY, "a key: this is general-glo-ciphering of a meter of LGZ"));
        assertThat(fault(Decoding.ofFrames(V61)).expected()).contains("general-glo-ciphering of a meter of ISK");
        assertThat(fault(Decoding.ofHex(V42)).expected()).contains("general-ciphering");
        assertThat(fault(Decoding.ofHex("DC08")).expected()).contains("general-ded-ciphering");
    }

    @Test
    void a_single_block_and_other_apdus_are_rejected() {
        assertThat(fault(Decoding.ofHex("E0C000010000010F")).problem()).isEqualTo(Problem.UNEXPECTED);
        assertThat(fault(Decoding.ofHex("C401")).expected()).isEqualTo("data-notification");
        assertThat(fault(Decoding.ofHex("")).problem()).isEqualTo(Problem.TRUNCATED);
    }

    @Test
    void the_time_of_the_header_comes_in_four_spellings() {
        String body = "0202 09060100010800FF 0600000001";
        String time = "07E90601070C000000FF8880";
        assertThat(Decoding.ofHex("0F00000001 00" + body).isComplete().time()).isEqualTo("absent");
        for (String spelling : new String[] {"0C", "090C", "19"}) {
            Decoding decoding = Decoding.ofHex("0F00000001" + spelling + time + body);
            assertThat(decoding.isComplete().time()).isEqualTo("2025-06-01T12:00");
            assertThat(decoding.telegram.deviation()).isEqualTo(-120);
        }
        assertThat(fault(Decoding.ofHex("0F00000001 05" + body)).offset()).isEqualTo(6);
    }

    @Test
    void a_time_that_is_not_a_full_one_is_a_warning() {
        Decoding decoding =
                Decoding.ofHex("0F00000001 0C FFFF FF FF FF FF FF FF FF 8000 FF 0202 09060100010800FF 0600000001");
        assertThat(decoding.isComplete().time()).isEqualTo("absent");
        assertThat(decoding.telegram.warnings()).hasSize(1);
        assertThat(Decoding.ofHex("0F00000001 0C 07E7 02 1D FF 0A 00 00 00 8000 FF 0202 09060100010800FF 0600000001")
                        .time())
                .isEqualTo("absent");
    }

    @Test
    void tags_in_the_wrong_order_before_a_current_are_read() {
        Decoding decoding = Decoding.ofHex(HEADER + "0102" + "0203 0609 01001F0700FF 1000FA 02020FFE1621"
                + "0203 09060100330700FF 100001 02020FFE1621");
        assertThat(decoding.isComplete().value("1-0:31.7.0")).isEqualTo("2.50 A");
        assertThat(decoding.value("1-0:51.7.0")).isEqualTo("0.01 A");
    }

    @Test
    void pairs_may_lack_values_and_end_in_nothing() {
        Decoding decoding = Decoding.ofHex(HEADER + "020A 0A0E" + "4B616D73747275705F5630303031"
                + "09060101010700FF 06000001F4 00 00 09060101020700FF 00 09060101200700FF 1200E7 00");
        assertThat(decoding.isComplete().value("1-1:1.7.0")).isEqualTo("500 ?");
        assertThat(decoding.value("1-1:2.7.0")).isEqualTo("absent");
        assertThat(decoding.value("1-1:32.7.0")).isEqualTo("231 ?");
        assertThat(decoding.telegram.warnings()).isEmpty();
    }

    @Test
    void a_number_under_an_identity_code_is_a_text() {
        Decoding decoding = Decoding.ofHex(HEADER + "0204 09060101000001FF 0600BC614E 09060101010700FF 0600000000");
        assertThat(decoding.isComplete().value("1-1:0.0.1")).isEqualTo("12345678");
    }

    @Test
    void every_type_of_number_is_read_exactly() {
        assertThat(number("05FFFFFFFE")).isEqualTo("-2 Wh");
        assertThat(number("06FFFFFFFE")).isEqualTo("4294967294 Wh");
        assertThat(number("0FFE")).isEqualTo("-2 Wh");
        assertThat(number("10FFFE")).isEqualTo("-2 Wh");
        assertThat(number("11FE")).isEqualTo("254 Wh");
        assertThat(number("12FFFE")).isEqualTo("65534 Wh");
        assertThat(number("14FFFFFFFFFFFFFFFE")).isEqualTo("-2 Wh");
        assertThat(number("157FFFFFFFFFFFFFFF")).isEqualTo("9223372036854775807 Wh");
        assertThat(number("1743664CCD")).isEqualTo("230.3 Wh");
        assertThat(number("1843DFFFFFFFFFFFFF")).isEqualTo("9223372036854775000 Wh");
        assertThat(number("184024000000000000")).isEqualTo("10 Wh");
        assertThat(number("0301")).isEqualTo("1");
        assertThat(number("1603")).isEqualTo("3");
    }

    @Test
    void what_is_no_number_is_left_out_with_a_warning() {
        Decoding decoding = Decoding.ofHex(HEADER + "0206 09060100010800FF 15FFFFFFFFFFFFFFFF"
                + "09060100020800FF 177F800000 09060100030800FF 0600000001");
        assertThat(decoding.isComplete().value("1-0:1.8.0")).isEqualTo("absent");
        assertThat(decoding.value("1-0:2.8.0")).isEqualTo("absent");
        assertThat(decoding.value("1-0:3.8.0")).isEqualTo("1 ?");
        assertThat(decoding.telegram.warnings()).hasSize(2);
    }

    @Test
    void an_impossible_scaler_is_a_warning() {
        Decoding decoding = Decoding.ofHex(HEADER + "0203 09060100010800FF 0600000001 02020F7F161E");
        assertThat(decoding.isComplete().telegram.size()).isZero();
        assertThat(decoding.telegram.warnings()).hasSize(1);
    }

    @Test
    void a_bcd_is_two_digits_and_a_bit_string_is_text() {
        Decoding decoding = Decoding.ofHex(HEADER + "0204 09060100000200FF 0D42 0906000061 6100FF 040AFF40");
        assertThat(decoding.isComplete().value("1-0:0.2.0")).isEqualTo("42 ?");
        assertThat(decoding.value("0-0:97.97.0")).isEqualTo("FF40");
    }

    @Test
    void a_captured_scaler_belongs_to_its_register() {
        Decoding decoding = push(
                definition(40, "0008190900FF", 2)
                        + definition(3, "0100010800FF", 2)
                        + definition(3, "0100010800FF", 3)
                        + definition(4, "0001180201FF", 2)
                        + definition(4, "0001180201FF", 3)
                        + definition(4, "0001180201FF", 5),
                6,
                "06000004D2" + "02020F01161E" + "0600001000" + "02020FFD160D" + "090C07E80B0F050E000000FFC400");
        assertThat(decoding.isComplete().value("1-0:1.8.0")).isEqualTo("12340 Wh");
        assertThat(decoding.value("0-1:24.2.1")).isEqualTo("4.096 m3");
        int gas = decoding.telegram.indexOf(Obis.parse("0-1:24.2.1"));
        assertThat(decoding.telegram.isCaptured(gas)).isTrue();
        assertThat(Decoding.time(decoding.telegram.localSecond(gas))).isEqualTo("2024-11-15T14:00");
        assertThat(decoding.telegram.size()).isEqualTo(2);
    }

    @Test
    void a_list_may_leave_its_own_array_out_of_the_definitions() {
        Decoding decoding = push(
                definition(8, "0000010000FF", 2) + definition(3, "0100010700FF", 2),
                2,
                "090C07E80B0F050E000000800000" + "0600000005");
        assertThat(decoding.isComplete().value("1-0:1.7.0")).isEqualTo("5 ?");
        assertThat(decoding.time()).isEqualTo("2024-11-15T14:00");
    }

    @Test
    void definitions_may_have_six_fields_and_the_last_values_may_be_missing() {
        String six = "0206 120003 09060100010700FF 0F02 120000 0202 1600 120000 0100";
        Decoding decoding =
                push(definition(40, "0008190900FF", 2) + six + definition(3, "0100020700FF", 2), 3, "0600000005");
        assertThat(decoding.isComplete().value("1-0:1.7.0")).isEqualTo("5 ?");
        assertThat(decoding.value("1-0:2.7.0")).isEqualTo("absent");
    }

    @Test
    void a_meter_behind_the_meter_is_told_by_the_codes_of_p1() {
        Decoding decoding = push(
                definition(40, "000B190900FF", 2)
                        + definition(72, "0002180100FF", 6)
                        + definition(72, "0002180100FF", 9)
                        + definition(4, "0002180201FF", 2)
                        + definition(70, "000060030AFF", 3),
                5,
                "0612345678" + "1103" + "0500001000" + "1601");
        assertThat(decoding.isComplete().value("0-2:96.1.0")).isEqualTo("12345678");
        assertThat(decoding.value("0-2:24.1.0")).isEqualTo("3");
        assertThat(decoding.value("0-2:24.2.1")).isEqualTo("4096 ?");
        assertThat(decoding.value("0-0:96.3.10")).isEqualTo("1");
    }

    @Test
    void values_may_be_missing_or_have_a_structure_of_their_own() {
        Decoding decoding = push(
                definition(40, "0008190900FF", 2)
                        + definition(3, "0100010700FF", 2)
                        + definition(7, "0100630100FF", 2)
                        + definition(3, "0100020700FF", 2),
                4,
                "00" + "0102 1101 1102" + "0600000007");
        assertThat(decoding.isComplete().value("1-0:1.7.0")).isEqualTo("absent");
        assertThat(decoding.value("1-0:2.7.0")).isEqualTo("7 ?");
        assertThat(decoding.telegram.size()).isEqualTo(1);
    }

    @Test
    void several_notifications_in_one_payload_are_read_in_turn() {
        String first = "0F00000001 00 0203 09060100010700FF 0600000005 02020F00161B";
        String second = "0F00000002 00 0203 09060100010800FF 0600000006" + UNIT_WH;
        Decoding decoding = Decoding.ofHex("E6E700" + first + "E6E700" + second);
        assertThat(decoding.isComplete().value("1-0:1.7.0")).isEqualTo("5 W");
        assertThat(decoding.value("1-0:1.8.0")).isEqualTo("6 Wh");
    }

    @Test
    void bytes_after_the_notification_are_a_warning() {
        Decoding decoding = Decoding.ofHex(HEADER + "0202 09060100010700FF 0600000005 000000");
        assertThat(decoding.isComplete().telegram.warnings())
                .containsExactly("byte 21: 3 bytes after the notification");
    }

    @Test
    void an_event_is_a_value() {
        Decoding decoding = Decoding.ofHex("C2 00 0003 0100010700FF 02 0600000005");
        assertThat(decoding.isComplete().value("1-0:1.7.0")).isEqualTo("5 ?");
    }

    @Test
    void an_opaque_body_is_sound_but_names_nothing() {
        Decoding decoding = Decoding.ofHex(HEADER + "0904 00000049");
        assertThat(decoding.isComplete().telegram.size()).isEqualTo(1);
        assertThat(decoding.telegram.obis(0).isNone()).isTrue();
    }

    @Test
    void an_unknown_type_is_a_fault_at_its_byte() {
        assertThat(fault(Decoding.ofHex(HEADER + "0202 09060100010700FF 63")))
                .isEqualTo(new Fault(16, Problem.UNEXPECTED, "a type of data"));
    }

    @Test
    void nesting_counts_and_lengths_have_limits() {
        assertThat(fault(Decoding.ofHex(HEADER + "0201".repeat(20) + "00")).problem())
                .isEqualTo(Problem.OVER_LIMIT);
        assertThat(fault(Decoding.ofHex(HEADER + "0182FFFF")).problem()).isEqualTo(Problem.OVER_LIMIT);
        assertThat(fault(Decoding.ofHex(HEADER + "0984FFFFFFFF")).problem()).isEqualTo(Problem.OVER_LIMIT);
        assertThat(fault(Decoding.ofHex(HEADER + "13" + "01FFFF".repeat(3) + "00" + "01" + "00"))
                        .problem())
                .isEqualTo(Problem.OVER_LIMIT);
    }

    @Test
    void every_field_of_a_payload_is_explained_once() {
        for (MeterVectors.Vector vector : MeterVectors.messages()) {
            byte[] apdu = vector.payload().apdu();
            FieldMap fields = new FieldMap(apdu.length);
            new NotificationDecoder(MeterKinds.lists())
                    .decode(apdu, 0, apdu.length, vector.payload().link(), fields);
            assertThat(fields.gaps()).as(vector.toString()).isEmpty();
        }
    }

    private static String number(String data) {
        Decoding decoding = Decoding.ofHex(HEADER + "0203 09060100010800FF" + data + UNIT_WH);
        return decoding.isComplete().value("1-0:1.8.0");
    }

    private static Decoding push(String definitions, int count, String values) {
        int elements = 1 + (int) countOf(values);
        return Decoding.ofHex(HEADER + String.format("02%02X 01%02X", elements, count) + definitions + values);
    }

    /** Elements of the sequence of data in hex. */
    private static long countOf(String values) {
        byte[] data = bytes(values);
        ByteCursor in = new ByteCursor();
        in.wrap(data, 0, data.length, new Telegram());
        DataReader reader = new DataReader(in, new DataTree());
        long count = 0;
        while (in.remaining() > 0) {
            reader.read();
            count++;
        }
        return count;
    }

    private static String definition(int classId, String name, int attribute) {
        return String.format("0204 12%04X 0906%s 0F%02X 120000", classId, name, attribute);
    }

    private static Fault fault(Decoding decoding) {
        assertThat(decoding.outcome).isInstanceOf(Rejected.class);
        return ((Rejected) decoding.outcome).fault();
    }
}
