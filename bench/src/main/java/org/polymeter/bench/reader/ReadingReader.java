package org.polymeter.bench.reader;

import java.time.Instant;
import java.time.ZoneId;
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

/**
 * Our codec up to readings of the profile, gas meter included. The time of receipt is the telegram's
 * own; when the rotation starts anew, clock and registers fall back, which the harmonizer notices.
 */
public final class ReadingReader implements Reader, MeterStream.Listener, Harmonizer.Listener {

    private static final long SECONDS_AHEAD_OF_UTC = 7200;

    private final boolean withId;
    private final MeterStream stream;
    private final Harmonizer harmonizer = new Harmonizer(
            WireSettings.of("bench", ZoneId.of("Europe/Amsterdam")), new MeterIds(), Bindings.inMemory(), this);
    private int readings;
    private int values;
    private int remarks;
    private long sum;

    /** {@code withId}: whether the id is asked for as well. */
    public ReadingReader(Options options, boolean withId) {
        this.stream = MeterStream.of(options, this);
        this.withId = withId;
    }

    @Override
    public long read(byte[] telegram) {
        int before = readings;
        stream.feed(telegram, 0, telegram.length);
        if (readings == before) {
            throw new IllegalStateException("no reading");
        }
        return sum;
    }

    @Override
    public int values() {
        return values;
    }

    @Override
    public int remarks() {
        return remarks;
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        values = telegram.size();
        harmonizer.telegram(telegram, frame, Instant.ofEpochSecond(telegram.localSecond() - SECONDS_AHEAD_OF_UTC));
    }

    @Override
    public void reading(Reading reading) {
        readings++;
        for (int i = 0; i < reading.size(); i++) {
            sum += reading.mantissa(i) + reading.decimals(i);
        }
        if (withId) {
            sum += reading.id().length();
        }
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        throw new IllegalStateException(trouble.toString());
    }

    @Override
    public void quarantined(Quarantine quarantine, byte[] evidence) {
        remarks++;
    }

    @Override
    public void described(MeterInfo info) {}

    @Override
    public void event(Event event) {}
}
