package org.polymeter.codec.mbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A number means the same whether it is read as a word or, where too few bytes are at hand, one by one. */
class NumbersTest {

    private final Random random = new Random(1);

    @Test
    void binary_numbers() {
        for (int round = 0; round < 20_000; round++) {
            byte[] alone = bytes(1 + random.nextInt(8));
            byte[] amid = amid(alone);
            assertThat(Numbers.binary(amid, 3, alone.length, false))
                    .isEqualTo(Numbers.binary(alone, 0, alone.length, false));
        }
    }

    @Test
    void decimal_numbers_with_and_without_sign_and_letters() {
        int sound = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] alone = digits(1 + random.nextInt(9));
            byte[] amid = amid(alone);
            boolean isBcd = Numbers.isBcd(alone, 0, alone.length, false);
            assertThat(Numbers.isBcd(amid, 3, alone.length, false)).isEqualTo(isBcd);
            assertThat(Numbers.bcd(amid, 3, alone.length, false)).isEqualTo(Numbers.bcd(alone, 0, alone.length, false));
            sound += isBcd ? 1 : 0;
        }
        assertThat(sound).isBetween(50_000, 99_000);
    }

    @Test
    void sixteen_digits() {
        byte[] bytes = {0x10, 0x32, 0x54, 0x76, (byte) 0x98, 0x10, 0x32, 0x54};
        assertThat(Numbers.bcd(bytes, 0, 8, false)).isEqualTo(5432109876543210L);
        bytes[7] = (byte) 0xF4;
        assertThat(Numbers.bcd(bytes, 0, 8, false)).isEqualTo(-432109876543210L);
    }

    /** Mostly digits; some letters, some minus signs. */
    private byte[] digits(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(10) << 4 | random.nextInt(10));
        }
        if (random.nextInt(4) == 0) {
            bytes[length - 1] |= (byte) 0xF0;
        }
        if (random.nextInt(5) == 0) {
            bytes[random.nextInt(length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] amid(byte[] number) {
        byte[] all = bytes(30);
        System.arraycopy(number, 0, all, 3, number.length);
        return all;
    }
}
