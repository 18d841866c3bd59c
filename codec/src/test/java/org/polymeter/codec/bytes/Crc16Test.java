package org.polymeter.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc16Test {

    private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 700;

    /** The check values of the CRC catalogues. */
    @Test
    void nine_digits_have_the_published_checksums() {
        assertThat(Crc16.ARC.of(DIGITS, 0, DIGITS.length)).isEqualTo(0xBB3D);
        assertThat(Crc16.X25.of(DIGITS, 0, DIGITS.length)).isEqualTo(0x906E);
        assertThat(Crc16.KERMIT.of(DIGITS, 0, DIGITS.length)).isEqualTo(0x2189);
    }

    @Test
    void words_are_folded_into_what_bit_by_bit_gives_at_every_length_and_offset() {
        Random random = new Random(7);
        byte[] bytes = new byte[LONGEST + 16];
        for (int length = 0; length <= LONGEST; length++) {
            random.nextBytes(bytes);
            int offset = random.nextInt(16);
            assertThat(Crc16.ARC.of(bytes, offset, length)).isEqualTo(bitwise(0xA001, 0, 0, bytes, offset, length));
            assertThat(Crc16.X25.of(bytes, offset, length))
                    .isEqualTo(bitwise(0x8408, 0xFFFF, 0xFFFF, bytes, offset, length));
            assertThat(Crc16.KERMIT.of(bytes, offset, length)).isEqualTo(bitwise(0x8408, 0, 0, bytes, offset, length));
        }
    }

    @Test
    void a_step_is_undone_by_what_was_taken_in() {
        byte[] bytes = DIGITS.clone();
        int register = Crc16.ARC.of(bytes, 0, bytes.length);
        for (int length = bytes.length - 1; length >= 0; length--) {
            register = Crc16.ARC.before(register, bytes[length]);
            assertThat(register).isEqualTo(Crc16.ARC.of(bytes, 0, length));
        }
    }

    private static int bitwise(int polynomial, int initial, int finalXor, byte[] bytes, int offset, int length) {
        int register = initial;
        for (int i = offset; i < offset + length; i++) {
            register ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                register = (register >>> 1) ^ ((register & 1) * polynomial);
            }
        }
        return register ^ finalXor;
    }
}
