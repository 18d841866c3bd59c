package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TapeTest {

    private static final int LONGEST = 16 * 1024;

    private final Tape tape = new Tape();
    private final byte[] stream = new byte[3 * LONGEST];

    TapeTest() {
        for (int i = 0; i < stream.length; i++) {
            stream[i] = (byte) ((i * 31) >> 3);
        }
    }

    @Test
    void bytes_that_nobody_has_done_with_are_at_hand_however_they_came() {
        for (int at = 0; at < LONGEST; at += 500) {
            tape.record(stream, at, Math.min(500, LONGEST - at));
        }
        assertThat(tape.copy(0, LONGEST)).isEqualTo(Arrays.copyOf(stream, LONGEST));
    }

    @Test
    void of_more_than_that_the_last_are() {
        tape.record(stream, 0, stream.length);
        assertThat(tape.copy(0, stream.length))
                .isEqualTo(Arrays.copyOfRange(stream, stream.length - LONGEST, stream.length));
    }

    @Test
    void what_follows_a_telegram_is_at_hand_also_where_there_has_to_be_more_room() {
        tape.record(stream, 0, 900);
        tape.forget(800);
        tape.record(stream, 900, 5000);
        assertThat(tape.copy(800, 5100)).isEqualTo(Arrays.copyOfRange(stream, 800, 5900));
    }

    @Test
    void what_is_gone_is_left_out_also_where_there_is_more_room_now() {
        tape.record(stream, 0, 1500);
        tape.forget(1400);
        tape.record(stream, 1500, 5000);
        assertThat(tape.copy(0, 6500)).isEqualTo(Arrays.copyOfRange(stream, 1400, 6500));
    }
}
