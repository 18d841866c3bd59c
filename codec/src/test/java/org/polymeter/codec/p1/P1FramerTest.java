package org.polymeter.codec.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.p1.Vectors.bytes;
import static org.polymeter.codec.p1.Vectors.hear;
import static org.polymeter.codec.p1.Vectors.join;
import static org.polymeter.codec.p1.Vectors.text;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;
import org.polymeter.codec.p1.Vectors.Heard;

class P1FramerTest extends FramerLaws {

    private final byte[] nl50 = Vectors.telegram("nl50");
    private final byte[] nl22 = Vectors.telegram("nl22");

    @Override
    protected Framer framer() {
        return new P1Framer();
    }

    @Override
    protected byte[] goodFrame() {
        return nl50;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl50", "be", "se"})
    void a_telegram_with_its_checksum_is_checked(String name) {
        byte[] telegram = Vectors.telegram(name);
        Heard heard = hear(telegram);
        assertThat(heard.integrities).containsExactly(Integrity.CHECKED);
        assertThat(heard.raws.get(0)).isEqualTo(telegram);
        assertThat(heard.payloads.get(0)).isEqualTo(Arrays.copyOf(telegram, telegram.length - 6));
        assertThat(heard.noises).isEmpty();
    }

    @Test
    void a_telegram_without_checksum_is_unchecked() {
        assertThat(hear(nl22).integrities).containsExactly(Integrity.UNCHECKED);
        assertThat(hear(bytes(text(nl50).replace("!34CA", "!"))).integrities).containsExactly(Integrity.UNCHECKED);
    }

    @Test
    void a_changed_digit_is_caught() {
        Heard heard = hear(bytes(text(nl50).replace("(01.234*kW)", "(01.235*kW)")));
        assertThat(heard.payloads).isEmpty();
        assertThat(heard.noises).containsExactly("BAD_CHECKSUM " + nl50.length);
    }

    @Test
    void a_changed_digit_passes_unchecked_where_checksums_are_ignored() {
        Heard heard = hear(new P1Framer(false), bytes(text(nl50).replace("(01.234*kW)", "(01.235*kW)")));
        assertThat(heard.integrities).containsExactly(Integrity.UNCHECKED);
        assertThat(hear(new P1Framer(false), nl50).integrities).containsExactly(Integrity.UNCHECKED);
    }

    @Test
    void line_ends_that_a_converter_cut_down_are_restored_for_the_checksum() {
        byte[] bare = bytes(text(nl50).replace("\r", ""));
        Heard heard = hear(bare);
        assertThat(heard.integrities).containsExactly(Integrity.REPAIRED);
        assertThat(heard.raws.get(0)).isEqualTo(bare);
        assertThat(hear(join(bare, bare)).integrities).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!34ca\r\n", "!34CA\0\r\n", "!34CA \r\n", "!34CA\n", "!34CA\r", "!34CA"})
    void the_end_line_may_look_different(String end) {
        byte[] telegram = bytes(text(nl50).replace("!34CA\r\n", end));
        Heard heard = hear(telegram);
        assertThat(heard.integrities).containsExactly(Integrity.CHECKED);
        assertThat(heard.raws.get(0)).isEqualTo(telegram);
        assertThat(hear(join(telegram, nl50)).integrities).containsExactly(Integrity.CHECKED, Integrity.CHECKED);
    }

    @Test
    void leading_zeros_of_the_checksum_may_be_missing() {
        byte[] telegram = telegramWithSmallChecksum();
        assertThat(text(telegram)).contains("!0");
        assertThat(hear(bytes(text(telegram).replace("!0", "!"))).integrities).containsExactly(Integrity.CHECKED);
    }

    @Test
    void digits_cut_off_at_the_end_do_not_match() {
        assertThat(hear(bytes(text(nl50).replace("!34CA", "!34"))).noises)
                .containsExactly("BAD_CHECKSUM " + (nl50.length - 2));
    }

    @Test
    void the_end_mark_may_be_glued_to_the_last_value() {
        Heard heard = hear(bytes("/ADN9 6534\r\n\r\n1-0:1.7.0(0001.733*kW)\r\n1-0:71.7.0(123.1*A)!\r\n"));
        assertThat(heard.integrities).containsExactly(Integrity.UNCHECKED);
    }

    @Test
    void an_exclamation_mark_in_a_message_does_not_end_the_telegram() {
        byte[] telegram = new P1Writer()
                .begin("TST5METER")
                .line("0-0:96.13.0(Hello! Goodbye!)")
                .end();
        assertThat(hear(telegram).raws).containsExactly(telegram);
    }

    @Test
    void a_slash_in_a_message_does_not_start_a_telegram() {
        byte[] telegram = new P1Writer()
                .begin("TST5METER")
                .line("0-0:96.13.0(see /www/ABC5 or http://example.org)")
                .end();
        assertThat(hear(telegram).raws).containsExactly(telegram);
        byte[] unchecked = bytes(text(telegram).replaceAll("![0-9A-F]{4}", "!"));
        assertThat(hear(unchecked).raws).containsExactly(unchecked);
    }

    @Test
    void a_second_start_restarts_the_telegram() {
        byte[] half = bytes("/POL5\\SYNTH-NL-1\r\n\r\n1-3:0.2.8(50)\r\n");
        Heard heard = hear(join(half, nl50));
        assertThat(heard.raws).containsExactly(nl50);
        assertThat(heard.noises).containsExactly("CUT_SHORT " + half.length);
    }

    @Test
    void half_a_telegram_costs_only_itself_wherever_it_is_cut() {
        for (int cut = 1; cut < nl50.length; cut++) {
            Heard heard = hear(join(Arrays.copyOf(nl50, cut), nl50));
            assertThat(heard.raws).as("cut at %d", cut).contains(nl50);
        }
    }

    @Test
    void half_a_telegram_without_checksum_costs_only_itself() {
        byte[] half = bytes(text(nl22).substring(0, 100));
        assertThat(hear(join(half, nl22)).raws).containsExactly(nl22);
    }

    @ParameterizedTest
    @ValueSource(chars = {'?', '/', '!', '\n', '\r', ')', '\0', '\377'})
    void a_good_telegram_behind_a_damaged_one_is_found_whatever_the_damage_is(char damage) {
        for (int i = 0; i < nl50.length; i++) {
            byte[] damaged = nl50.clone();
            damaged[i] = (byte) damage;
            assertThat(hear(join(damaged, nl50)).raws).as("damage at %d", i).contains(nl50);
        }
    }

    @Test
    void a_good_telegram_behind_one_with_a_lost_byte_is_found() {
        for (int i = 0; i < nl50.length; i++) {
            byte[] before = Arrays.copyOf(nl50, i);
            byte[] after = Arrays.copyOfRange(nl50, i + 1, nl50.length);
            assertThat(hear(join(before, after, nl50)).raws).as("lost at %d", i).contains(nl50);
        }
    }

    @Test
    void noise_with_marks_in_it_costs_nothing() {
        byte[] noise = bytes("\0\377/~\n!\0!\r\n1-0:1.7.0(");
        Heard heard = hear(join(noise, nl50, noise, nl50));
        assertThat(heard.raws).containsExactly(nl50, nl50);
    }

    @Test
    void noise_and_half_a_line_before_a_bare_telegram_cost_nothing_either() {
        byte[] bare = bytes(text(nl50).replace("\r", ""));
        assertThat(hear(join(bytes("1-0:1.7.0("), bare)).integrities).containsExactly(Integrity.REPAIRED);
    }

    @Test
    void a_capture_may_start_in_the_middle() {
        byte[] tail = bytes("00.000*kW)\r\n0-0:96.13.0()\r\n!ABCD\r\n");
        Heard heard = hear(join(tail, nl50));
        assertThat(heard.raws).containsExactly(nl50);
        assertThat(heard.noises).allMatch(noise -> noise.startsWith("STRAY") || noise.startsWith("FILLER"));
    }

    @Test
    void padding_between_telegrams_is_filler() {
        Heard heard = hear(join(nl50, bytes("\r\n\0\0 \0"), nl22));
        assertThat(heard.payloads).hasSize(2);
        assertThat(heard.noises).containsExactly("FILLER 6");
    }

    @Test
    void a_telegram_that_never_ends_is_given_up_and_the_next_is_found() {
        byte[] endless = bytes("/TST5METER\r\n" + "1-0:1.8.0(000123.456*kWh)\r\n".repeat(400));
        Heard heard = hear(join(endless, nl50));
        assertThat(heard.raws).containsExactly(nl50);
        assertThat(heard.noises).contains("TOO_LONG " + P1Framer.LONGEST_TELEGRAM);
    }

    @Test
    void a_telegram_that_begins_inside_one_that_is_too_long_is_found() {
        byte[] endless = bytes("/TST5METER\r\n" + "x".repeat(P1Framer.LONGEST_TELEGRAM - 200));
        assertThat(hear(join(endless, nl50)).raws).containsExactly(nl50);
    }

    @Test
    void the_last_telegram_of_a_file_may_lack_its_line_end() {
        assertThat(hear(bytes(text(nl50).trim())).payloads).hasSize(1);
        assertThat(hear(bytes(text(nl22).trim())).payloads).hasSize(1);
    }

    @Test
    void a_telegram_without_its_last_line_never_comes_out() {
        byte[] cut = bytes(text(nl50).substring(0, nl50.length - 7));
        Heard heard = hear(cut);
        assertThat(heard.payloads).isEmpty();
        assertThat(heard.noises).containsExactly("CUT_SHORT " + cut.length);
    }

    @Test
    void slashes_without_end_are_worked_off_in_one_pass() {
        byte[] slashes = bytes("/abc".repeat(500_000));
        Heard heard = hear(join(slashes, bytes("\r\n"), nl50));
        assertThat(heard.raws).containsExactly(nl50);
    }

    private static byte[] telegramWithSmallChecksum() {
        for (int i = 0; ; i++) {
            byte[] telegram = new P1Writer()
                    .begin("TST5METER")
                    .line("0-0:96.14.0(" + i + ")")
                    .end();
            if (text(telegram).contains("!0") && !text(telegram).contains("!00")) {
                return telegram;
            }
        }
    }
}
