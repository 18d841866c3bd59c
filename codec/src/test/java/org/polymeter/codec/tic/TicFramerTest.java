package org.polymeter.codec.tic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.tic.TicVectors.V95;
import static org.polymeter.codec.tic.TicVectors.V96;
import static org.polymeter.codec.tic.TicVectors.bytes;
import static org.polymeter.codec.tic.TicVectors.group;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;

class TicFramerTest extends FramerLaws {

    @Override
    protected Framer framer() {
        return new TicFramer();
    }

    @Override
    protected byte[] goodFrame() {
        return bytes(V96);
    }

    @Nested
    class Historique extends FramerLaws {

        @Override
        protected Framer framer() {
            return new TicFramer();
        }

        @Override
        protected byte[] goodFrame() {
            return bytes(V95);
        }
    }

    @Test
    void payload_is_the_groups() {
        FrameLog log = feed(V95 + V96);
        assertThat(log.payloads).hasSize(2);
        assertThat(text(log, 0)).isEqualTo(V95.substring(1, V95.length() - 1));
        assertThat(log.noises).isEmpty();
    }

    @Test
    void one_wrong_group_makes_the_frame_wrong_unless_nobody_cares() {
        String damaged = V95.replace("00420 '", "00421 '");
        assertThat(feed(damaged).noises).containsExactly("BAD_CHECKSUM " + V95.length() + " at 0");
        FrameLog log = new FrameLog();
        new TicFramer(false).feed(bytes(damaged), 0, damaged.length(), log);
        assertThat(log.payloads).hasSize(1);
    }

    @Test
    void end_of_transmission_breaks_a_frame_off() {
        String begun = V96.substring(0, V96.indexOf("\nEAST")) + "\u0004";
        FrameLog log = feed(begun + V96);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.noises).containsExactly("CUT_SHORT " + begun.length() + " at 0");
        String inGroup = V96.substring(0, V96.indexOf("EAIT")) + "\u0004";
        assertThat(feed(inGroup + V96).noises).containsExactly("CUT_SHORT " + inGroup.length() + " at 0");
    }

    @Test
    void a_start_in_a_frame_begins_another() {
        FrameLog log = feed(V96.substring(0, 100) + V96);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.noises).containsExactly("CUT_SHORT 100 at 0");
    }

    @Test
    void a_short_frame_of_a_three_phase_meter_is_one_too() {
        byte[] frame = TicWriter.historique()
                .group("ADIR1", "032")
                .group("IINST1", "031")
                .group("IINST2", "000")
                .group("IINST3", "004")
                .end();
        assertThat(feed(new String(frame, StandardCharsets.ISO_8859_1)).payloads)
                .hasSize(1);
    }

    @Test
    void a_checksum_may_be_a_blank() {
        assertThat(feed("\u0002" + group("PTEC HP..  ") + "\u0003").payloads).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0002\u0003",
                "\u0002\r\n1-0:1.8.0(1*kWh)\r\n!\r\n\u0003&",
                "\u00021-0:1.8.0(1*kWh)\r\n!\r\n\u0003&",
                "\u0002\n1-0:1.8.0(1*kWh)\u0003&",
                "\u0002\n\u0000\u0000",
            })
    void what_others_put_between_stx_and_etx_is_stray(String other) {
        assertThat(feed(other).noises).allMatch(noise -> noise.startsWith("STRAY"));
    }

    @Test
    void a_digit_that_became_a_small_letter_is_found_out_although_the_sum_is_right() {
        assertThat(feed(V96.replace("001234567", "00123456w")).payloads).isEmpty();
        assertThat(feed(V96.replace("SMAXSN\tE250601073012\t", "SMAXSN\tE250601073012I")).payloads)
                .isEmpty();
        assertThat(feed(V96.replace("DATE\tE250601120000\t", "DATE\tE250601120000I")).payloads)
                .isEmpty();
    }

    @Test
    void a_clock_that_is_not_trusted_and_texts_may_have_small_letters() {
        byte[] frame = TicWriter.standard()
                .group("MSG1", "Pas de          message         ")
                .group("SMAXSN", "e250601073012\t03210")
                .group("NEWLABEL", "A text of the future".toUpperCase(java.util.Locale.ROOT))
                .end();
        assertThat(feed(new String(frame, StandardCharsets.ISO_8859_1)).payloads)
                .hasSize(1);
    }

    @Test
    void what_never_ends_is_too_long() {
        String endless =
                V96.substring(0, V96.length() - 1).replace("\u0002", "").repeat(30);
        FrameLog log = feed("\u0002" + endless + V96);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.noises.getFirst()).isEqualTo("TOO_LONG " + TicFramer.LONGEST_FRAME + " at 0");
    }

    private static FrameLog feed(String text) {
        FrameLog log = new FrameLog();
        TicFramer framer = new TicFramer();
        framer.feed(bytes(text), 0, text.length(), log);
        framer.end(log);
        assertThat(log.bytes).isEqualTo(text.length());
        return log;
    }

    private static String text(FrameLog log, int index) {
        return new String(log.payloads.get(index), StandardCharsets.ISO_8859_1);
    }
}
