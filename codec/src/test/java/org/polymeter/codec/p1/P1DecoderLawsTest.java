package org.polymeter.codec.p1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Unit;

/** No payload, however damaged, makes the decoder throw or point outside the payload. */
class P1DecoderLawsTest {

    private static final int MUTANTS = 20_000;
    private static final String ALPHABET = "()*!/.:-&0123456789SWABCkWh \r\n";

    private final P1Decoder decoder = new P1Decoder();

    @ParameterizedTest
    @ValueSource(strings = {"nl50", "nl22", "be", "se"})
    void survives_truncation_at_every_byte(String name) {
        byte[] payload = payload(name);
        for (int length = 0; length < payload.length; length++) {
            assertThat(check(payload, length)).isInstanceOf(Outcome.Rejected.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl50", "nl22", "be", "se"})
    void survives_random_damage(String name) {
        Random random = new Random(1);
        byte[] payload = payload(name);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = payload.clone();
            for (int hits = random.nextInt(1, 9); hits > 0; hits--) {
                mutant[random.nextInt(mutant.length)] = random.nextBoolean()
                        ? (byte) random.nextInt()
                        : (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            }
            check(mutant, mutant.length);
        }
    }

    private Outcome check(byte[] payload, int length) {
        Outcome outcome = decoder.decode(payload, 0, length, new Bounds(length));
        if (outcome instanceof Outcome.Rejected rejected) {
            assertThat(rejected.fault().offset()).isBetween(0, length);
        }
        return outcome;
    }

    private static byte[] payload(String name) {
        return Vectors.hear(Vectors.telegram(name)).payloads.get(0);
    }

    /** Fails where an offset or a length points outside the payload. */
    private record Bounds(int limit) implements ObservationSink {

        @Override
        public void identification(byte[] bytes, int offset, int length) {
            inside(offset, length);
        }

        @Override
        public void text(Obis obis, byte[] bytes, int offset, int length) {
            if (offset < 0 || length < 0 || offset + length > bytes.length) {
                throw new AssertionError("text at " + offset + ", " + length + " bytes");
            }
        }

        @Override
        public void record(int offset, int length) {
            inside(offset, length);
        }

        @Override
        public void warning(int offset, String message) {
            inside(offset, 0);
        }

        @Override
        public void field(int offset, int length, String label) {
            inside(offset, length);
        }

        @Override
        public void time(long localSecond, int deviation) {}

        @Override
        public void amount(Obis obis, long mantissa, int scale, Unit unit) {}

        @Override
        public void capturedAt(long localSecond, int deviation) {}

        @Override
        public void clock(Obis obis, long localSecond, int deviation) {}

        private void inside(int offset, int length) {
            if (offset < 0 || length < 0 || offset + length > limit) {
                throw new AssertionError("offset " + offset + ", " + length + " bytes of " + limit);
            }
        }
    }
}
