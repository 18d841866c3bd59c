package org.polymeter.codec.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.readout.Readouts.EXAMPLE;
import static org.polymeter.codec.readout.Readouts.bytes;
import static org.polymeter.codec.readout.Readouts.hear;
import static org.polymeter.codec.readout.Readouts.join;
import static org.polymeter.codec.readout.Readouts.text;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;
import org.polymeter.codec.p1.P1Framer;
import org.polymeter.codec.readout.Readouts.Heard;

class ReadoutFramerTest extends FramerLaws {

    private static final String IDENTIFICATION = "/LGZ4ZMF100AC.M27\r\n";
    private static final String LINES = text(EXAMPLE).substring(1, EXAMPLE.length - 2);
    private static final byte[] PUSH = new ReadoutWriter()
            .begin("ESY5Q3DA1004 V3.04")
            .set("1-0:0.0.0*255", "0273011000034")
            .set("1-0:1.7.0*255", "000116.77*W")
            .endPush();

    @Override
    protected Framer framer() {
        return new ReadoutFramer();
    }

    @Override
    protected byte[] goodFrame() {
        return EXAMPLE;
    }

    @Test
    void a_block_with_its_checksum_is_checked() {
        Heard heard = hear(EXAMPLE);
        assertThat(heard.integrities).containsExactly(Integrity.CHECKED);
        assertThat(heard.payloads).containsExactly(LINES);
    }

    @Test
    void the_identification_before_a_block_belongs_to_it() {
        Heard heard = hear(join(bytes(IDENTIFICATION), EXAMPLE));
        assertThat(heard.integrities).containsExactly(Integrity.CHECKED);
        assertThat(heard.payloads).containsExactly(IDENTIFICATION + LINES);
        assertThat(heard.noises).isEmpty();
    }

    @Test
    void echoes_of_what_the_reader_sends_are_no_noise() {
        byte[] stream = join(
                new byte[5], bytes("/?!\r\n" + IDENTIFICATION + "\u0006050\r\n"), EXAMPLE, bytes("\u0001B0\u0003q"));
        Heard heard = hear(stream);
        assertThat(heard.payloads).containsExactly(IDENTIFICATION + LINES);
        assertThat(heard.isClean()).isTrue();
    }

    @Test
    void the_commands_of_programming_mode_are_no_noise() {
        byte[] answer = new ReadoutWriter().begin().set("0.0.0", "110000001").endAnswer();
        byte[] stream = join(
                bytes("/?!\r\n/SAT6TD-3511\r\n\u0006061\r\n\u0001P0\u0002()\u0003`"),
                bytes("\u0001R2\u0002F001\u0003\u0016\r\n"),
                answer);
        Heard heard = hear(stream);
        assertThat(heard.integrities).containsExactly(Integrity.CHECKED);
        assertThat(heard.payloads).containsExactly("0.0.0(110000001)\r\n");
        assertThat(heard.isClean()).as("%s", heard.noises).isTrue();
    }

    @Test
    void partial_blocks_are_joined() {
        ReadoutWriter writer = new ReadoutWriter();
        byte[] first = writer.begin("LGZ5X").set("0.0.0", "12345678").endPartialBlock();
        byte[] second = writer.set("1.8.0", "1.5*kWh").endBlock();
        Heard heard = hear(join(first, new byte[] {Control.ACK}, second));
        assertThat(heard.integrities).containsExactly(Integrity.CHECKED);
        assertThat(heard.payloads).containsExactly("/LGZ5X\r\n0.0.0(12345678)\r\n1.8.0(1.5*kWh)\r\n!\r\n");
    }

    @Test
    void a_damaged_partial_block_costs_the_whole() {
        ReadoutWriter writer = new ReadoutWriter();
        byte[] first = writer.begin("LGZ5X").set("0.0.0", "12345678").endPartialBlock();
        byte[] second = writer.set("1.8.0", "1.5*kWh").endBlock();
        second[5] ^= 1;
        assertThat(hear(join(first, second)).payloads).isEmpty();
    }

    @Test
    void a_readout_without_block_goes_out_with_what_follows_or_with_silence() {
        Heard heard = new Heard();
        ReadoutFramer framer = new ReadoutFramer();
        framer.feed(PUSH, 0, PUSH.length, heard);
        assertThat(heard.payloads).isEmpty();
        framer.feed(PUSH, 0, PUSH.length, heard);
        assertThat(heard.payloads).hasSize(1);
        framer.end(heard);
        assertThat(heard.integrities).containsExactly(Integrity.UNCHECKED, Integrity.UNCHECKED);
        assertThat(heard.payloads.get(0)).isEqualTo(text(PUSH).stripTrailing());
    }

    @Test
    void a_block_whose_first_character_was_lost_is_no_readout_without_block() {
        byte[] block = Arrays.copyOfRange(EXAMPLE, 1, EXAMPLE.length);
        assertThat(hear(join(bytes(IDENTIFICATION), block)).payloads).isEmpty();
    }

    @Test
    void a_logged_block_may_lack_what_follows_its_last_line() {
        byte[] block = Arrays.copyOf(EXAMPLE, EXAMPLE.length - 2);
        assertThat(hear(block).integrities).containsExactly(Integrity.UNCHECKED);
        assertThat(hear(join(bytes(IDENTIFICATION), block)).integrities).containsExactly(Integrity.UNCHECKED);
    }

    @Test
    void a_logged_readout_may_begin_with_its_first_line() {
        Heard heard = hear(bytes(LINES));
        assertThat(heard.integrities).containsExactly(Integrity.UNCHECKED);
        assertThat(heard.payloads.get(0)).startsWith("F.F(00)").endsWith("!");
    }

    @Test
    void the_second_half_of_a_readout_is_none() {
        assertThat(hear(bytes(LINES.substring(LINES.indexOf("1.8.0")))).payloads)
                .isEmpty();
        assertThat(hear(join(bytes("x\r\n"), bytes(LINES))).payloads).isEmpty();
    }

    @Test
    void a_wrong_checksum_passes_where_checksums_are_ignored() {
        byte[] edited = bytes(text(EXAMPLE).replace("12345678", "12345670"));
        assertThat(hear(edited).noises).containsExactly("BAD_CHECKSUM " + EXAMPLE.length);
        assertThat(hear(new ReadoutFramer(false), edited).integrities).containsExactly(Integrity.UNCHECKED);
    }

    @Test
    void seven_bits_with_parity_read_as_eight_are_understood() {
        byte[] named = join(bytes(IDENTIFICATION), EXAMPLE);
        assertThat(hear(ReadoutWriter.withParity(named)).payloads).isEqualTo(hear(named).payloads);
        assertThat(hear(ReadoutWriter.withParity(named)).integrities).containsExactly(Integrity.CHECKED);
        assertThat(hear(ReadoutWriter.withParity(PUSH)).payloads).isEqualTo(hear(PUSH).payloads);
        assertThat(ReadoutWriter.withParity(bytes("/?!\r\n"))).containsExactly(0xAF, 0x3F, 0x21, 0x8D, 0x0A);
    }

    @Test
    void a_flipped_bit_shows_in_the_parity_even_without_checksum() {
        byte[] push = ReadoutWriter.withParity(PUSH);
        for (int i = 0; i < push.length - 2; i++) {
            byte[] damaged = push.clone();
            damaged[i] ^= 4;
            assertThat(hear(damaged).payloads).as("byte %d", i).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"!34CA\r\n", "!\0\0", "!x\r\n"})
    void a_telegram_with_another_end_is_left_to_others(String end) {
        assertThat(hear(bytes("/ISK5\\2M550T\r\n\r\n1-0:1.8.0(1.5*kWh)\r\n" + end)).payloads)
                .isEmpty();
    }

    @Test
    void a_block_of_teleinformation_is_no_readout() {
        assertThat(hear(bytes("\u0002\nADCO 012345678912 B\r\u0003\u0002")).payloads)
                .isEmpty();
    }

    @Test
    void a_block_is_never_p1() {
        assertThat(hear(new P1Framer(), join(bytes(IDENTIFICATION), EXAMPLE)).payloads)
                .isEmpty();
    }

    @Test
    void beside_this_framer_only_one_finds_a_telegram_without_checksum() {
        byte[] dutch = bytes("/ISk5\\2MT382-1003\r\n\r\n0-0:96.1.1(30)\r\n1-0:1.8.1(00001.001*kWh)\r\n!\r\n");
        assertThat(hear(new P1Framer(true, true), dutch).payloads).hasSize(1);
        assertThat(hear(new P1Framer(true, true), PUSH).payloads).isEmpty();
        assertThat(hear(new P1Framer(true, false), PUSH).payloads).hasSize(1);
        byte[] reduced = bytes("/LGZ52ZMD120APt.G03\r\n0.0.0( 20000)\r\n1.8.1(001846.0*kWh)\r\n!\r\n");
        assertThat(hear(new P1Framer(true, true), reduced).payloads).isEmpty();
        assertThat(hear(reduced).payloads).hasSize(1);
    }

    @Test
    void a_readout_beyond_all_limits_is_dropped_and_the_next_found() {
        byte[] endless = new byte[3 * ReadoutFramer.LONGEST_READOUT];
        Arrays.fill(endless, (byte) '1');
        endless[0] = Control.STX;
        Heard heard = hear(join(endless, EXAMPLE));
        assertThat(heard.noises.get(0)).isEqualTo("TOO_LONG " + ReadoutFramer.LONGEST_READOUT);
        assertThat(heard.payloads).containsExactly(LINES);
    }
}
