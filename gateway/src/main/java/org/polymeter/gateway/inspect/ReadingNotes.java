package org.polymeter.gateway.inspect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.sink.Bytes;

/** What the profile makes of one telegram, as if it were the first of its meter. */
final class ReadingNotes implements Harmonizer.Listener {

    private final List<Bytes> readings = new ArrayList<>();
    private final List<String> withheld = new ArrayList<>();

    /** Both are borrowed; {@code wire}: of a meter's port, as opposed to messages. */
    static ReadingNotes of(Telegram telegram, Frame frame, boolean wire, Setup setup, Instant received) {
        ReadingNotes notes = new ReadingNotes();
        boolean isNamed = wire || setup.wire().adapter().isPresent();
        WireSettings settings =
                isNamed ? setup.wire() : setup.wire().behindAdapter(setup.wire().source());
        Harmonizer harmonizer = new Harmonizer(settings, setup.ids(), Bindings.inMemory(), notes);
        harmonizer.telegram(telegram, frame, received);
        harmonizer.flush();
        return notes;
    }

    /** As JSON of the profile. */
    List<Bytes> readings() {
        return readings;
    }

    List<String> withheld() {
        return withheld;
    }

    @Override
    public void described(MeterInfo info) {}

    @Override
    public void reading(Reading reading) {
        readings.add(Bytes.of(ProfileJson.reading(reading)));
    }

    @Override
    public void event(Event event) {}

    @Override
    public void quarantined(Quarantine quarantine, byte[] evidence) {
        quarantine.values().forEach(value -> withheld.add(value.toString()));
    }
}
