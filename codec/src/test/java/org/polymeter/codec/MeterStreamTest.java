package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Writer;

/** What comes out of the front door when it has to find out by itself what the wire speaks. */
class MeterStreamTest {

    private static final byte[] PUSH = DlmsVectors.bytes(
            "7EA02A410883130413E6E7000F40000000000101020309060100010700FF060000053E02020F00161BA4E07E");

    /** One line per telegram and trouble. */
    private static final class Log implements MeterStream.Listener {
        final List<String> lines = new ArrayList<>();
        final List<byte[]> evidence = new ArrayList<>();

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            lines.add(telegram.protocol() + " at " + frame.streamOffset());
        }

        @Override
        public void trouble(Trouble trouble, byte[] bytes) {
            evidence.add(bytes);
            lines.add(
                    switch (trouble) {
                        case Trouble.Skipped skipped ->
                            skipped.why() + " " + skipped.length() + " at " + skipped.streamOffset();
                        case Trouble.Rejected rejected -> rejected.protocol() + " rejected";
                    });
        }
    }

    private static byte[] telegram(int power) {
        return new P1Writer()
                .begin("POL5\\TEST")
                .clock(1_750_000_000, Deviation.SUMMER)
                .amount(Obis.of(1, 0, 1, 7, 0), BigDecimal.valueOf(power, 3), 2, 3, "kW")
                .end();
    }

    private static Log hear(byte[] bytes, int chunk) {
        Log log = new Log();
        MeterStream stream = MeterStream.of(Options.auto(), log);
        for (int from = 0; from < bytes.length; from += chunk) {
            stream.feed(bytes, from, Math.min(chunk, bytes.length - from));
        }
        stream.end();
        return log;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] noise(int length, long seed) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    @Test
    void text_from_a_slash_is_p1() {
        assertThat(hear(join(telegram(1), telegram(2)), 4096).lines)
                .containsExactly("dsmr at 0", "dsmr at " + telegram(1).length);
    }

    @Test
    void frames_of_7e_are_dlms() {
        assertThat(hear(join(PUSH, PUSH), 4096).lines).containsExactly("dlms at 0", "dlms at 44");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 100_000})
    void the_cut_of_the_input_decides_nothing(int chunk) {
        byte[] bytes = join(noise(300, 7), telegram(1), noise(50, 8), telegram(2));
        assertThat(hear(bytes, chunk).lines.stream().filter(it -> it.startsWith("dsmr")))
                .containsExactly("dsmr at 300", "dsmr at " + (350 + telegram(1).length));
    }

    @Test
    void nothing_but_a_damaged_telegram_is_a_checksum_error_and_not_noise() {
        byte[] damaged = telegram(1);
        damaged[damaged.length - 20] ^= 1;
        assertThat(hear(damaged, 16).lines).containsExactly(Noise.BAD_CHECKSUM + " " + damaged.length + " at 0");
    }

    @Test
    void half_a_frame_is_cut_short() {
        byte[] half = java.util.Arrays.copyOf(telegram(1), 40);
        assertThat(hear(half, 7).lines).containsExactly(Noise.CUT_SHORT + " 40 at 0");
    }

    @Test
    void a_megabyte_of_noise_is_reported_and_the_telegram_behind_it_is_found() {
        byte[] bytes = join(noise(1 << 20, 20251121), telegram(1));
        Log log = hear(bytes, 4096);
        assertThat(log.lines.getLast()).isEqualTo("dsmr at " + (1 << 20));
        assertThat(log.lines).hasSizeLessThan(2000);
    }

    @Test
    void every_byte_is_in_a_telegram_or_in_trouble_or_filler() {
        byte[] stray = "0-0:1.0.0(no telegram)".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Log log = hear(join(stray, telegram(1), PUSH), 5);
        assertThat(log.lines)
                .containsExactly(
                        Noise.STRAY + " " + stray.length + " at 0",
                        "dsmr at " + stray.length,
                        Noise.STRAY + " " + PUSH.length + " at " + (stray.length + telegram(1).length));
        assertThat(log.evidence).containsExactly(stray, PUSH);
    }
}
