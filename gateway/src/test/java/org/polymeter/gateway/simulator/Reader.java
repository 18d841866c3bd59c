package org.polymeter.gateway.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.simulator.SimulatedMeter.Truth;

/** Reads what a simulated meter sends, by itself as far as that goes, and keeps what comes out. */
final class Reader implements Harmonizer.Listener, MeterStream.Listener {

    final List<Truth> published = new ArrayList<>();
    final List<Trouble> troubles = new ArrayList<>();
    final List<Quarantine> quarantines = new ArrayList<>();
    private final Harmonizer harmonizer;
    private final MeterStream stream;
    private final Adapter adapter;
    private final Family family;
    private final Telegram message = new Telegram();
    private Instant now = Instant.EPOCH;

    Reader(Family family) {
        this(family, Options.auto());
    }

    /** The keys come from the family. */
    Reader(Family family, Options options) {
        this.family = family;
        WireSettings wire = WireSettings.of(family.word().replace("e450-bare", "aew"), family.zone());
        harmonizer = new Harmonizer(
                family.isMessage() ? wire.behindAdapter("box") : wire, new MeterIds(), Bindings.inMemory(), this);
        stream = MeterStream.of(family.isEncrypted() ? options.withKeys(family.keys()) : options, this);
        adapter = Adapters.named(family == Family.AMSREADER ? "amsreader" : "tasmota")
                .orElseThrow();
    }

    void hear(byte[] bytes, Instant time) {
        now = time;
        if (family.isMessage()) {
            adapter.decode("tele/box/SENSOR", bytes, message);
            Frame frame = new Frame().raw(bytes, 0, bytes.length).payload(bytes, 0, bytes.length);
            harmonizer.telegram(message, frame, now);
        } else {
            stream.feed(bytes, 0, bytes.length);
        }
        harmonizer.tick(now);
    }

    void end() {
        stream.end();
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        harmonizer.telegram(telegram, frame, now);
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        troubles.add(trouble);
    }

    @Override
    public void described(MeterInfo info) {}

    @Override
    public void reading(Reading reading) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < reading.size(); i++) {
            values.put(reading.quantity(i).name(), reading.plain(i));
        }
        published.add(new Truth(reading.meter(), Map.copyOf(values)));
    }

    @Override
    public void event(Event event) {}

    @Override
    public void quarantined(Quarantine quarantine, byte[] evidence) {
        quarantines.add(quarantine);
    }
}
