package org.polymeter.gateway.consumers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.sink.Fact;

/** Facts of a simulated meter on a wire, the same each time, for tests of what is said of them. */
public final class PlayedMeters implements Harmonizer.Listener, MeterStream.Listener {

    public static final Instant START = Instant.parse("2026-10-23T09:59:50Z");

    /** After so many seconds it speaks: often enough for lists that come once a quarter of an hour. */
    private static final int[] MOMENTS = {0, 5, 10, 15, 20, 900, 905};

    private final List<Fact> facts = new ArrayList<>();
    private final Set<String> alive = new HashSet<>();
    private final Harmonizer harmonizer;
    private final MeterStream stream;
    private Instant now = START;

    private PlayedMeters(Family family, MeterLabel label) {
        harmonizer = new Harmonizer(
                WireSettings.of(family.word(), family.zone()).withMeter(label),
                new MeterIds(),
                Bindings.inMemory(),
                this);
        stream = MeterStream.of(MeterStream.Options.auto().withKeys(family.keys()), this);
    }

    /** What comes of the meters of a family; the main one may be called something. */
    public static List<Fact> facts(Family family, MeterLabel label) {
        PlayedMeters meters = new PlayedMeters(family, label);
        Play play = new Play(family, family.keys(), Faults.NONE, 7, START);
        for (int seconds : MOMENTS) {
            meters.now = START.plusSeconds(seconds);
            byte[] bytes = play.at(meters.now);
            meters.stream.feed(bytes, 0, bytes.length);
            meters.harmonizer.tick(meters.now);
        }
        meters.stream.end();
        return meters.facts;
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        harmonizer.telegram(telegram, frame, now);
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        throw new AssertionError(trouble.toString());
    }

    @Override
    public void described(MeterInfo info) {
        facts.add(new Fact.Described(info));
    }

    @Override
    public void reading(Reading reading) {
        if (alive.add(reading.meter())) {
            facts.add(new Fact.Alive(reading.meter(), true));
        }
        facts.add(new Fact.Heard(reading));
        facts.add(new Fact.Known(reading, Map.of(), List.of()));
    }

    @Override
    public void event(Event event) {
        facts.add(new Fact.Happened(event));
    }
}
