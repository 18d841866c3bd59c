package org.polymeter.codec.hdlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.V20;
import static org.polymeter.codec.DlmsVectors.V21;
import static org.polymeter.codec.DlmsVectors.V50;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.bytes.Segments;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;

class HdlcFramerTest extends FramerLaws {

    private static final String V20_WITHOUT_LAST_FLAG = V20.substring(0, V20.length() - 2);
    private static final String V20_PAYLOAD = "0F40000000000101020309060100010700FF060000053E02020F00161B";

    @Override
    protected Framer framer() {
        return new HdlcFramer();
    }

    @Override
    protected byte[] goodFrame() {
        return bytes(V50);
    }

    @Test
    void payload_is_the_information_field_without_llc_and_link_the_addresses() {
        FrameLog log = feed(V20);
        assertThat(log.payload(0)).isEqualTo(V20_PAYLOAD);
        assertThat(log.links).containsExactly(0x410883L);
        assertThat(log.raws).containsExactly(V20);
        assertThat(log.noises).isEmpty();
    }

    @Test
    void a_shared_flag_closes_one_frame_and_opens_the_next_and_a_false_start_costs_nothing() {
        FrameLog log = feed("00 7E 7E" + V20_WITHOUT_LAST_FLAG + V20 + "7EA0" + V20);
        assertThat(log.payloads).hasSize(3);
        assertThat(log.noises).containsExactly("STRAY 1 at 0", "FILLER 2 at 1", "STRAY 2 at 90");
    }

    @Test
    void a_changed_byte_is_a_bad_checksum() {
        byte[] damaged = bytes(V20);
        damaged[30] ^= 0x01;
        FrameLog log = feed(damaged);
        assertThat(log.payloads).isEmpty();
        assertThat(log.noises).containsExactly("BAD_CHECKSUM 44 at 0");
    }

    @Test
    void a_damaged_header_between_two_flags_is_a_bad_checksum() {
        byte[] damaged = bytes(V20);
        damaged[4] ^= 0x10;
        FrameLog log = feed(damaged);
        assertThat(log.noises).containsExactly("BAD_CHECKSUM 44 at 0");
    }

    @Test
    void segments_are_joined() {
        FrameLog log = feed(V21);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.payload(0))
                .isEqualTo("0F000004330C07E90601070C000000FF8880020406000002580600000000120900120105");
        assertThat(log.raws).containsExactly(V21);
        assertThat(log.links).containsExactly(0xCF0223L);
        assertThat(log.bytes).isEqualTo(V21.length() / 2);
    }

    @Test
    void a_message_that_lost_a_segment_is_cut_short() {
        byte[] damaged = bytes(V21 + V21);
        damaged[40] ^= 0x01; // in the second segment
        FrameLog log = new FrameLog();
        new HdlcFramer().feed(damaged, 0, damaged.length, log);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.noises).containsExactly("CUT_SHORT 28 at 0", "BAD_CHECKSUM 28 at 28", "CUT_SHORT 19 at 56");
        assertThat(log.bytes).isEqualTo(damaged.length);
    }

    @Test
    void a_new_message_drops_the_one_that_was_never_finished() {
        FrameLog log = feed(V21.substring(0, 56) + V21);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.noises).containsExactly("CUT_SHORT 28 at 0");
    }

    @Test
    void the_tail_of_a_message_whose_beginning_was_missed_never_comes_out() {
        FrameLog log = feed(V21.substring(56));
        assertThat(log.payloads).isEmpty();
        assertThat(log.noises).containsExactly("CUT_SHORT 28 at 0", "CUT_SHORT 19 at 28");
    }

    @Test
    void half_a_segmented_message_becomes_noise_when_the_wire_falls_silent() {
        HdlcFramer framer = new HdlcFramer();
        FrameLog log = new FrameLog();
        byte[] half = bytes(V21.substring(0, 100));
        framer.feed(half, 0, half.length, log);
        framer.end(log);
        assertThat(log.bytes).isEqualTo(half.length);
        assertThat(log.noises).containsExactly("CUT_SHORT 28 at 0", "CUT_SHORT 22 at 28");
    }

    @Test
    void a_frame_without_closing_flag_is_good_if_its_checksum_is() {
        assertThat(feed(V20_WITHOUT_LAST_FLAG + "00" + V20).payloads).hasSize(2);
        FrameLog atTheEnd = feed(V20_WITHOUT_LAST_FLAG);
        assertThat(atTheEnd.payloads).hasSize(1);
        assertThat(atTheEnd.bytes).isEqualTo(43);
    }

    @Test
    void bytes_between_frames_are_stray_and_idle_flags_are_filler() {
        FrameLog log = feed(V20 + "1040014116" + V20 + "7E7E7E" + V20);
        assertThat(log.payloads).hasSize(3);
        assertThat(log.noises).containsExactly("STRAY 5 at 44", "FILLER 3 at 93");
    }

    @Test
    void a_frame_that_carries_nothing_is_filler() {
        FrameLog log = feed("7EA00703053F" + checksum("A00703053F") + "7E");
        assertThat(log.payloads).isEmpty();
        assertThat(log.noises).containsExactly("FILLER 9 at 0");
    }

    @Test
    void addresses_of_four_bytes_are_read_to_their_last_bit() {
        byte[] frame = new HdlcWriter(0x0002FEFF_00020421L).message(bytes("0F00"));
        FrameLog log = new FrameLog();
        new HdlcFramer().feed(frame, 0, frame.length, log);
        assertThat(log.links).containsExactly(0x0002FEFF_00020421L);
    }

    @Test
    void a_message_longer_than_any_list_is_too_long() {
        byte[] endless = new HdlcWriter(0xCF0223).inSegmentsOf(1000).message(new byte[Segments.LONGEST_MESSAGE + 1]);
        FrameLog log = new FrameLog();
        HdlcFramer framer = new HdlcFramer();
        framer.feed(endless, 0, endless.length, log);
        framer.feed(bytes(V20), 0, 44, log);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.noises.getFirst()).startsWith("TOO_LONG");
        assertThat(log.bytes).isEqualTo(endless.length + 44);
    }

    @Test
    void flags_without_end_are_searched_once() {
        byte[] flags = new byte[1 << 20];
        Arrays.fill(flags, (byte) 0x7E);
        FrameLog log = new FrameLog();
        HdlcFramer framer = new HdlcFramer();
        framer.feed(flags, 0, flags.length, log);
        framer.feed(bytes(V20), 0, 44, log);
        framer.end(log);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.bytes).isEqualTo(flags.length + 44);
    }

    @Test
    void false_starts_without_end_are_searched_once() {
        byte[] starts = new byte[1 << 20];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i % 2 == 0 ? 0x7E : (byte) 0xA7;
        }
        FrameLog log = new FrameLog();
        HdlcFramer framer = new HdlcFramer();
        framer.feed(starts, 0, starts.length, log);
        framer.end(log);
        assertThat(log.bytes).isEqualTo(starts.length);
    }

    private static String checksum(String content) {
        byte[] bytes = bytes(content);
        int crc = Crc16.X25.of(bytes, 0, bytes.length);
        return String.format("%02X%02X", crc & 0xFF, crc >> 8);
    }

    private static FrameLog feed(String hex) {
        return feed(bytes(hex));
    }

    private static FrameLog feed(byte[] stream) {
        FrameLog log = new FrameLog();
        HdlcFramer framer = new HdlcFramer();
        framer.feed(stream, 0, stream.length, log);
        framer.end(log);
        assertThat(log.bytes).isEqualTo(stream.length);
        return log;
    }
}
