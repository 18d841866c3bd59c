package org.polymeter.codec.dlms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.V20;
import static org.polymeter.codec.DlmsVectors.V41;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.hdlc.HdlcWriter;

class BlockJoinerTest {

    private static final String BLOCK_1 = V41.substring(0, 2 * 134);
    private static final String BLOCK_2 = V41.substring(2 * 134, 2 * 257);
    private static final String BLOCK_3 = V41.substring(2 * 257);

    @Test
    void blocks_become_one_frame() {
        FrameLog log = join(V41);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.payloads.getFirst()).hasSize(249).startsWith(0x0F, 0x00, 0x21);
        assertThat(log.raws).containsExactly(V41);
        assertThat(log.links).containsExactly(0xCEFF03L);
        assertThat(log.noises).isEmpty();
    }

    @Test
    void other_payloads_pass() {
        assertThat(join(BLOCK_1 + V20 + BLOCK_2 + BLOCK_3 + V20).payloads).hasSize(3);
    }

    @Test
    void block_1_begins_anew() {
        FrameLog log = join(BLOCK_1 + BLOCK_2 + V41);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.noises).containsExactly("CUT_SHORT 257 at 0");
    }

    @Test
    void a_missing_block_makes_noise_of_all_until_the_next_block_1() {
        FrameLog log = join(BLOCK_1 + BLOCK_3 + BLOCK_3 + V41);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.noises).containsExactly("CUT_SHORT 134 at 0", "CUT_SHORT 52 at 134", "CUT_SHORT 52 at 186");
    }

    @Test
    void a_repeated_block_makes_noise_of_all() {
        FrameLog log = join(BLOCK_1 + BLOCK_2 + BLOCK_2 + BLOCK_3);
        assertThat(log.payloads).isEmpty();
    }

    @Test
    void half_a_transfer_becomes_noise_when_the_wire_falls_silent() {
        FrameLog log = join(BLOCK_1);
        assertThat(log.payloads).isEmpty();
        assertThat(log.noises).containsExactly("CUT_SHORT 134 at 0");
    }

    @Test
    void a_block_that_claims_more_than_its_frame_holds_is_noise() {
        byte[] apdu = bytes("E0C0000100007F00112233");
        assertThat(join(new HdlcWriter(0xCEFF03).message(apdu)).noises).hasSize(1);
    }

    @Test
    void a_transfer_longer_than_any_list_is_too_long() {
        FrameLog log = new FrameLog();
        HdlcFramer framer = new HdlcFramer();
        BlockJoiner joiner = new BlockJoiner(log);
        HdlcWriter writer = new HdlcWriter(0xCEFF03);
        List<byte[]> blocks = BlockWriter.blocks(new byte[BlockJoiner.LONGEST_TRANSFER + 1], 1900);
        long fed = 0;
        for (byte[] block : blocks) {
            byte[] frame = writer.continuation(block);
            framer.feed(frame, 0, frame.length, joiner);
            fed += frame.length;
        }
        joiner.end();
        assertThat(log.payloads).isEmpty();
        assertThat(log.noises).anyMatch(noise -> noise.startsWith("TOO_LONG"));
        assertThat(log.bytes).isEqualTo(fed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void accounts_for_every_byte_and_never_joins_a_damaged_transfer(long seed) {
        Random random = new Random(seed);
        byte[] good = bytes(V41);
        byte[] expected = join(V41).payloads.getFirst();
        for (int round = 0; round < 200; round++) {
            byte[] stream = Arrays.copyOf(good, 3 * good.length);
            System.arraycopy(good, 0, stream, good.length, good.length);
            System.arraycopy(good, 0, stream, 2 * good.length, good.length);
            for (int i = 0; i < 3; i++) {
                stream[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
            }
            FrameLog log = join(Arrays.copyOf(stream, random.nextInt(stream.length)));
            assertThat(log.payloads).allMatch(payload -> Arrays.equals(payload, expected));
        }
    }

    private static FrameLog join(String hex) {
        return join(bytes(hex));
    }

    private static FrameLog join(byte[] stream) {
        FrameLog log = new FrameLog();
        HdlcFramer framer = new HdlcFramer();
        BlockJoiner joiner = new BlockJoiner(log);
        framer.feed(stream, 0, stream.length, joiner);
        framer.end(joiner);
        joiner.end();
        assertThat(log.bytes).isEqualTo(stream.length);
        return log;
    }
}
