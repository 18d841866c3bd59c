package org.polymeter.codec.sml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.sml.SmlVectors.CLOSE;
import static org.polymeter.codec.sml.SmlVectors.START;
import static org.polymeter.codec.sml.SmlVectors.V70;
import static org.polymeter.codec.sml.SmlVectors.bytes;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.bytes.ByteWriter;
import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;

class SmlFramerTest extends FramerLaws {

    private static final String ESCAPE = "1B1B1B1B";
    private static final int LENGTH = V70.length() / 2;

    @Override
    protected Framer framer() {
        return new SmlFramer();
    }

    @Override
    protected byte[] goodFrame() {
        return bytes(V70);
    }

    /** Messages that are no SML, for a framer does not look inside; with fill, end and checksum. */
    private static String file(String payload) {
        ByteWriter file = new ByteWriter().bytes(bytes(START)).bytes(bytes(payload));
        int fill = -file.length() & 3;
        file.bytes(new byte[fill]).bytes(bytes(ESCAPE)).u8(0x1A).u8(fill);
        return SmlVectors.hex(
                file.checksum(Crc16.X25.of(file.toBytes(), 0, file.length())).toBytes());
    }

    @Test
    void payload_is_the_messages_without_fill() {
        FrameLog log = feed(V70);
        assertThat(log.payload(0)).startsWith("76030001").endsWith(CLOSE);
        assertThat(log.raws).containsExactly(V70);
        assertThat(log.noises).isEmpty();
    }

    @Test
    void bytes_in_front_and_behind_are_stray() {
        FrameLog log = feed("1B00" + V70 + "AABBCC" + V70 + "1B");
        assertThat(log.payloads).hasSize(2);
        assertThat(log.noises)
                .containsExactly("STRAY 2 at 0", "STRAY 3 at " + (2 + LENGTH), "STRAY 1 at " + (5 + 2 * LENGTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1B", "1B1B1B", "1B1B1B1B01", "1B1B1B1B1A", "1B1B1B1B1A03", "1B1B1B1B1A0300"})
    void a_file_that_lost_its_end_costs_nothing_behind_it(String rest) {
        String begun = V70.substring(0, 200) + rest;
        FrameLog log = feed(begun + V70);
        assertThat(log.raws).containsExactly(V70);
        assertThat(log.bytes).isEqualTo(begun.length() / 2 + LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AA1B1B1B1BBB",
                "1B1B1B1B1A03",
                "1B1B1B1B01010101",
                "AA1B1B1B1B1B",
                "1B1B1B",
                "AA1B1B1B1B1B1B1B1B"
            })
    void a_text_of_escape_bytes_is_sent_doubled(String text) {
        FrameLog log = feed(file(text.replace(ESCAPE, ESCAPE + ESCAPE)) + V70);
        assertThat(log.payloads).hasSize(2);
        assertThat(log.payload(0)).isEqualTo(text);
    }

    @Test
    void the_writer_doubles_escape_bytes() {
        byte[] server = bytes("0A011B1B1B1B1B1B1B1B");
        FrameLog log = new FrameLog();
        byte[] file = new SmlWriter(server).end();
        new SmlFramer().feed(file, 0, file.length, log);
        assertThat(log.payload(0)).contains("0B0A011B1B1B1B1B1B1B1B01");
        assertThat(file).hasSizeGreaterThan(log.payloads.getFirst().length + 16);
    }

    @Test
    void a_changed_byte_is_a_bad_checksum_unless_nobody_cares() {
        byte[] damaged = bytes(V70);
        damaged[100] ^= 1;
        FrameLog log = new FrameLog();
        new SmlFramer().feed(damaged, 0, damaged.length, log);
        assertThat(log.noises).containsExactly("BAD_CHECKSUM " + LENGTH + " at 0");
        FrameLog careless = new FrameLog();
        new SmlFramer(false).feed(damaged, 0, damaged.length, careless);
        assertThat(careless.payloads).hasSize(1);
    }

    @Test
    void a_length_that_is_no_multiple_of_four_means_lost_bytes() {
        ByteWriter file = new ByteWriter().bytes(bytes(START + "AABBCC" + ESCAPE + "1A00"));
        file.checksum(Crc16.X25.of(file.toBytes(), 0, file.length()));
        assertThat(feed(SmlVectors.hex(file.toBytes())).noises).containsExactly("BAD_CHECKSUM 19 at 0");
    }

    @Test
    void a_checksum_of_holley_is_one_too() {
        byte[] file = new SmlWriter(bytes("0A01504F4C0000000001")).withKermit().end();
        FrameLog log = new FrameLog();
        new SmlFramer().feed(file, 0, file.length, log);
        assertThat(log.payloads).hasSize(1);
        int last = file.length - 1;
        byte swapped = file[last];
        file[last] = file[last - 1];
        file[last - 1] = swapped;
        new SmlFramer().feed(file, 0, file.length, log);
        assertThat(log.payloads).hasSize(1);
    }

    @Test
    void other_versions_of_the_transport_are_no_files() {
        assertThat(feed(V70.replace("01010101", "02020202")).payloads).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pieces_of_files_in_any_order_are_accounted_for_however_they_are_cut(long seed) {
        Random random = new Random(seed);
        byte[][] lures = {
            bytes(V70),
            bytes(file("AA" + ESCAPE + ESCAPE + "BBCC")),
            bytes(START),
            bytes(ESCAPE),
            bytes(ESCAPE + ESCAPE),
            bytes(ESCAPE + "1A03"),
            bytes("01010101"),
            new byte[700]
        };
        for (int round = 0; round < 200; round++) {
            ByteWriter stream = new ByteWriter();
            while (stream.length() < 6_000) {
                byte[] lure = lures[random.nextInt(lures.length)];
                int from = random.nextInt(3) == 0 ? random.nextInt(lure.length) : 0;
                int to = random.nextInt(3) == 0 ? from + random.nextInt(lure.length - from) : lure.length;
                stream.bytes(lure, from, to - from);
            }
            byte[] wire = stream.toBytes();
            FrameLog single = new FrameLog(); // byte by byte: nothing is searched or copied ahead
            SmlFramer bytewise = new SmlFramer();
            for (int i = 0; i < wire.length; i++) {
                bytewise.feed(wire, i, 1, single);
            }
            bytewise.end(single);
            FrameLog cut = new FrameLog();
            SmlFramer framer = new SmlFramer();
            for (int at = 0; at < wire.length; ) {
                int count = Math.min(1 + random.nextInt(900), wire.length - at);
                framer.feed(wire, at, count, cut);
                at += count;
            }
            framer.end(cut);
            assertThat(cut.raws).isEqualTo(single.raws);
            assertThat(cut.payloads).usingRecursiveComparison().isEqualTo(single.payloads);
            assertThat(cut.bytes).isEqualTo(wire.length);
        }
    }

    @Test
    void what_never_ends_is_too_long_and_the_next_file_is_found() {
        byte[] endless = new byte[SmlFramer.LONGEST_FILE + 100];
        Arrays.fill(endless, (byte) 0x55);
        FrameLog log = feed(START + SmlVectors.hex(endless) + V70);
        assertThat(log.raws).containsExactly(V70);
        assertThat(log.noises.getFirst()).isEqualTo("TOO_LONG " + SmlFramer.LONGEST_FILE + " at 0");
    }

    @Test
    void a_file_cut_by_silence_is_cut_short() {
        assertThat(feed(V70.substring(0, 100)).noises).containsExactly("CUT_SHORT 50 at 0");
        assertThat(feed(START.substring(0, 14)).noises).containsExactly("STRAY 7 at 0");
    }

    private static FrameLog feed(String hex) {
        byte[] bytes = bytes(hex);
        FrameLog log = new FrameLog();
        SmlFramer framer = new SmlFramer();
        framer.feed(bytes, 0, bytes.length, log);
        framer.end(log);
        assertThat(log.bytes).isEqualTo(bytes.length);
        return log;
    }
}
