package org.polymeter.gateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0, 3, 0.000",
        "-1, 3, -0.001",
        "-543, 0, -543",
        "13779338, 3, 13779.338",
        "5, 20, 0.00000000000000000005",
        "9223372036854775807, 0, 9223372036854775807",
        "-9223372036854775808, 18, -9.223372036854775808",
        "-9223372036854775808, 19, -0.9223372036854775808"
    })
    void numbers_keep_all_their_digits(long mantissa, int decimals, String expected) {
        assertThat(text(new JsonWriter().value(mantissa, decimals))).isEqualTo(expected);
    }

    @Test
    void numbers_are_those_of_big_decimal() {
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            long mantissa = random.nextLong() >> random.nextInt(64);
            int decimals = random.nextInt(20);
            assertThat(text(new JsonWriter().value(mantissa, decimals)))
                    .isEqualTo(BigDecimal.valueOf(mantissa, decimals).toPlainString());
        }
    }

    @Test
    void times_are_those_of_instant() {
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L));
            assertThat(text(new JsonWriter().time(time))).isEqualTo("\"" + time + "\"");
            Instant later = time.plusMillis(1 + random.nextInt(999));
            assertThat(text(new JsonWriter().timeWithMillis(later))).isEqualTo("\"" + later + "\"");
        }
    }

    @Test
    void less_than_a_millisecond_is_no_fraction() {
        Instant time = Instant.parse("2025-01-14T09:12:35Z").plus(999, ChronoUnit.MICROS);

        assertThat(text(new JsonWriter().time(time))).isEqualTo("\"2025-01-14T09:12:35Z\"");
    }

    @Test
    void texts_are_escaped() {
        assertThat(text(new JsonWriter().value("a\"b\\c\r\n\t\u0001\u001f°€😀")))
                .isEqualTo("\"a\\\"b\\\\c\\r\\n\\t\\u0001\\u001f°€😀\"");
    }

    @Test
    void half_a_surrogate_pair_becomes_a_question_mark() {
        assertThat(text(new JsonWriter().value("a\ud83db\ude00"))).isEqualTo("\"a?b?\"");
    }

    @Test
    void commas_come_by_themselves() {
        JsonWriter json = new JsonWriter().openObject();
        json.key("a").value(1).key("b").openArray().value("x").value(true).closeArray();
        json.key("c")
                .openObject()
                .closeObject()
                .key("d")
                .openArray()
                .closeArray()
                .closeObject();

        assertThat(text(json)).isEqualTo("{\"a\":1,\"b\":[\"x\",true],\"c\":{},\"d\":[]}");
    }

    @Test
    void grows_as_needed() {
        String large = "x".repeat(100_000);

        assertThat(text(new JsonWriter().value(large))).isEqualTo("\"" + large + "\"");
    }

    private static String text(JsonWriter json) {
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }
}
