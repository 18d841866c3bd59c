package org.polymeter.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Decoder;
import org.polymeter.codec.p1.P1Framer;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.security.SealedWriter;
import org.polymeter.codec.security.Vectors;
import org.polymeter.codec.sml.SmlDecoder;
import org.polymeter.codec.sml.SmlFramer;
import org.polymeter.codec.sml.SmlVectors;
import org.polymeter.codec.tic.TicDecoder;
import org.polymeter.codec.tic.TicFramer;
import org.polymeter.codec.tic.TicVectors;

/**
 * Framing, decoding and correcting make no garbage, and harmonizing little more than the reading.
 * Bytes are counted, not timed.
 */
class AllocationTest {

    private static final int WARM_UP = 100;
    private static final int TELEGRAMS = 1_000;

    private static final String PUSH = "0F00000001000101020309060100010700FF060000053902020F00161B";

    /** 34 numbers of 8 bytes are 272; a copy of all names, decimals and texts would not fit in. */
    private static final long LARGEST_READING = 600;

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

    @Test
    void a_stream_of_sml_or_mbus_allocates_nothing() {
        assertThat(allocated(Options.of(Link.SML), SmlVectors.bytes(SmlVectors.V70)))
                .isZero();
        byte[] heat = new MbusWriter("POL", "12345678", 1, 4)
                .time(LocalDateTime.of(2026, 11, 26, 12, 0))
                .integer(4, 98_765, 0x06)
                .bcd(8, 4_711, 0x14)
                .stored(1)
                .bcd(6, 42, 0x2D)
                .answer(1);
        assertThat(allocated(Options.of(Link.MBUS), heat)).isZero();
    }

    /** Java's cipher makes 1136 bytes where it checks a tag (1024 once it is compiled), else 112; we make none. */
    @Test
    void a_sealed_message_allocates_no_more_than_its_cipher() {
        byte[] push = DlmsVectors.bytes(PUSH);
        SealedWriter meter = new SealedWriter(Vectors.keys(), DlmsVectors.bytes("504F4C0000000001"));
        byte[][] tagged = new byte[WARM_UP + TELEGRAMS][];
        byte[][] untagged = new byte[WARM_UP + TELEGRAMS][];
        for (int i = 0; i < tagged.length; i++) {
            tagged[i] = new HdlcWriter(0x2B21).message(meter.general(0x30, i + 1, push));
            untagged[i] = MbusWriter.message(meter.general(0x20, i + 1, push));
        }
        assertThat(allocated(Options.of(Link.HDLC).withKeys(Vectors.keys()), tagged))
                .isLessThanOrEqualTo(1_200);
        Keys encryption = Keys.of(Vectors.hex(Vectors.EK));
        assertThat(allocated(Options.of(Link.MBUS).withKeys(encryption), untagged))
                .isLessThanOrEqualTo(128);
    }

    /** Bytes per telegram through a whole stream; the telegrams are fed in turn. */
    private long allocated(Options options, byte[]... telegrams) {
        Counter counter = new Counter();
        MeterStream stream = MeterStream.of(options, counter);
        long before = 0;
        for (int i = 0; i < WARM_UP + TELEGRAMS; i++) {
            if (i == WARM_UP) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            byte[] telegram = telegrams[i % telegrams.length];
            stream.feed(telegram, 0, telegram.length);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(counter.telegrams).isEqualTo(WARM_UP + TELEGRAMS);
        return allocated / TELEGRAMS;
    }

    private static final class Counter implements MeterStream.Listener {

        private int telegrams;

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            telegrams += telegram.size() > 0 ? 1 : 0;
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            throw new AssertionError(trouble.toString());
        }
    }

    @Test
    void a_reading_of_a_dsmr_5_meter_shares_all_but_its_numbers_with_the_one_before() {
        List<byte[]> telegrams =
                IntStream.range(0, 60).mapToObj(AllocationTest::dsmr).toList();
        Harmonized harmonized = new Harmonized();
        P1Framer framer = new P1Framer(false);
        for (int i = 0; i < WARM_UP; i++) {
            byte[] bytes = telegrams.get(i % telegrams.size());
            framer.feed(bytes, 0, bytes.length, harmonized);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TELEGRAMS; i++) {
            byte[] bytes = telegrams.get(i % telegrams.size());
            framer.feed(bytes, 0, bytes.length, harmonized);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(harmonized.readings).isEqualTo(WARM_UP + TELEGRAMS + 2); // two meters behind this one, once each
        assertThat(harmonized.size).isEqualTo(34);
        assertThat(allocated / TELEGRAMS).isLessThan(LARGEST_READING);
    }

    /** The telegram of a second, each with other numbers. */
    private static byte[] dsmr(int second) {
        try (InputStream in = AllocationTest.class.getResourceAsStream("p1/nl50.txt")) {
            String text = new String(requireNonNull(in).readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replace("\r", "")
                    .replace("\n", "\r\n")
                    .replace("250601120000S", "2506011200%02dS".formatted(second))
                    .replace("004321.123", "004321.2%02d".formatted(second))
                    .replace("01.234", "01.3%02d".formatted(second))
                    .replace("230.1", "23%d.4".formatted(second % 10));
            return text.getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static final class Harmonized implements FrameSink, Harmonizer.Listener {

        private static final Instant NOON = Instant.parse("2025-06-01T10:00:00.412Z");

        private final P1Decoder decoder = new P1Decoder();
        private final Telegram telegram = new Telegram();
        private final Harmonizer harmonizer = new Harmonizer(
                WireSettings.of("p1", ZoneId.of("Europe/Amsterdam")), new MeterIds(), Bindings.inMemory(), this);
        private int readings;
        private int size;

        @Override
        public void frame(Frame frame) {
            telegram.clear("dsmr");
            decoder.decode(frame.payload(), frame.payloadOffset(), frame.payloadLength(), telegram);
            harmonizer.telegram(telegram, frame, NOON);
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {}

        @Override
        public void described(MeterInfo info) {}

        @Override
        public void reading(Reading reading) {
            readings++;
            size = reading.size();
        }

        @Override
        public void event(Event event) {}
    }
}
