package org.polymeter.codec.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.security.Vectors.hex;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.p1.P1Framer;
import org.polymeter.codec.security.Unsealer.Result;

/**
 * Sealed messages without a frame are found; with their keys in hand, they obey the laws of all
 * framers. The laws see what is left when each has been opened, because nothing but its tag tells
 * whether it is intact.
 */
class SealedFramerTest extends FramerLaws {

    private static final byte[] MESSAGE = hex(Vectors.V14);
    private static final Keys KEYS = Keys.of(hex(Vectors.EK)).withAuthentication(hex(Vectors.LUXEMBOURG));

    @Override
    protected Framer framer() {
        return new Opened(new SealedFramer(new P1Framer()));
    }

    @Override
    protected byte[] goodFrame() {
        return MESSAGE.clone();
    }

    private static FrameLog find(byte[]... parts) {
        FrameLog log = new FrameLog();
        SealedFramer framer = new SealedFramer(new P1Framer());
        byte[] stream = join(parts);
        framer.feed(stream, 0, stream.length, log);
        framer.end(log);
        return log;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void telegrams_in_clear_and_sealed_ones_may_alternate() {
        byte[] clear = text(Vectors.V14_TEXT);
        FrameLog log = find(clear, MESSAGE, clear, MESSAGE, MESSAGE, clear);
        assertThat(log.payloads).hasSize(6);
        assertThat(log.payloads.get(1)).isEqualTo(MESSAGE);
        assertThat(log.payloads.get(5)).asString(StandardCharsets.US_ASCII).startsWith("/Lux5");
    }

    @Test
    void a_message_behind_a_clear_identification_is_found_and_the_identification_is_no_trouble() {
        FrameLog log = find(text("/EGM5\\GAMA150\r\n\r\n"), MESSAGE, text("/EGM5\\GAMA150\r\n\r\n"), MESSAGE);
        assertThat(log.payloads)
                .hasSize(2)
                .allSatisfy(payload -> assertThat(payload).isEqualTo(MESSAGE));
        assertThat(log.noises)
                .isNotEmpty()
                .allSatisfy(noise -> assertThat(noise).contains(Noise.FILLER.name()));
    }

    @Test
    void a_message_that_lost_bytes_costs_no_other() {
        byte[] cut = Arrays.copyOf(MESSAGE, 60);
        FrameLog log = find(cut, MESSAGE);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.payloads.getFirst()).isEqualTo(MESSAGE);
    }

    @Test
    void lengths_of_one_and_two_bytes_are_understood_as_well() {
        SealedWriter meter = new SealedWriter(KEYS, hex("5341473500000001"));
        byte[] brief = meter.general(0x30, 1, new byte[40]);
        byte[] middle = meter.general(0x20, 2, new byte[200]);
        byte[] large = meter.general(0x31, 3, new byte[1500]);
        assertThat(find(brief, middle, large).payloads).containsExactly(brief, middle, large);
    }

    @Test
    void a_message_longer_than_any_is_no_message() {
        byte[] huge = MESSAGE.clone();
        huge[11] = 0x7F;
        assertThat(find(huge, MESSAGE).payloads).hasSize(1);
    }

    /** A framer whose frames are what was sealed; what cannot be opened is noise. */
    private record Opened(SealedFramer framer) implements Framer {

        @Override
        public void feed(byte[] bytes, int offset, int length, FrameSink out) {
            framer.feed(bytes, offset, length, opening(out));
        }

        @Override
        public void end(FrameSink out) {
            framer.end(opening(out));
        }

        private static FrameSink opening(FrameSink out) {
            return new FrameSink() {
                private final Unsealer unsealer = new Unsealer(KEYS);

                @Override
                public void frame(Frame frame) {
                    if (unsealer.open(frame.payload(), frame.payloadOffset(), frame.payloadLength()) == Result.PROVEN) {
                        out.frame(frame.payload(unsealer.text(), 0, unsealer.textLength()));
                    } else {
                        out.noise(frame.streamOffset(), frame.consumed(), Noise.BAD_CHECKSUM);
                    }
                }

                @Override
                public void noise(long streamOffset, int length, Noise why) {
                    out.noise(streamOffset, length, why);
                }
            };
        }
    }
}
