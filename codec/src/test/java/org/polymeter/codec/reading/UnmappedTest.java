package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.bytes.Crc16;

/** Values that the vocabulary has no name for. */
class UnmappedTest {

    private final Wire wire = new Wire("Europe/Brussels", Instant.parse("2025-06-01T10:00:00Z"));

    /** Of a word in hex, as L+G prints it, only some are numbers. */
    @Test
    void a_value_may_be_a_number_now_and_a_text_later() {
        assertThat(wire.hear(telegram("0-0:96.77.7(00000001)"))).containsEntry("x_0_0_96_77_7", "1");
        assertThat(wire.hear(telegram("0-0:96.77.7(0000000A)"))).containsEntry("x_0_0_96_77_7", "0000000A");
        assertThat(wire.hear(telegram("0-0:96.77.7(00000002)"))).containsEntry("x_0_0_96_77_7", "2");
    }

    @Test
    void of_a_number_and_a_text_with_one_code_the_first_stays() {
        assertThat(wire.hear(telegram("0-0:96.77.7(0000000B)", "0-0:96.77.7(00000001)")))
                .containsEntry("x_0_0_96_77_7", "0000000B");
        assertThat(wire.readings.getLast().size()).isEqualTo(3);
    }

    private static byte[] telegram(String... lines) {
        String text = "/LGF5E360\r\n\r\n0-0:96.1.0(4B414C37)\r\n1-0:1.7.0(00.100*kW)\r\n" + String.join("\r\n", lines)
                + "\r\n!";
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return (text + "%04X\r\n".formatted(Crc16.ARC.of(bytes, 0, bytes.length)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
