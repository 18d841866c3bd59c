package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.p1.P1Writer;

/** What a wire is found to carry, and what the bytes of a wrongly set one look like. */
class RecognitionTest {

    private static final byte[] TELEGRAM = new P1Writer()
            .begin("POL5\\TEST")
            .amount(Obis.of(1, 0, 1, 7, 0), BigDecimal.ONE, 2, 3, "kW")
            .end();

    private static Recognition hear(byte[]... bursts) {
        Recognition recognition = new Recognition(MeterStream.Options.auto());
        long millis = 0;
        for (byte[] burst : bursts) {
            recognition.feed(burst, 0, burst.length, millis);
            recognition.end();
            millis += 10_000;
        }
        return recognition;
    }

    @Test
    void p1_is_told_with_identification_interval_and_the_reason() {
        Finding finding = hear(TELEGRAM, TELEGRAM, TELEGRAM).finding().orElseThrow();
        assertThat(finding.link()).isEqualTo(Link.P1);
        assertThat(finding.summary()).isEqualTo("P1, POL5\\TEST, 1 value");
        assertThat(finding.reasons()).containsExactly("3 frames, their checksums hold", "one every 10 s");
        assertThat(finding.isCertain()).isTrue();
    }

    @Test
    void an_encrypted_meter_is_told_with_the_names_of_its_keys_and_without_its_serial() {
        String sealed = DlmsVectors.V42;
        Finding apdu = hear(bytes(sealed)).finding().orElseThrow();
        assertThat(apdu.needsKey()).isTrue();
        Finding hdlc = hear(bytes(DlmsVectors.V58)).finding().orElseThrow();
        assertThat(hdlc.summary())
                .startsWith("HDLC, GCM 0x30, system title LGZ…: a key is needed, your grid operator calls it GUEK")
                .doesNotContain("LGZg")
                .doesNotContain("4C475A");
        assertThat(hdlc.reasons()).contains("one frame, its checksum holds", "1 of 1 encrypted");
    }

    @Test
    void a_line_of_seven_bits_read_as_eight_is_told() {
        byte[] coded = TELEGRAM.clone();
        for (int i = 0; i < coded.length; i++) {
            coded[i] |= (byte) (Integer.bitCount(coded[i]) % 2 << 7);
        }
        Finding finding = hear(coded).finding().orElseThrow();
        assertThat(finding.sevenBits()).isTrue();
        assertThat(finding.reasons()).anyMatch(reason -> reason.contains("7E1"));
        assertThat(hear(Arrays.copyOf(coded, coded.length - 9)).symptom()).isEqualTo(Symptom.SEVEN_BITS);
    }

    @Test
    void when_a_meter_was_exchanged_the_new_one_is_told() {
        byte[][] bursts = new byte[Detection.PATIENCE_BURSTS + 3][];
        Arrays.fill(bursts, bytes(DlmsVectors.V20));
        bursts[0] = TELEGRAM;
        Finding finding = hear(bursts).finding().orElseThrow();
        assertThat(finding.link()).isEqualTo(Link.HDLC);
        assertThat(finding.identification()).isEmpty();
    }

    @Test
    void wrong_settings_have_their_symptoms() {
        assertThat(hear().symptom()).isEqualTo(Symptom.SILENT);
        assertThat(hear("hello, this is a modem\r\n".getBytes(StandardCharsets.US_ASCII))
                        .symptom())
                .isEqualTo(Symptom.TEXT);
        byte[] damaged = bytes(DlmsVectors.V20);
        damaged[33] ^= 4;
        assertThat(hear(damaged, damaged).symptom()).isEqualTo(Symptom.DAMAGED);
        byte[] inverted = TELEGRAM.clone();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] ^= (byte) 0xFF;
        }
        assertThat(hear(inverted).symptom()).isEqualTo(Symptom.INVERTED);
        byte[] zeros = new byte[40];
        zeros[7] = (byte) 0xF8;
        assertThat(hear(zeros).symptom()).isEqualTo(Symptom.TOO_SLOW);
        byte[] random = new byte[400];
        new Random(1).nextBytes(random);
        assertThat(hear(random).symptom()).isEqualTo(Symptom.UNKNOWN);
        assertThat(hear(random).finding()).isEmpty();
    }
}
