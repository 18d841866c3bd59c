package org.polymeter.codec.p1;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Telegram;

/** The hot path makes no garbage. Bytes are counted, not timed, so this cannot flicker. */
class P1AllocationTest {

    private static final int WARM_UP = 100;
    private static final int TELEGRAMS = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"nl50", "nl22", "be", "se"})
    void framing_and_decoding_a_telegram_allocates_nothing(String name) {
        byte[] bytes = Vectors.telegram(name);
        P1Framer framer = new P1Framer();
        Collector collector = new Collector();
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
        assertThat(allocated / TELEGRAMS).isZero();
    }

    private static final class Collector implements FrameSink {

        private final P1Decoder decoder = new P1Decoder();
        private final Telegram telegram = new Telegram();
        private int telegrams;

        @Override
        public void frame(Frame frame) {
            telegram.clear("dsmr");
            decoder.decode(frame.payload(), frame.payloadOffset(), frame.payloadLength(), telegram);
            telegrams++;
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {}
    }
}
