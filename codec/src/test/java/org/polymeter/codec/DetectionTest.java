package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.p1.P1Framer;
import org.polymeter.codec.p1.P1Writer;

/** The laws of framers hold while several of them are tried at once, too. */
class DetectionTest {

    private static final byte[] TELEGRAM = new P1Writer()
            .begin("POL5\\TEST")
            .amount(Obis.of(1, 0, 1, 7, 0), BigDecimal.ONE, 2, 3, "kW")
            .end();

    private static final byte[] PUSH = DlmsVectors.bytes(
            "7EA02A410883130413E6E7000F40000000000101020309060100010700FF060000053E02020F00161BA4E07E");

    private static FrameLog hear(byte[] bytes) {
        FrameLog log = new FrameLog();
        Detection detection = new Detection(
                () -> List.of(
                        new Chain(MeterStream.Link.P1, new P1Framer(), log, () -> {}),
                        new Chain(MeterStream.Link.HDLC, new HdlcFramer(), log, () -> {})),
                link -> {});
        detection.feed(bytes, 0, bytes.length, detection);
        detection.end(detection);
        return log;
    }

    /** Long enough to be given up several times; with marks of both protocols that lead nowhere. */
    private static byte[] noise(long seed, int length) {
        Random random = new Random(seed);
        byte[][] bait = {TELEGRAM, PUSH, {'\n', '/', 'I', 'S', 'K', '5'}, {0x7E, (byte) 0xA7, (byte) 0xFF}};
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        while (noise.size() < length) {
            byte[] lure = bait[random.nextInt(bait.length)];
            noise.write(lure, 0, 1 + random.nextInt(Math.min(lure.length - 1, 20)));
            byte[] rubbish = new byte[random.nextInt(3000)];
            random.nextBytes(rubbish);
            noise.writeBytes(rubbish);
        }
        return noise.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void frames_and_noise_are_all_bytes_exactly_once(long seed) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(noise(seed, 100_000));
        stream.writeBytes(seed % 2 == 0 ? TELEGRAM : PUSH);
        stream.writeBytes(noise(seed + 100, 5_000));
        FrameLog log = hear(stream.toByteArray());
        assertThat(log.raws).hasSize(1);
        assertThat(log.bytes).isEqualTo(stream.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {-700, -60, -44, -20, -1, 0, 1, 20})
    void a_frame_across_the_border_of_giving_up_is_not_noise_as_well(int offset) {
        for (byte[] frame : List.of(TELEGRAM, PUSH)) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            byte[] noise = new byte[32 * 1024 + offset];
            java.util.Arrays.fill(noise, (byte) 0x55);
            noise[noise.length - 1] = '\n';
            stream.writeBytes(noise);
            stream.writeBytes(frame);
            FrameLog log = hear(stream.toByteArray());
            assertThat(log.raws).hasSize(1);
            assertThat(log.bytes).isEqualTo(stream.size());
        }
    }
}
