package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/** A wire from its bytes to its readings. */
final class Wire implements MeterStream.Listener, Harmonizer.Listener {

    final List<Reading> readings = new ArrayList<>();
    final List<MeterInfo> infos = new ArrayList<>();
    final List<Trouble> troubles = new ArrayList<>();
    private final Instant received;
    private final MeterStream stream = MeterStream.of(MeterStream.Options.auto(), this);
    private final Harmonizer harmonizer;

    Wire(String zone, Instant received) {
        this.received = received;
        this.harmonizer =
                new Harmonizer(WireSettings.of("wire", ZoneId.of(zone)), new MeterIds(), Bindings.inMemory(), this);
    }

    /** The values of the reading that these bytes become. */
    Map<String, String> hear(byte... bytes) {
        int before = readings.size();
        feed(bytes);
        assertThat(troubles).isEmpty();
        assertThat(readings).hasSize(before + 1);
        Map<String, String> values = new TreeMap<>();
        Reading reading = readings.getLast();
        for (int i = 0; i < reading.size(); i++) {
            values.put(reading.quantity(i).name(), reading.plain(i));
        }
        return values;
    }

    void feed(byte... bytes) {
        stream.feed(bytes, 0, bytes.length);
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        harmonizer.telegram(telegram, frame, received);
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        troubles.add(trouble);
    }

    @Override
    public void reading(Reading reading) {
        readings.add(reading);
    }

    @Override
    public void described(MeterInfo info) {
        infos.add(info);
    }

    @Override
    public void event(Event event) {}
}
