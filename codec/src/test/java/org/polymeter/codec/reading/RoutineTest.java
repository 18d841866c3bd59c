package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.MeterVectors;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Telegram.Kind;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.sml.SmlVectors;
import org.polymeter.codec.tic.TicVectors;

/** What is remembered of the last telegram changes nothing that comes out. */
class RoutineTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final int STEPS = 100;

    /** Around these, clocks are put forward or back. */
    private static final List<String> LEAPS =
            List.of("2025-10-26T02:59:55", "2025-03-30T01:59:55", "2025-06-01T12:00:00");

    private static final List<Unit> UNITS = Stream.of(
                    "", "kWh", "Wh", "W", "kW", "V", "A", "s", "h", "m3", "GJ", "kvarh", "kVA")
            .map(Unit::named)
            .toList();

    /** Telegrams of one capture, with what they were read from. */
    record Capture(String name, List<Telegram> telegrams, List<Frame> frames) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Capture> captures() {
        List<Capture> all = new ArrayList<>();
        for (String name : List.of("nl50", "nl22", "be", "se")) {
            all.add(capture(name, p1(name), Options.auto().ignoringChecksums()));
        }
        all.add(capture("sml", SmlVectors.bytes(SmlVectors.V70), Options.auto()));
        all.add(capture("tic-95", TicVectors.bytes(TicVectors.V95), Options.auto()));
        all.add(capture("tic-96", TicVectors.bytes(TicVectors.V96), Options.auto()));
        for (MeterVectors.Vector vector : MeterVectors.all()) {
            Options options = Options.auto().withKeys(keys(vector.key().map(HexFormat.of()::parseHex)));
            all.add(capture(vector.toString(), HexFormat.of().parseHex(vector.wire()), options));
        }
        for (String family : List.of("p1", "hdlc", "dlms", "mbus-dlms", "mbus", "sml", "iec62056-21")) {
            for (Corpus.Case published : Corpus.cases(family)) {
                Keys keys = keys(published.encryptionKey());
                Options options = Options.auto().withKeys(keys).ignoringChecksums();
                all.add(capture(published.id(), published.bytes(), options));
            }
        }
        return all.stream().filter(capture -> !capture.telegrams.isEmpty());
    }

    private static Keys keys(Optional<byte[]> key) {
        return key.map(Keys::of).orElse(Keys.NONE);
    }

    private static byte[] p1(String name) {
        try (InputStream in = RoutineTest.class.getResourceAsStream("/org/polymeter/codec/p1/" + name + ".txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.ISO_8859_1);
            return text.replace("\r", "").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Capture capture(String name, byte[] bytes, Options options) {
        Capture capture = new Capture(name, new ArrayList<>(), new ArrayList<>());
        MeterStream stream = MeterStream.of(options, new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {
                capture.telegrams.add(telegram.copy());
                capture.frames.add(frame.copy());
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {}
        });
        stream.feed(bytes, 0, bytes.length);
        stream.end();
        return capture;
    }

    /** All that comes out of a harmonizer, as text. */
    private static final class Log implements Harmonizer.Listener {
        final List<String> lines = new ArrayList<>();

        @Override
        public void described(MeterInfo info) {
            lines.add(info.toString());
        }

        @Override
        public void reading(Reading reading) {
            StringBuilder line = new StringBuilder(reading.toString());
            line.append(reading.id()).append(reading.timeSource()).append(reading.received());
            line.append(reading.origin()).append(reading.quality());
            for (int i = 0; i < reading.size(); i++) {
                line.append(reading.isText(i))
                        .append(reading.mantissa(i))
                        .append('/')
                        .append(reading.decimals(i));
            }
            lines.add(line.toString());
        }

        @Override
        public void event(Event event) {
            lines.add(event.toString());
        }

        @Override
        public void quarantined(Quarantine quarantine, byte[] evidence) {
            lines.add(quarantine.toString());
        }
    }

    /** A harmonizer that remembers, and one whose every telegram differs from the last by a line that says nothing. */
    private static final class Twins {
        private final Log remembering = new Log();
        private final Log forgetful = new Log();
        private final Harmonizer one;
        private final Harmonizer other;
        private int telegrams;

        Twins(WireSettings wire) {
            one = new Harmonizer(wire, new MeterIds(), Bindings.inMemory(), remembering);
            other = new Harmonizer(wire, new MeterIds(), Bindings.inMemory(), forgetful);
        }

        void hear(Telegram telegram, Frame frame, Instant received) {
            one.telegram(telegram, frame, received);
            Telegram disturbed = telegram.copy();
            disturbed.unnamed(new byte[] {(byte) ('0' + telegrams++ % 2)}, 0, 1);
            other.telegram(disturbed, frame, received);
            one.tick(received);
            other.tick(received);
            assertThat(remembering.lines).isEqualTo(forgetful.lines);
            assertThat(one.skew()).isEqualTo(other.skew());
            assertThat(one.boundMeter()).isEqualTo(other.boundMeter());
            remembering.lines.clear();
            forgetful.lines.clear();
        }
    }

    private static List<WireSettings> wires() {
        WireSettings plain = WireSettings.of("wire", AMSTERDAM);
        WireSettings.Clock ignored = new WireSettings.Clock(
                TimeSource.METER, WireSettings.Clock.OF_METER.maxSkew(), true, false, Instant.MIN);
        return List.of(
                plain,
                plain.withRatio(new BigDecimal("40")),
                plain.withRatio(new BigDecimal("1.5")).withClock(WireSettings.Clock.OF_ARCHIVE),
                plain.withClock(ignored),
                plain.withMeter(new MeterLabel(Optional.of("house"), Optional.empty(), Optional.empty(), Limits.OFF)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void a_meter_that_repeats_itself_is_read_like_one_that_does_not(Capture capture) {
        List<WireSettings> wires = wires();
        for (int seed = 0; seed < wires.size(); seed++) {
            Walk walk = new Walk(capture, new Random(seed));
            Twins twins = new Twins(wires.get(seed));
            for (int step = 0; step < STEPS; step++) {
                walk.step();
                twins.hear(walk.telegram, walk.frame, walk.received);
            }
        }
    }

    /** A meter that mostly counts on, and now and then says something else. */
    private static final class Walk {
        private final Capture capture;
        private final Random random;
        private LocalDateTime local = LocalDateTime.parse(LEAPS.getFirst());
        private int deviation = Deviation.SUMMER;
        private int base;
        Telegram telegram = new Telegram();
        Frame frame = new Frame();
        Instant received = Instant.EPOCH;

        Walk(Capture capture, Random random) {
            this.capture = capture;
            this.random = random;
            begin();
        }

        void step() {
            local = local.plusSeconds(1);
            count();
            if (random.nextInt(4) == 0) {
                mutate();
            } else if (random.nextInt(12) == 0) {
                begin();
            }
            if (telegram.isTimed()) {
                telegram.time(local.toEpochSecond(ZoneOffset.UTC), deviation);
            }
            received = local.atZone(AMSTERDAM).toInstant().plusMillis(random.nextInt(900));
        }

        private void begin() {
            base = random.nextInt(capture.telegrams.size());
            telegram = capture.telegrams.get(base).copy();
            frame = capture.frames.get(base).copy();
        }

        private void count() {
            for (int i = 0; i < telegram.size(); i++) {
                if (telegram.kind(i) == Kind.AMOUNT
                        && !telegram.isCaptured(i)
                        && !telegram.isRow(i)
                        && random.nextInt(3) == 0) {
                    telegram.correct(i, telegram.mantissa(i) + random.nextInt(4) - 1);
                }
            }
        }

        private void mutate() {
            if (telegram.size() == 0) {
                return;
            }
            int line = random.nextInt(telegram.size());
            switch (random.nextInt(10)) {
                case 0, 1 -> otherAmount(line);
                case 2 -> rebuild(line, false, false);
                case 3 -> rebuild(line, true, false);
                case 4 -> rebuild(line, false, true);
                case 5 -> telegram.append(telegram.copy(), line);
                case 6 -> local = LocalDateTime.parse(LEAPS.get(random.nextInt(LEAPS.size())));
                case 7 -> local = local.plusSeconds(random.nextInt(7200) - 3600);
                case 8 ->
                    deviation = List.of(Deviation.SUMMER, Deviation.WINTER, Deviation.UNSAID, -60, 120)
                            .get(random.nextInt(5));
                default -> frame.integrity(random.nextBoolean() ? Integrity.CHECKED : Integrity.UNCHECKED);
            }
        }

        private void otherAmount(int line) {
            if (telegram.kind(line) != Kind.AMOUNT) {
                telegram.statusWord(random.nextInt(3));
                return;
            }
            Unit unit = telegram.unit(line);
            switch (random.nextInt(5)) {
                case 0 -> telegram.correct(line, number(telegram.mantissa(line)));
                case 1 -> telegram.correct(line, -telegram.mantissa(line));
                case 2 -> telegram.rescale(line, telegram.scale(line) + random.nextInt(3) - 1, unit);
                case 3 -> telegram.rescale(line, telegram.scale(line), UNITS.get(random.nextInt(UNITS.size())));
                default -> telegram.means(line, telegram.meaning(line), !telegram.isTurned(line));
            }
        }

        private long number(long now) {
            return switch (random.nextInt(6)) {
                case 0 -> 0;
                case 1 -> 99_999;
                case 2 -> random.nextLong();
                case 3 -> 1L << random.nextInt(63);
                case 4 -> now * 1_000;
                default -> now + random.nextInt(1_000_000);
            };
        }

        /** The same lines but that one: left out, with another text, or with another stamp. */
        private void rebuild(int line, boolean otherText, boolean otherStamp) {
            Telegram before = telegram.copy();
            telegram.clear(before.protocol());
            telegram.sender(before.senderScheme(), before.sender());
            telegram.medium(before.medium());
            telegram.model(before.model());
            byte[] identification = before.identification().getBytes(StandardCharsets.ISO_8859_1);
            telegram.identification(identification, 0, identification.length);
            if (before.isTimed()) {
                telegram.time(before.localSecond(), before.deviation());
            }
            for (int i = 0; i < before.size(); i++) {
                if (i != line) {
                    telegram.append(before, i);
                } else if (otherText && before.kind(i) == Kind.TEXT) {
                    byte[] text = before.textBytes(i);
                    for (int n = 0; n < text.length; n++) {
                        text[n] = (byte) (random.nextInt(8) == 0 ? '0' + random.nextInt(10) : text[n]);
                    }
                    telegram.text(before.obis(i), text, 0, text.length);
                    telegram.label(before.label(i));
                } else if (otherStamp) {
                    telegram.append(before, i);
                    long second = local.toEpochSecond(ZoneOffset.UTC);
                    if (before.isRow(i)) {
                        telegram.rowAt(second, deviation);
                    } else {
                        telegram.capturedAt(second, deviation);
                    }
                }
            }
        }
    }

    @Test
    void readings_that_differ_in_numbers_only_are_equal_to_none_but_their_like() {
        Log log = new Log();
        List<Reading> readings = new ArrayList<>();
        Harmonizer harmonizer = new Harmonizer(
                WireSettings.of("wire", AMSTERDAM), new MeterIds(), Bindings.inMemory(), new Harmonizer.Listener() {
                    @Override
                    public void described(MeterInfo info) {
                        log.described(info);
                    }

                    @Override
                    public void reading(Reading reading) {
                        readings.add(reading);
                    }

                    @Override
                    public void event(Event event) {
                        log.event(event);
                    }
                });
        for (String watts : List.of("100", "200", "300", "300")) {
            Telegram telegram = Telegrams.dsmr()
                    .text("0-0:96.1.1", "E1")
                    .amount("1-0:1.7.0", watts, "W")
                    .amount("1-0:2.7.0", "0", "W")
                    .done();
            harmonizer.telegram(telegram, Telegrams.frame(watts), Instant.parse("2025-06-01T10:00:00Z"));
        }
        assertThat(readings.stream().map(reading -> reading.plain(reading.indexOf("power_w"))))
                .containsExactly("100", "200", "300", "300");
        assertThat(readings.get(2)).isEqualTo(readings.get(3)).isNotEqualTo(readings.get(1));
        assertThat(log.lines).hasSize(1);
    }
}
