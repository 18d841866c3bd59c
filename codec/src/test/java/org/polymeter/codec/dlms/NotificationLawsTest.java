package org.polymeter.codec.dlms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.V20;
import static org.polymeter.codec.DlmsVectors.V41;
import static org.polymeter.codec.DlmsVectors.V43;
import static org.polymeter.codec.DlmsVectors.V50;
import static org.polymeter.codec.DlmsVectors.V51;
import static org.polymeter.codec.DlmsVectors.V52;
import static org.polymeter.codec.DlmsVectors.V53A;
import static org.polymeter.codec.DlmsVectors.V53C;
import static org.polymeter.codec.DlmsVectors.V54_PLAIN;
import static org.polymeter.codec.DlmsVectors.V55_PLAIN;
import static org.polymeter.codec.DlmsVectors.V56;
import static org.polymeter.codec.DlmsVectors.V57;
import static org.polymeter.codec.DlmsVectors.V59;
import static org.polymeter.codec.DlmsVectors.V60;
import static org.polymeter.codec.DlmsVectors.V61_PLAIN;
import static org.polymeter.codec.DlmsVectors.bytes;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Outcome.Rejected;
import org.polymeter.codec.observation.Telegram;

/** What the decoder promises whatever comes in. */
class NotificationLawsTest {

    private static final long SEED = 20_240_229;
    private static final int MUTANTS = 20_000;
    private static final int TELEGRAMS = 1_000;

    private static final List<byte[]> GOOD = List.of(
            Decoding.payload(V20),
            Decoding.payload(V41),
            Decoding.payload(V50),
            Decoding.payload(V51),
            Decoding.payload(V52),
            Decoding.payload(V56),
            Decoding.payload(V57),
            Decoding.payload(V53C),
            Decoding.payload(V59),
            bytes(V54_PLAIN),
            bytes(V55_PLAIN),
            bytes(V60),
            bytes(V61_PLAIN),
            bytes("0F0000000100" + "0202 09060100010800FF" + V43));

    private final NotificationDecoder decoder = new NotificationDecoder(MeterKinds.lists());
    private final Telegram telegram = new Telegram();

    @Test
    void a_payload_cut_at_any_byte_is_rejected_at_a_byte_inside() {
        for (byte[] good : GOOD.subList(0, 11)) {
            for (int length = 0; length < good.length; length++) {
                Outcome outcome = decode(Arrays.copyOf(good, length));
                assertThat(outcome).as("%d of %d bytes", length, good.length).isInstanceOf(Rejected.class);
                assertThat(((Rejected) outcome).fault().offset()).isBetween(0, length);
            }
        }
    }

    @Test
    void damage_never_makes_it_throw() {
        Random random = new Random(SEED);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = GOOD.get(random.nextInt(GOOD.size())).clone();
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            Outcome outcome = decode(mutant);
            if (outcome instanceof Rejected rejected) {
                assertThat(rejected.fault().offset())
                        .as("mutant %d of seed %d", i, SEED)
                        .isBetween(0, mutant.length);
            }
            assertThat(telegram.observations()).hasSize(telegram.size());
        }
    }

    @Test
    void a_payload_in_the_middle_of_an_array_reads_the_same() {
        for (byte[] good : GOOD) {
            Outcome alone = decode(good);
            String expected = telegram.observations().toString();
            byte[] padded = new byte[good.length + 20];
            System.arraycopy(good, 0, padded, 7, good.length);
            telegram.clear("dlms");
            assertThat(decoder.decode(padded, 7, good.length, telegram)).isEqualTo(alone);
            assertThat(telegram.observations()).hasToString(expected);
        }
    }

    @Test
    void framing_joining_and_decoding_allocate_nothing() {
        for (String frames : List.of(V20, V41, V50, V52, V53A, V53C, V56, V57, V59)) {
            assertThat(allocatedFor(bytes(frames))).as(frames).isZero();
        }
        byte[] segmented = new HdlcWriter(0xCF0223).inSegmentsOf(100).message(bytes(V55_PLAIN));
        assertThat(allocatedFor(segmented)).isZero();
    }

    private long allocatedFor(byte[] stream) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Wire wire = new Wire();
        for (int i = 0; i < 50; i++) {
            wire.feed(stream); // loads classes, fills caches, grows buffers
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TELEGRAMS; i++) {
            wire.feed(stream);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(wire.decoded).isEqualTo(TELEGRAMS + 50);
        return allocated / TELEGRAMS;
    }

    private Outcome decode(byte[] payload) {
        telegram.clear("dlms");
        return decoder.decode(payload, 0, payload.length, telegram);
    }

    private static final class Wire implements FrameSink {

        private final HdlcFramer framer = new HdlcFramer();
        private final BlockJoiner joiner = new BlockJoiner(this);
        private final NotificationDecoder decoder = new NotificationDecoder(MeterKinds.lists());
        private final Telegram telegram = new Telegram();
        private int decoded;

        void feed(byte[] stream) {
            framer.feed(stream, 0, stream.length, joiner);
        }

        @Override
        public void frame(Frame frame) {
            telegram.clear("dlms");
            Outcome outcome = decoder.decode(
                    frame.payload(), frame.payloadOffset(), frame.payloadLength(), frame.link(), telegram);
            decoded += outcome instanceof Outcome.Complete ? 1 : 0;
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {}
    }
}
