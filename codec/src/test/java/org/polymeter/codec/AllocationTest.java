package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.sml.SmlDecoder;
import org.polymeter.codec.sml.SmlFramer;
import org.polymeter.codec.sml.SmlVectors;
import org.polymeter.codec.tic.TicDecoder;
import org.polymeter.codec.tic.TicFramer;
import org.polymeter.codec.tic.TicVectors;

/** Framing, decoding and correcting make no garbage. Bytes are counted, not timed. */
class AllocationTest {

    private static final int WARM_UP = 100;
    private static final int TELEGRAMS = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void an_sml_file_allocates_nothing() {
        assertThat(allocated(new SmlFramer(), new SmlDecoder(), SmlVectors.bytes(SmlVectors.V70)))
                .isZero();
    }

    @Test
    void a_frame_of_linky_allocates_nothing() {
        assertThat(allocated(new TicFramer(), new TicDecoder(), TicVectors.bytes(TicVectors.V95)))
                .isZero();
        assertThat(allocated(new TicFramer(), new TicDecoder(), TicVectors.bytes(TicVectors.V96)))
                .isZero();
    }

    /** Bytes per telegram. */
    private long allocated(Framer framer, Decoder decoder, byte[] bytes) {
        Collector collector = new Collector(decoder);
        for (int i = 0; i < WARM_UP; i++) {
            framer.feed(bytes, 0, bytes.length, collector);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TELEGRAMS; i++) {
            framer.feed(bytes, 0, bytes.length, collector);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(collector.telegrams).isEqualTo(WARM_UP + TELEGRAMS);
        assertThat(collector.telegram.size()).isPositive();
        return allocated / TELEGRAMS;
    }

    private static final class Collector implements FrameSink {

        private final Decoder decoder;
        private final Telegram telegram = new Telegram();
        private final MeterKind emh = MeterKinds.named("emh-ehz");
        private final MeterKind dzg = MeterKinds.named("dzg-dvs74");
        private int telegrams;

        Collector(Decoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public void frame(Frame frame) {
            telegram.clear("any");
            decoder.decode(frame.payload(), frame.payloadOffset(), frame.payloadLength(), telegram);
            emh.complete(telegram);
            dzg.complete(telegram);
            telegrams++;
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {}
    }
}
