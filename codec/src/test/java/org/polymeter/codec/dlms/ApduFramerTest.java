package org.polymeter.codec.dlms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.DlmsVectors;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;
import org.polymeter.codec.frame.Noise;

/**
 * APDUs without a link. They carry no checksum and no start mark, so three laws read differently
 * here: after garbage it takes silence until a frame is found again, and a flipped bit in a value
 * passes, which is why every frame is UNCHECKED; what holds is that a bit flipped in the structure
 * yields no other number of frames than one or none, and never a part of one.
 */
class ApduFramerTest extends FramerLaws {

    /** Czech: attribute descriptors without tags. */
    private static final String V60 =
            "0F8000F1D500020216010108020200010000600101FF02090A3531303030303030303102020046000060030AFF031601"
                    + "020200470000110000FF030600000000020200010000600E00FF0209025432020200030100010700FF0206000007A802"
                    + "0200030100020700FF020600000000020200030100010800FF0206004AEC2B020200030100020800FF02060000000C";

    /** Landis+Gyr ZMF100: 06 09 for 09 06. */
    private static final String SWAPPED = "0F4000000000010102030609010033070 0FF10000E02020FFF1621".replace(" ", "");

    private static final String SEALED = "DB084B464D1020000001" + "14" + "2000000001" + "7EA0".repeat(7) + "7E";

    @Override
    protected Framer framer() {
        return new ApduFramer();
    }

    @Override
    protected byte[] goodFrame() {
        return bytes(V60);
    }

    static List<String> apdus() {
        return List.of(
                V60,
                SWAPPED,
                SEALED,
                DlmsVectors.V42,
                DlmsVectors.V54_PLAIN,
                DlmsVectors.V55_PLAIN,
                DlmsVectors.V58_PLAIN,
                "0F0000000000" + DlmsVectors.V43,
                "E04000010000" + "05" + "0F00000000",
                "C2010C07E90601070C0040FF888002" + "00010000600100FF02" + "0904" + "31323334",
                "C200" + "00010000600100FF02" + "0904" + "31323334");
    }

    @ParameterizedTest
    @MethodSource("apdus")
    void every_apdu_is_one_frame_however_it_is_cut_and_whatever_header_it_has(String apdu) {
        for (String header :
                List.of("", "E6E700", "E6E600", "000100010066" + String.format("%04X", apdu.length() / 2))) {
            for (int chunk : new int[] {1, 2, 5, 1000}) {
                FrameLog log = feed(bytes(header + apdu), chunk);
                assertThat(log.raws).as("%s, chunk %d", header, chunk).containsExactly(header + apdu);
                assertThat(log.payload(0)).isEqualTo(apdu);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("apdus")
    void a_part_of_an_apdu_never_comes_out(String apdu) {
        for (int length = 1; length < apdu.length() / 2; length++) {
            FrameLog log = feed(bytes(apdu.substring(0, 2 * length)), 7);
            assertThat(log.raws).as("%d bytes", length).isEmpty();
            assertThat(log.bytes).isEqualTo(length);
        }
    }

    @Test
    void apdus_directly_behind_each_other_are_frames_of_their_own() {
        FrameLog log = feed(bytes("E6E700" + V60 + SEALED + V60), 3);
        assertThat(log.raws).containsExactly("E6E700" + V60, SEALED, V60);
    }

    @Test
    void a_frame_waits_until_silence_or_the_next_apdu_proves_its_end() {
        ApduFramer framer = new ApduFramer();
        FrameLog log = new FrameLog();
        byte[] apdu = bytes(V60);
        framer.feed(apdu, 0, apdu.length, log);
        assertThat(log.raws).isEmpty();
        framer.end(log);
        assertThat(log.raws).hasSize(1);
    }

    @Test
    void an_apdu_with_the_checksum_of_a_link_behind_it_is_part_of_a_damaged_frame() {
        FrameLog log = feed(bytes(V60 + "A1B27E"), 1000);
        assertThat(log.raws).isEmpty();
        assertThat(log.noises).containsExactly("CUT_SHORT 143 at 0", "STRAY 3 at 143");
    }

    @Test
    void an_apdu_in_the_middle_of_a_burst_is_somebody_elses() {
        String hdlc = DlmsVectors.V20;
        assertThat(feed(bytes(hdlc), 44).noises).containsExactly("STRAY 44 at 0");
        assertThat(feed(bytes("00" + V60), 150).raws).isEmpty();
    }

    @Test
    void what_is_longer_than_any_list_is_too_long_and_the_next_burst_is_found() {
        ApduFramer framer = new ApduFramer();
        FrameLog log = new FrameLog();
        byte[] endless = new byte[100_000];
        byte[] head = bytes("0F0000000000018203E8");
        System.arraycopy(head, 0, endless, 0, head.length);
        for (int i = head.length; i < endless.length; i += 102) { // 1000 strings of 100 bytes
            endless[i] = 9;
            endless[Math.min(i + 1, endless.length - 1)] = 100;
        }
        framer.feed(endless, 0, endless.length, log);
        framer.end(log);
        assertThat(log.raws).isEmpty();
        assertThat(log.noises.getFirst()).startsWith("TOO_LONG");
        byte[] declared = bytes("DB084B464D102000000182400030");
        framer.feed(declared, 0, declared.length, log);
        framer.end(log);
        framer.feed(bytes(V60), 0, V60.length() / 2, log);
        framer.end(log);
        assertThat(log.raws).containsExactly(V60);
        assertThat(log.bytes).isEqualTo(endless.length + declared.length + V60.length() / 2);
    }

    @Test
    void every_frame_is_unchecked() {
        List<Integrity> integrities = new ArrayList<>();
        ApduFramer framer = new ApduFramer();
        FrameSink log = new FrameSink() {
            @Override
            public void frame(Frame frame) {
                integrities.add(frame.integrity());
            }

            @Override
            public void noise(long streamOffset, int length, Noise why) {}
        };
        framer.feed(goodFrame(), 0, goodFrame().length, log);
        framer.end(log);
        assertThat(integrities).containsExactly(Integrity.UNCHECKED);
    }

    @Test
    void captures_of_bare_apdus_are_one_frame_each() {
        for (Corpus.Case capture : Corpus.cases("dlms")) {
            FrameLog log = feed(capture.bytes(), 16);
            assertThat(log.raws).as(capture.id()).hasSize(1);
            assertThat(log.noises).as(capture.id()).isEmpty();
        }
    }

    /** Behind garbage without silence nothing is believed. */
    @Override
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 255})
    protected void finds_the_same_frames_however_the_input_is_cut(int chunk) {
        byte[] stream = join(goodFrame(), goodFrame(), garbage(9, 200), goodFrame(), goodFrame());
        assertThat(feed(stream, chunk).raws)
                .isEqualTo(feed(stream, stream.length).raws)
                .hasSize(1);
    }

    /** Behind garbage without silence nothing is believed. */
    @Override
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    protected void finds_the_same_frames_in_pieces_of_any_length(long seed) {
        byte[] stream = join(goodFrame(), bytes(SEALED), goodFrame(), garbage(seed, 30_000));
        Random random = new Random(seed);
        ApduFramer framer = new ApduFramer();
        FrameLog log = new FrameLog();
        for (int from = 0; from < stream.length; ) {
            int length = Math.min(random.nextInt(100), stream.length - from);
            framer.feed(stream, from, length, log);
            from += length;
        }
        framer.end(log);
        assertThat(log.raws).isEqualTo(feed(stream, stream.length).raws).hasSize(2);
    }

    /** After garbage and silence. */
    @Override
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    protected void finds_the_next_good_frame_after_any_garbage(long seed) {
        ApduFramer framer = new ApduFramer();
        FrameLog log = new FrameLog();
        framer.feed(garbage(seed, 500), 0, 500, log);
        framer.end(log);
        framer.feed(goodFrame(), 0, goodFrame().length, log);
        framer.end(log);
        assertThat(log.raws).containsExactly(V60);
    }

    /** It may be a wrong value, but never a part of an APDU. */
    @Override
    @Test
    protected void never_passes_on_a_frame_with_a_flipped_bit() {
        byte[] good = goodFrame();
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            FrameLog log = feed(damaged, damaged.length);
            assertThat(log.raws)
                    .as("bit %d", bit)
                    .isSubsetOf(HexFormat.of().withUpperCase().formatHex(damaged));
        }
    }

    /** With silence between. */
    @Override
    @Test
    protected void a_frame_with_a_flipped_bit_does_not_cost_the_second_next() {
        byte[] good = goodFrame();
        for (int i = 0; i < good.length; i++) {
            byte[] damaged = good.clone();
            damaged[i] ^= 0x10;
            ApduFramer framer = new ApduFramer();
            FrameLog log = new FrameLog();
            framer.feed(damaged, 0, damaged.length, log);
            framer.end(log);
            framer.feed(good, 0, good.length, log);
            framer.end(log);
            assertThat(log.raws).as("byte %d", i).contains(V60);
        }
    }

    private static FrameLog feed(byte[] stream, int chunk) {
        FrameLog log = new FrameLog();
        ApduFramer framer = new ApduFramer();
        for (int from = 0; from < stream.length; from += chunk) {
            framer.feed(stream, from, Math.min(chunk, stream.length - from), log);
        }
        framer.end(log);
        assertThat(log.bytes).isEqualTo(stream.length);
        return log;
    }

    private static byte[] garbage(long seed, int length) {
        byte[] garbage = new byte[length];
        new Random(seed).nextBytes(garbage);
        return garbage;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
