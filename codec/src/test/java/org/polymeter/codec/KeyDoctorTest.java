package org.polymeter.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.KeyDoctor.Diagnosis;
import org.polymeter.codec.KeyDoctor.Verdict;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.security.SealedWriter;
import org.polymeter.codec.security.Vectors;

/** What people get wrong about keys, and what they are told. */
class KeyDoctorTest {

    private static final byte[] EK = bytes(Vectors.EK);
    private static final byte[] AK = bytes(Vectors.AK);
    private static final byte[] OTHER = bytes("A0A1A2A3A4A5A6A7A8A9AAABACADAEAF");
    private static final byte[] V58 = bytes(DlmsVectors.V58);
    private static final byte[] V61 = bytes(DlmsVectors.V61);

    private Diagnosis diagnosis = new Diagnosis(Verdict.WRONG, "", List.of());

    private Verdict verdict(Link link, byte[] capture, List<byte[]> encryption, List<byte[]> authentication) {
        diagnosis = KeyDoctor.examine(Options.of(link), capture, encryption, authentication);
        return diagnosis.verdict();
    }

    private Verdict ofHdlc(byte[] capture, List<byte[]> encryption, List<byte[]> authentication) {
        return verdict(Link.HDLC, capture, encryption, authentication);
    }

    private String said() {
        return diagnosis.finding() + " " + String.join(" ", diagnosis.advice());
    }

    @AfterEach
    void nothing_that_was_said_shows_a_key_or_a_serial_number() {
        String digits = said().toUpperCase(Locale.ROOT).replaceAll("[^0-9A-F]", "");
        for (String secret : List.of(Vectors.EK, Vectors.AK, "A0A1A2A3", "6700000001", "6974000001")) {
            assertThat(digits).doesNotContain(secret);
        }
    }

    @Test
    void right_keys_are_proven_by_the_tag() {
        assertThat(ofHdlc(V58, List.of(EK), List.of(AK))).isEqualTo(Verdict.RIGHT);
        assertThat(said()).contains("The keys are right.", "The tag proves it");
        assertThat(diagnosis.isGood()).isTrue();
    }

    @Test
    void a_right_key_alone_is_proven_by_the_text_and_the_second_is_asked_for() {
        assertThat(ofHdlc(V58, List.of(EK), List.of())).isEqualTo(Verdict.RIGHT);
        assertThat(said()).contains("The key is right.", "Its text proves it", "GAK");
    }

    @Test
    void where_there_is_no_tag_it_says_that_no_second_key_is_needed() {
        assertThat(ofHdlc(V61, List.of(EK), List.of())).isEqualTo(Verdict.RIGHT);
        assertThat(said()).contains("There is no tag that could prove more");
        assertThat(ofHdlc(V61, List.of(EK), List.of(OTHER))).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void a_wrong_authentication_key_is_told_from_a_wrong_encryption_key() {
        assertThat(ofHdlc(V58, List.of(EK), List.of(OTHER))).isEqualTo(Verdict.AUTHENTICATION_WRONG);
        assertThat(said()).contains("The encryption key is right; the authentication key is not.");
        assertThat(ofHdlc(V58, List.of(OTHER), List.of(AK))).isEqualTo(Verdict.WRONG);
        assertThat(said()).contains("None of the keys opens it, in either role.", "cannot be told", "LGZ");
    }

    @Test
    void swapped_keys_are_recognised() {
        assertThat(ofHdlc(V58, List.of(AK), List.of(EK))).isEqualTo(Verdict.SWAPPED);
        assertThat(said())
                .contains(
                        "Give the authentication key as encryption key, and the encryption key as authentication key.");
        assertThat(ofHdlc(V61, List.of(AK), List.of(EK)))
                .as("where there is no tag")
                .isEqualTo(Verdict.SWAPPED);
        assertThat(diagnosis.isGood()).isFalse();
    }

    @Test
    void of_several_keys_it_says_which_is_which() {
        assertThat(ofHdlc(V58, List.of(OTHER, AK, EK), List.of())).isEqualTo(Verdict.RIGHT);
        assertThat(said())
                .contains("encryption key number 3 is the encryption key, and encryption key number 2 is the"
                        + " authentication key");
    }

    @Test
    void two_keys_in_a_row_are_taken_apart() {
        byte[] row = Arrays.copyOf(EK, 32);
        System.arraycopy(AK, 0, row, 16, 16);
        assertThat(ofHdlc(V58, List.of(row), List.of())).isEqualTo(Verdict.RIGHT);
        assertThat(said()).contains("the first half of the encryption key is the encryption key");
    }

    @Test
    void a_key_of_the_wrong_length_is_named() {
        Keys keys = Keys.of(Arrays.copyOf(EK, 32)).withAuthentication(Arrays.copyOf(AK, 32));
        byte[] message = new SealedWriter(keys, bytes("4C475A6700000001")).general(0x32, 1, bytes("0F000000010000"));
        byte[] frame = new HdlcWriter(0xCEFF03).message(message);
        assertThat(ofHdlc(frame, List.of(EK), List.of())).isEqualTo(Verdict.WRONG_LENGTH);
        assertThat(said()).contains("security suite 2 need 64 hex digits");
    }

    @Test
    void without_a_key_it_says_whom_to_ask_for_what() {
        assertThat(ofHdlc(V58, List.of(), List.of())).isEqualTo(Verdict.NO_KEY_GIVEN);
        assertThat(said()).contains("by a meter of LGZ", "GUEK", "GAK");
        assertThat(ofHdlc(V61, List.of(), List.of())).isEqualTo(Verdict.NO_KEY_GIVEN);
        assertThat(said()).contains("One key is enough");
    }

    @Test
    void what_is_not_encrypted_needs_no_key() {
        assertThat(ofHdlc(bytes(DlmsVectors.V20), List.of(EK), List.of())).isEqualTo(Verdict.NOT_ENCRYPTED);
        assertThat(said()).contains("1 telegram can be read without any key");
    }

    @Test
    void where_there_is_no_telegram_nothing_is_claimed() {
        assertThat(ofHdlc(new byte[100], List.of(EK), List.of())).isEqualTo(Verdict.NO_TELEGRAM);
    }

    @Test
    void records_of_mode_5_are_proven_by_two_known_bytes_and_need_one_key() {
        byte[] amis =
                new MbusWriter("SIE", "00000000", 1, 2).integer(4, 684544, 0x03).push(0xF0, EK);
        assertThat(verdict(Link.MBUS, amis, List.of(EK), List.of())).isEqualTo(Verdict.RIGHT);
        assertThat(said()).contains("The key is right.", "2F 2F", "65536", "no need for a second key");
        assertThat(verdict(Link.MBUS, amis, List.of(OTHER), List.of(EK))).isEqualTo(Verdict.SWAPPED);
        assertThat(verdict(Link.MBUS, amis, List.of(OTHER), List.of())).isEqualTo(Verdict.WRONG);
        assertThat(said()).contains("does not begin with 2F 2F", "Kundenschnittstellen-Schlüssel");
        assertThat(verdict(Link.MBUS, amis, List.of(), List.of())).isEqualTo(Verdict.NO_KEY_GIVEN);
        assertThat(said()).contains("One key is enough", "Kundenschnittstellen-Schlüssel");
        byte[] clear =
                new MbusWriter("SIE", "00000000", 1, 2).integer(4, 684544, 0x03).answer(1);
        assertThat(verdict(Link.MBUS, clear, List.of(EK), List.of())).isEqualTo(Verdict.NOT_ENCRYPTED);
    }

    @Test
    void encrypted_p1_of_luxembourg_needs_one_key() {
        byte[] v14 = bytes(Vectors.V14);
        assertThat(verdict(Link.P1, v14, List.of(EK), List.of())).isEqualTo(Verdict.RIGHT);
        assertThat(said()).contains("The tag proves it");
        assertThat(verdict(Link.P1, v14, List.of(EK), List.of(OTHER))).isEqualTo(Verdict.AUTHENTICATION_WRONG);
        assertThat(said()).contains("Leave the authentication key out");
        assertThat(verdict(Link.P1, v14, List.of(EK), List.of(bytes(Vectors.LUXEMBOURG))))
                .isEqualTo(Verdict.RIGHT);
    }

    @Test
    void a_list_that_nobody_knows_does_not_make_a_right_key_wrong() {
        byte[] unknown = bytes("0F00000001000203110111021103");
        byte[] message = new SealedWriter(Vectors.keys(), bytes("4C475A6700000001")).general(0x20, 1, unknown);
        assertThat(ofHdlc(new HdlcWriter(0xCEFF03).message(message), List.of(EK), List.of()))
                .isEqualTo(Verdict.RIGHT);
        assertThat(said()).contains("not understood yet, whatever the key");
    }

    @Test
    void a_clear_p1_telegram_is_not_encrypted() {
        assertThat(verdict(Link.P1, Vectors.V14_TEXT.getBytes(US_ASCII), List.of(), List.of()))
                .isEqualTo(Verdict.NOT_ENCRYPTED);
    }
}
