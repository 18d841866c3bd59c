package org.polymeter.bench;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.polymeter.bench.meter.Aidon;
import org.polymeter.bench.meter.Dsmr5;
import org.polymeter.bench.meter.HeatMeter;
import org.polymeter.bench.meter.Kaifa;
import org.polymeter.bench.meter.KaifaOnMbus;
import org.polymeter.bench.meter.Kamstrup;
import org.polymeter.bench.meter.LandisGyrE450;
import org.polymeter.bench.meter.Meter;
import org.polymeter.bench.meter.Sample;
import org.polymeter.bench.meter.SealedMeters;
import org.polymeter.bench.meter.SmlMeter;
import org.polymeter.bench.reader.CodecCrc;
import org.polymeter.bench.reader.CodecReader;
import org.polymeter.bench.reader.Gurux;
import org.polymeter.bench.reader.J62056;
import org.polymeter.bench.reader.Jmbus;
import org.polymeter.bench.reader.Jsml;
import org.polymeter.bench.reader.Reader;
import org.polymeter.bench.reader.ReadingId;
import org.polymeter.bench.reader.ReadingReader;
import org.polymeter.bench.reader.TableCrc;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.bytes.Crc16;

/** All that is measured. */
final class Workloads {

    static final String OURS = "polymeter";
    static final String YARDSTICK = "CRC";
    static final String TABLE = "crc-table";

    private static final int ROTATION = 32;

    /**
     * Where going round leaves a mark, here a frame counter or a register that falls back, so few
     * telegrams have it that it does not count.
     */
    private static final int LONG_ROTATION = 512;

    private static final int KIBIBYTE = 1024;
    private static final int SHORT = 300;

    private static final List<Workload> ALL = List.of(
            crc(YARDSTICK, KIBIBYTE, Crc16.ARC).readBy(TABLE, TableCrc::new),
            crc("CRC X25", KIBIBYTE, Crc16.X25),
            crc("CRC X25 300", SHORT, Crc16.X25),
            ours("W1", Dsmr5::steady, ROTATION, Options.of(Link.P1)).readBy("j62056", J62056::new),
            ours("W1 varied", Dsmr5::varied, ROTATION, Options.of(Link.P1)).readBy("j62056", J62056::new),
            ours("W1 AUTO", Dsmr5::steady, ROTATION, Options.auto()),
            reading("W1 Reading", false),
            reading("W1 Reading with id", true),
            bytes("W1 id", Dsmr5::steady).readBy("sha-256", ReadingId::new),
            ours("W2", Aidon::steady, ROTATION, Options.of(Link.HDLC)).readBy("gurux", Gurux::hdlc),
            ours("W2 varied", Aidon::varied, ROTATION, Options.of(Link.HDLC)).readBy("gurux", Gurux::hdlc),
            ours("W2 Kaifa", Kaifa::new, ROTATION, Options.of(Link.HDLC)),
            ours("W2 Swiss", LandisGyrE450::new, ROTATION, Options.of(Link.HDLC))
                    .readBy("gurux", Gurux::hdlc),
            ours("W3a", Kamstrup::new, LONG_ROTATION, sealed(Link.HDLC)).readBy("gurux", Gurux::sealedHdlc),
            ours("W3b", KaifaOnMbus::new, LONG_ROTATION, sealed(Link.MBUS)).readBy("gurux", Gurux::sealedMbus),
            ours("W4", SmlMeter::steady, ROTATION, Options.of(Link.SML)).readBy("jsml", Jsml::new),
            ours("W4 varied", SmlMeter::varied, ROTATION, Options.of(Link.SML)).readBy("jsml", Jsml::new),
            ours("W5", HeatMeter::new, ROTATION, Options.of(Link.MBUS)).readBy("jmbus", Jmbus::new));

    private Workloads() {}

    /** In the order in which they are measured. */
    static List<Workload> all() {
        return ALL;
    }

    /** The workload of that name. */
    static Workload named(String name) {
        return ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload " + name));
    }

    private static Workload workload(String name, Supplier<Meter> meter, int rotation) {
        return new Workload(name, () -> meter.get().samples(rotation));
    }

    /** The same telegrams, read by what does not look for values. */
    private static Workload bytes(String name, Supplier<Meter> meter) {
        return new Workload(
                name,
                () -> meter.get().samples(ROTATION).stream()
                        .map(each -> new Sample(each.bytes(), 0))
                        .toList());
    }

    private static Workload ours(String name, Supplier<Meter> meter, int rotation, Options options) {
        return workload(name, meter, rotation).readBy(OURS, () -> new CodecReader(options));
    }

    private static Workload reading(String name, boolean withId) {
        Supplier<Reader> reader = () -> new ReadingReader(Options.of(Link.P1), withId);
        return workload(name, Dsmr5::steady, LONG_ROTATION).readBy(OURS, reader);
    }

    private static Workload crc(String name, int size, Crc16 crc) {
        Supplier<List<Sample>> blocks =
                () -> Stream.generate(new Noise(size)).limit(ROTATION).toList();
        return new Workload(name, blocks).readBy(OURS, () -> new CodecCrc(crc));
    }

    private static Options sealed(Link link) {
        return Options.of(link).withKeys(SealedMeters.keys());
    }

    /** Bytes that mean nothing. */
    private static final class Noise implements Supplier<Sample> {

        private final Random random = new Random(1);
        private final int size;

        Noise(int size) {
            this.size = size;
        }

        @Override
        public Sample get() {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            return new Sample(bytes, 0);
        }
    }
}
