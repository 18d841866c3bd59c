package org.polymeter.codec.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.NumberNotation;

class DigitsTest {

    private static final String BEFORE = "1-0:1.8.0(";

    @Test
    void every_length_and_place_of_the_point_is_read_as_it_is_printed() {
        Random random = new Random(3);
        for (int length = 1; length <= Digits.LONGEST; length++) {
            for (int decimals = 0; decimals < Math.min(length, 8); decimals++) {
                for (int i = 0; i < 50; i++) {
                    String text = printed(length, decimals, random);
                    long mantissa = new BigDecimal("0" + text).unscaledValue().longValueExact();
                    assertThat(read(text, decimals, false)).as(text).isEqualTo(mantissa);
                    assertThat(read(text, decimals, true)).as("-" + text).isEqualTo(-mantissa);
                }
            }
        }
    }

    @Test
    void anything_but_a_digit_is_refused_wherever_it_stands() {
        String text = "012345678.901";
        for (int at = 0; at < text.length(); at++) {
            for (int other = 0; other < 256; other++) {
                boolean digit = other >= '0' && other <= '9';
                boolean fits = at == text.indexOf('.') ? other == '.' : digit;
                String changed = text.substring(0, at) + (char) other + text.substring(at + 1);
                assertThat(read(changed, 3, false) != NumberNotation.NONE)
                        .as("%02X at %d", other, at)
                        .isEqualTo(fits);
            }
        }
    }

    @Test
    void a_point_too_far_from_the_end_is_left_to_the_parser() {
        assertThat(read("1.23456789", 8, false)).isEqualTo(NumberNotation.NONE);
    }

    private static String printed(int length, int decimals, Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        if (decimals > 0) {
            text.setCharAt(length - 1 - decimals, '.');
        }
        return text.toString();
    }

    private static long read(String text, int decimals, boolean negative) {
        byte[] bytes = (BEFORE + text + "*kWh)").getBytes(StandardCharsets.ISO_8859_1);
        return Digits.of(text.length(), decimals, negative).number(bytes, BEFORE.length(), text.length());
    }
}
