package org.polymeter.gateway.plugtest;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.capture.Captures;
import org.polymeter.gateway.capture.Engines;
import org.polymeter.gateway.cli.decode.FactReport;
import org.polymeter.gateway.sink.Fact;

/** What a notebook holds after somebody has spoken. */
final class Heard {

    static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    static final Instant NOW = Instant.parse("2025-01-14T09:01:00Z");

    private Heard() {}

    /** Of captures, by name. */
    static Observations captures(Map<String, byte[]> captures, ZoneId zone) {
        Notebook notebook = new Notebook();
        FactReport report =
                new FactReport(fact -> notebook.write(List.of(fact)), Optional.of(zone), InstantSource.fixed(NOW));
        Captures reader = new Captures(
                Engines.named(Engines.AUTO, MeterStream.Options.auto()).orElseThrow(), report);
        captures.forEach((name, bytes) -> reader.read(name, () -> new ByteArrayInputStream(bytes)));
        return notebook.observations(NOW, Optional.empty());
    }

    static Observations capture(String text, ZoneId zone) {
        return captures(Map.of("house", text.getBytes(StandardCharsets.US_ASCII)), zone);
    }

    /** Of a port that says a telegram each {@code interval}, listened to for so long. */
    static Observations live(List<String> telegrams, Duration interval, Duration listened) {
        Notebook notebook = new Notebook();
        Harmonizer harmonizer = new Harmonizer(
                WireSettings.of("house", AMSTERDAM), new MeterIds(), Bindings.inMemory(), new Harmonizer.Listener() {
                    @Override
                    public void described(MeterInfo info) {
                        notebook.write(List.of(new Fact.Described(info)));
                    }

                    @Override
                    public void reading(Reading reading) {
                        notebook.write(List.of(new Fact.Heard(reading)));
                    }

                    @Override
                    public void event(Event event) {}
                });
        for (int i = 0; i < telegrams.size(); i++) {
            say(telegrams.get(i), harmonizer, NOW.plus(interval.multipliedBy(i)));
        }
        harmonizer.flush();
        return notebook.observations(NOW, Optional.of(listened));
    }

    private static void say(String text, Harmonizer harmonizer, Instant received) {
        MeterStream stream = MeterStream.of(MeterStream.Options.auto(), new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {
                harmonizer.telegram(telegram, frame, received);
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {
                throw new AssertionError(trouble);
            }
        });
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        stream.feed(bytes, 0, bytes.length);
        stream.end();
    }
}
