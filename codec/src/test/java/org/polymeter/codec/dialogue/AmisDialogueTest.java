package org.polymeter.codec.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AmisDialogueTest {

    private static final byte[] SEARCH = HexFormat.of().parseHex("1040F03016");

    /** Published by the operator. */
    private static final byte[] DATA = HexFormat.of()
            .parseHex(
                    "685F5F6853F05B000000002D4C010E0D0050053FD0FEB726760CC7AAF0B52B41F0C541BD6306DCD8B91B3DA2311EF13D2514D096"
                            + "0082161EFEC4B6CB1E0B3328BE6177DCA594C1280024A835F1D655BA7182B256E94BD33AC0A6B08DA46781EB4E91E01216");

    private final Wire wire = new Wire(new AmisDialogue());

    @Test
    void nothing_is_sent_unasked() {
        assertThat(wire.waits(120_000).events()).isEmpty();
    }

    @Test
    void the_search_is_answered() {
        assertThat(wire.hears(SEARCH).events()).containsExactly("<E5>");
        assertThat(wire.hears(new byte[] {(byte) 0xE5}).hears(SEARCH).events())
                .as("an echo is overlooked")
                .containsExactly("<E5>");
    }

    @Test
    void each_intact_frame_is_acknowledged_once() {
        assertThat(wire.hears(DATA).events()).containsExactly("<E5>");
        byte[] toggled = DATA.clone();
        toggled[4] = 0x73;
        toggled[DATA.length - 2] = (byte) (toggled[DATA.length - 2] + 0x20);
        assertThat(wire.hears(toggled).events()).containsExactly("<E5>");
    }

    @Test
    void a_damaged_frame_is_never_acknowledged() {
        for (int bit = 0; bit < 8 * DATA.length; bit++) {
            byte[] damaged = DATA.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(wire.hears(damaged).events()).as("bit %d", bit).isEmpty();
            assertThat(wire.waits(200).hears(DATA).events()).as("the next one").containsExactly("<E5>");
        }
    }

    @Test
    void frames_for_others_are_left_to_them() {
        byte[] other = HexFormat.of().parseHex("1040014116");
        byte[] answer = HexFormat.of().parseHex("68030368080172" + "7B" + "16");
        assertThat(wire.hears(other).hears(answer).events()).isEmpty();
    }

    @Test
    void noise_is_never_answered() {
        Random random = new Random(7);
        byte[] noise = new byte[200_000];
        random.nextBytes(noise);
        assertThat(wire.hears(noise).events()).isEmpty();
        assertThat(wire.waits(200).hears(SEARCH).events()).containsExactly("<E5>");
    }
}
