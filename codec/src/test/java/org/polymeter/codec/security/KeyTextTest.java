package org.polymeter.codec.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are read as people paste them; what is wrong with one is said, and the key is not. */
class KeyTextTest {

    private static final String KEY = "36C66639E48A8CA4D6BC8B282A793BBB";

    private static String read(String pasted) {
        KeyText text = KeyText.of(pasted);
        assertThat(text.problem()).isEmpty();
        return HexFormat.of().withUpperCase().formatHex(text.key().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "36C66639E48A8CA4D6BC8B282A793BBB",
                "36c66639e48a8ca4d6bc8b282a793bbb",
                "  36C66639 E48A8CA4 D6BC8B28 2A793BBB\t",
                "36 C6 66 39 E4 8A 8C A4 D6 BC 8B 28 2A 79 3B BB",
                "36:C6:66:39:E4:8A:8C:A4:D6:BC:8B:28:2A:79:3B:BB",
                "36-c6-66-39-e4-8a-8c-a4-d6-bc-8b-28-2a-79-3b-bb",
                "36C6-6639-E48A-8CA4-D6BC-8B28-2A79-3BBB",
                "\"36C66639E48A8CA4D6BC8B282A793BBB\"",
                "'36C66639E48A8CA4D6BC8B282A793BBB',",
                "\u201E36C66639E48A8CA4D6BC8B282A793BBB\u201C",
                "0x36C66639E48A8CA4D6BC8B282A793BBB",
                "{0x36, 0xC6, 0x66, 0x39, 0xE4, 0x8A, 0x8C, 0xA4, 0xD6, 0xBC, 0x8B, 0x28, 0x2A, 0x79, 0x3B, 0xBB}",
                "\\x36\\xC6\\x66\\x39\\xE4\\x8A\\x8C\\xA4\\xD6\\xBC\\x8B\\x28\\x2A\\x79\\x3B\\xBB",
                "36C66639E48A8CA4\nD6BC8B282A793BBB",
                "36C66639\u00A0E48A8CA4\u202FD6BC8B28\u20132A793BBB\uFEFF",
                "GUEK: 36C66639E48A8CA4D6BC8B282A793BBB",
                "Encryption Key (EK) = 36C66639E48A8CA4D6BC8B282A793BBB",
                "EK:36 C6 66 39 E4 8A 8C A4 D6 BC 8B 28 2A 79 3B BB"
            })
    void a_key_in_any_dress_is_the_same_key(String pasted) {
        assertThat(read(pasted)).isEqualTo(KEY);
    }

    @Test
    void sixty_four_digits_are_a_key_of_suite_2_or_two_keys() {
        KeyText text = KeyText.of(KEY + KEY);
        assertThat(text.key().orElseThrow()).hasSize(32);
        assertThat(text.remark()).contains("two keys in a row");
    }

    @Test
    void sixteen_characters_are_taken_as_they_are_with_a_remark() {
        KeyText text = KeyText.of("MYDUMMYGLOBALKEY");
        assertThat(text.key().orElseThrow()).asHexString().isEqualTo("4D5944554D4D59474C4F42414C4B4559");
        assertThat(text.remark()).contains("16 characters");
        assertThat(KeyText.of("0123456789ABCDEF").remark()).contains("16 characters");
        assertThat(KeyText.of("01 23 45 67 89 AB CD EF").problem()).contains("half a key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6C66639E48A8CA4D6BC8B282A793BBB   | this has 31: a zero in front may be lost",
                "36C66639E48A8CA4D6BC8B282A793BBB0 | this has 33: one was typed or copied twice",
                "36C66639E48A8CA4D6BC8B28          | this has 24: a part is missing",
                "36C66639E48A8CA4D6BC8B282A793BBB000 | this has 35: is something else in front or behind?",
                "36C66639E48A8CA4D6BC8B282A793BBO  | number 32 is the letter O where a zero is meant",
                "36C66639E48A8CA4D6BC8B282A793BBl  | number 32 is the letter l where a one is meant",
                "36C66639E48\u0410CA4D6BC8B282A793BBB | number 12 is a letter of another alphabet",
                "36C66639E48G8CA4D6BC8B282A793BBB  | number 12 is no hex digit",
                "36C6************************3BBB  | number 5 is no hex digit: is the key masked?",
                "NsZmOeSKjKTWvIsoKnk7uw==          | this looks like Base64",
                "''                                | the key is empty"
            })
    void what_is_wrong_is_said_exactly(String pasted, String problem) {
        KeyText text = KeyText.of(pasted == null ? "" : pasted);
        assertThat(text.key()).isEmpty();
        assertThat(text.problem()).contains(problem);
    }

    @Test
    void neither_problem_nor_remark_nor_string_shows_four_digits_of_a_key() {
        Random random = new Random(3);
        for (int i = 0; i < 3000; i++) {
            char[] pasted = KEY.toCharArray();
            pasted[random.nextInt(pasted.length)] = (char) (32 + random.nextInt(95));
            String text = new String(Arrays.copyOf(pasted, 20 + random.nextInt(13)));
            KeyText key = KeyText.of(text);
            String shown = key.problem() + key.remark() + key;
            for (int from = 0; from + 4 <= KEY.length(); from++) {
                assertThat(shown).doesNotContain(KEY.substring(from, from + 4));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY, 0, 0",
        "6C66639E48A8CA4D6BC8B282A793BBB, ONE_SHORT, 31, 0",
        "36C66639E48A8CA4D6BC8B282A793BBBB, ONE_LONG, 33, 0",
        "36C66639E48A8CA4D6BC, SHORT, 20, 0",
        "36C6 6639 E48A 8CA4, HALF, 16, 0",
        "36C66639E48A8CA4D6BC8B282A793BBO, LETTER_O, 32, 32",
        "36C6663lE48A8CA4D6BC8B282A793BBB, LETTER_L, 32, 8",
        "**************************793BBB, MASKED, 32, 1",
        "36C66639G48A8CA4D6BC8B282A793BBB, NOT_HEX, 32, 9"
    })
    void what_is_wrong_is_also_a_word_and_a_place(String pasted, KeyText.Flaw flaw, int length, int position) {
        KeyText text = KeyText.of(pasted);
        assertThat(text.flaw()).isEqualTo(flaw);
        assertThat(text.length()).isEqualTo(length);
        assertThat(text.position()).isEqualTo(position);
    }

    @Test
    void a_sound_key_has_no_flaw() {
        assertThat(KeyText.of(KEY).flaw()).isEqualTo(KeyText.Flaw.NONE);
    }
}
