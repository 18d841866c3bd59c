package org.polymeter.codec.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadoutDialogueTest {

    private static final ReadoutDialogue.Settings USUAL = new ReadoutDialogue.Settings("", 60_000, 300, 115_200, false);
    private static final String BLOCK = "\u0002F.F(00)\r\n!\r\n\u0003X";
    private static final String SIGN_OFF = "<SOH>B0<ETX>q";

    private final Wire wire = new Wire(new ReadoutDialogue(USUAL));

    @Test
    void the_meter_is_asked_as_soon_as_the_wire_is_open() {
        assertThat(wire.events()).containsExactly("/?!");
        assertThat(new Wire(new ReadoutDialogue(new ReadoutDialogue.Settings("12345678", 60_000, 300, 9600, false)))
                        .events())
                .containsExactly("/?12345678!");
    }

    @Test
    void a_meter_of_mode_c_is_told_to_speed_up_and_signed_off() {
        wire.events();
        wire.hears("/?!\r\n/LGZ5ZMD120\r\n");
        assertThat(wire.events()).as("the meter needs a moment").isEmpty();
        assertThat(wire.waits(300).events()).containsExactly("<ACK>050", "9600 baud");
        wire.hears("\u0006050\r\n").waits(1000).hears(block());
        assertThat(wire.events()).containsExactly(SIGN_OFF, "300 baud");
    }

    @ParameterizedTest
    @CsvSource({"0,115200,0,''", "3,115200,3,2400 baud", "6,115200,6,19200 baud", "6,9600,5,9600 baud", "5,300,0,''"})
    void no_speed_is_beyond_the_limit(char offered, int limit, char taken, String change) {
        Wire limited = new Wire(new ReadoutDialogue(new ReadoutDialogue.Settings("", 60_000, 300, limit, false)));
        limited.events();
        limited.hears("/LGZ" + offered + "ZMD\r\n").waits(300);
        assertThat(limited.events())
                .containsExactlyElementsOf(
                        change.isEmpty()
                                ? java.util.List.of("<ACK>0" + taken + "0")
                                : java.util.List.of("<ACK>0" + taken + "0", change));
    }

    @Test
    void a_meter_of_mode_b_changes_its_speed_unasked() {
        wire.events();
        assertThat(wire.hears("/SIEDx\r\n").waits(600).events()).containsExactly("4800 baud");
        assertThat(wire.hears(block()).events()).containsExactly(SIGN_OFF, "300 baud");
    }

    @Test
    void a_meter_of_mode_a_stays_at_its_speed_and_may_have_no_block() {
        wire.events();
        assertThat(wire.hears("/SIE x\r\n").waits(600).events()).isEmpty();
        assertThat(wire.hears("F.F(00)\r\n1.8.0(1.5*kWh)\r\n!\r\n").events()).containsExactly(SIGN_OFF, "300 baud");
    }

    @Test
    void the_interval_counts_from_request_to_request() {
        wire.hears("/LGZ0ZMD\r\n").waits(300).hears(block());
        wire.events();
        assertThat(wire.waits(59_600).events()).isEmpty();
        assertThat(wire.waits(100).events()).containsExactly("/?!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/?!\r\n", "\u00FF\u00FE\u0000", "/12345\r\n", "/LG\r\n", "/LGZ5ZMD120"})
    void a_meter_that_does_not_identify_itself_is_asked_again(String answer) {
        wire.events();
        wire.hears(answer);
        assertThat(wire.waits(2900).events()).isEmpty();
        assertThat(wire.waits(100).events()).containsExactly("300 baud");
        assertThat(wire.waits(9900).events()).isEmpty();
        assertThat(wire.waits(100).events()).containsExactly("/?!");
    }

    @Test
    void data_that_stop_are_given_up_and_asked_for_again() {
        wire.hears("/LGZ5ZMD\r\n").waits(300);
        wire.events();
        wire.hears("\u0002F.F(0").waits(2900).hears("0").waits(2900);
        assertThat(wire.events()).as("each gap alone is short enough").isEmpty();
        assertThat(wire.waits(100).events()).containsExactly(SIGN_OFF, "300 baud");
        assertThat(wire.waits(10_000).events()).containsExactly("/?!");
    }

    @Test
    void a_damaged_block_is_asked_for_twice_more() {
        wire.hears("/LGZ5ZMD\r\n").waits(300);
        wire.events();
        assertThat(wire.hears(BLOCK).events()).containsExactly("<15>");
        assertThat(wire.hears(BLOCK).events()).containsExactly("<15>");
        assertThat(wire.hears(BLOCK).events()).containsExactly(SIGN_OFF, "300 baud");
    }

    @Test
    void partial_blocks_are_acknowledged() {
        wire.hears("/LGZ5ZMD\r\n").waits(300);
        wire.events();
        assertThat(wire.hears(block('\u0004')).events()).containsExactly("<ACK>");
        assertThat(wire.hears(block()).events()).containsExactly(SIGN_OFF, "300 baud");
    }

    @Test
    void parity_in_the_eighth_bit_is_overlooked() {
        wire.events();
        byte[] identification = "/LGZ5ZMD\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < identification.length; i++) {
            identification[i] |= (byte) (Integer.bitCount(identification[i]) % 2 << 7);
        }
        assertThat(wire.hears(identification).waits(300).events()).containsExactly("<ACK>050", "9600 baud");
    }

    @Test
    void a_sleeping_meter_is_woken_first() {
        Wire sleeping = new Wire(new ReadoutDialogue(new ReadoutDialogue.Settings("", 60_000, 300, 9600, true)));
        assertThat(sleeping.events()).containsExactly("<NUL>".repeat(66));
        assertThat(sleeping.waits(3700).events()).isEmpty();
        assertThat(sleeping.waits(100).events()).containsExactly("/?!");
    }

    @Test
    void a_wire_that_was_lost_begins_anew() {
        ReadoutDialogue dialogue = new ReadoutDialogue(USUAL);
        new Wire(dialogue).hears("/LGZ5ZMD\r\n").waits(300).hears("\u0002F.F");
        Wire again = new Wire(dialogue);
        assertThat(again.events()).containsExactly("/?!");
        assertThat(again.hears("/LGZ5ZMD\r\n").waits(300).events()).containsExactly("<ACK>050", "9600 baud");
    }

    private static String block() {
        return block('\u0003');
    }

    private static String block(char end) {
        String text = "F.F(00)\r\n!\r\n" + end;
        int checksum = text.chars().reduce(0, (a, b) -> a ^ b);
        return "\u0002" + text + (char) checksum;
    }
}
