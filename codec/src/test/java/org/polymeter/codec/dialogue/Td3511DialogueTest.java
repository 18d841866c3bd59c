package org.polymeter.codec.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Td3511DialogueTest {

    private static final String FIRST = "<SOH>R2<STX>F001<ETX><16>";
    private static final String SECOND = "<SOH>R2<STX>F009<ETX><1E>";
    private static final String ECHO = "\u0001R2\u0002F001\u0003\u0016\r\n";
    private static final String ANSWER = "\u00020.0.0(110000001)\r\n\u0003M";

    private final Wire wire = new Wire(new Td3511Dialogue("", 0));

    @Test
    void programming_mode_is_entered_at_19200_baud() {
        assertThat(wire.events()).containsExactly("300 baud", "/?!");
        assertThat(wire.hears("/SAT6TD-3511\r\n").waits(300).events()).containsExactly("<ACK>061", "19200 baud");
        wire.hears("\u0001P0\u0002()\u0003`");
        assertThat(wire.waits(200).events()).containsExactly(FIRST);
    }

    @Test
    void both_data_sets_are_asked_for_in_turn() {
        enter();
        assertThat(wire.hears(ANSWER).waits(100).events()).as("more may come").isEmpty();
        assertThat(wire.waits(100).events()).containsExactly(SECOND);
        assertThat(wire.hears(ANSWER).waits(200).events()).containsExactly(FIRST);
        assertThat(wire.hears(ANSWER).waits(200).events()).containsExactly(SECOND);
    }

    @Test
    void an_echo_is_no_answer() {
        enter();
        assertThat(wire.hears(ECHO).waits(1000).events()).isEmpty();
        assertThat(wire.hears(ANSWER).waits(200).events()).containsExactly(SECOND);
    }

    @Test
    void an_interval_may_lie_between_the_rounds() {
        Wire slow = new Wire(new Td3511Dialogue("", 10_000));
        slow.hears("/SAT6TD-3511\r\n").waits(500).hears(ANSWER).waits(200).hears(ANSWER);
        slow.events();
        assertThat(slow.waits(9700).events()).isEmpty();
        assertThat(slow.waits(100).events()).containsExactly(FIRST);
    }

    @Test
    void a_meter_that_falls_silent_is_signed_on_again() {
        enter();
        assertThat(wire.waits(4900).events()).isEmpty();
        assertThat(wire.waits(100).events()).containsExactly("300 baud", "/?!");
    }

    @Test
    void a_meter_that_does_not_identify_itself_is_asked_again() {
        wire.events();
        assertThat(wire.hears("/?!\r\n").waits(4900).events()).isEmpty();
        assertThat(wire.waits(100).events()).containsExactly("300 baud", "/?!");
    }

    private void enter() {
        wire.hears("/SAT6TD-3511\r\n").waits(500);
        wire.events();
    }
}
