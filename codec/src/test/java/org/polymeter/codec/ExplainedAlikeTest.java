package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.explain.Transcript;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.mbus.MbusDecoder;
import org.polymeter.codec.mbus.MbusFramer;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.sml.SmlDecoder;
import org.polymeter.codec.sml.SmlFramer;
import org.polymeter.codec.sml.SmlVectors;
import org.polymeter.codec.sml.SmlWriter;

/** A payload means the same whether it is explained or read by the shorter ways that nobody explains. */
class ExplainedAlikeTest {

    private static final int MUTANTS = 20_000;

    @Test
    void sml() {
        SmlWriter writer = new SmlWriter((byte) 0x0A, (byte) 1, (byte) 'P', (byte) 'O', (byte) 'L');
        writer.begin().status(0x1C04, 4).signed(Obis.of(1, 0, 1, 8, 0), 30, -1, 123456789, 8);
        writer.unsigned(Obis.of(1, 0, 2, 8, 0), 30, 3, -1, 8).text(Obis.of(129, 129, 199, 130, 3), "POL");
        writer.status(1, 1).signed(Obis.of(1, 0, 16, 7, 0), 27, 0, -4321, 4);
        List<byte[]> payloads = payloads(
                new SmlFramer(),
                SmlVectors.bytes(SmlVectors.V70),
                writer.end(),
                writer.withKermit().end());
        alike(payloads, new SmlDecoder(false), new SmlDecoder(false));
    }

    @Test
    void mbus() {
        byte[] answer = new MbusWriter("POL", "12345678", 1, 4)
                .integer(4, 98_765, 0x06)
                .bcd(8, 4_711, 0x14)
                .bcd(6, -42, 0x2D)
                .stored(3)
                .tariff(2)
                .integer(2, -300, 0x59)
                .integer(2, 230, 0xFD, 0x48)
                .real(21.5f, 0x5D)
                .named("foo", 2, 7)
                .text("abc", 0x78)
                .manufacturer(false, (byte) 1, (byte) 2)
                .answer(1);
        Decoder plain = new MbusDecoder(Keys.NONE);
        alike(payloads(new MbusFramer(), answer), plain, new MbusDecoder(Keys.NONE));
    }

    private static void alike(List<byte[]> payloads, Decoder plain, Decoder explained) {
        Random random = new Random(1);
        int sound = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = payloads.get(random.nextInt(payloads.size())).clone();
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            Telegram expected = new Telegram();
            Telegram actual = new Telegram();
            String outcome = explained.decode(mutant, 0, mutant.length, new Transcript(expected)) + "";
            assertThat(plain.decode(mutant, 0, mutant.length, actual)).hasToString(outcome);
            assertThat(actual.observations()).isEqualTo(expected.observations());
            assertThat(actual.warnings()).isEqualTo(expected.warnings());
            for (int line = 0; line < actual.size(); line++) {
                assertThat(actual.label(line)).isEqualTo(expected.label(line));
                assertThat(actual.hasStatus(line)).isEqualTo(expected.hasStatus(line));
                assertThat(actual.width(line)).isEqualTo(expected.width(line));
            }
            sound += actual.size() > 0 ? 1 : 0;
        }
        assertThat(sound).isGreaterThan(MUTANTS / 4);
    }

    private static List<byte[]> payloads(Framer framer, byte[]... frames) {
        List<byte[]> payloads = new ArrayList<>();
        FrameSink keeper = new FrameSink() {
            @Override
            public void frame(Frame frame) {
                payloads.add(frame.copyOfPayload());
            }

            @Override
            public void noise(long streamOffset, int length, Noise why) {}
        };
        for (byte[] frame : frames) {
            framer.feed(frame, 0, frame.length, keeper);
        }
        assertThat(payloads).hasSize(frames.length);
        return payloads;
    }
}
