package org.polymeter.gateway.cli.decode;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.capture.Rejection;
import org.polymeter.gateway.capture.Report;
import org.polymeter.gateway.capture.StatedTime;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

/**
 * The facts that a sink would hear if each capture were a source. As an archive: a telegram's own time
 * stands for its reception, and where it has none nobody knows when it came.
 */
public final class FactReport implements Report {

    private static final String IMPLAUSIBLE = "implausible";

    /** What an adapter has decoded has another protocol. */
    private static final Set<String> WIRES = Set.of("dlms", "dsmr", "iec62056-21", "mbus", "sml", "tic");

    private final Consumer<Fact> sink;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Map<String, Long> rejected = new TreeMap<>();
    private String input = "";
    private long frames;
    private long readings;
    private Optional<Seal> seal = Optional.empty();
    private @Nullable Harmonizer harmonizer;

    public FactReport(Consumer<Fact> sink, Optional<ZoneId> zone, InstantSource clock) {
        this.sink = sink;
        this.zone = zone.orElse(StatedTime.USUAL_ZONE);
        this.clock = clock;
    }

    @Override
    public void begin(String input) {
        this.input = input;
        frames = 0;
        readings = 0;
        seal = Optional.empty();
        rejected.clear();
        harmonizer = null;
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        boolean wire = WIRES.contains(telegram.protocol());
        frames++;
        if (wire && (seal.isEmpty() || frame.seal().compareTo(seal.get()) < 0)) {
            seal = Optional.of(frame.seal());
        }
        harmonizer(wire).telegram(telegram, frame, clock.instant());
    }

    private Harmonizer harmonizer(boolean wire) {
        Harmonizer known = harmonizer;
        if (known == null) {
            WireSettings settings = WireSettings.of(input, zone).withClock(WireSettings.Clock.OF_ARCHIVE);
            known = new Harmonizer(
                    wire ? settings : settings.behindAdapter(input), new MeterIds(), Bindings.inMemory(), new Facts());
            harmonizer = known;
        }
        return known;
    }

    @Override
    public void rejected(Rejection rejection) {
        rejected(rejection.code(), rejection.message(), rejection.length());
    }

    private void rejected(String code, String why, long length) {
        rejected.merge(code, 1L, Long::sum);
        Instant now = clock.instant();
        sink.accept(new Fact.Rejected(
                input, now, "", code, why, (int) Math.min(length, Integer.MAX_VALUE), 0, Bytes.of(new byte[0])));
    }

    @Override
    public void end() {
        if (harmonizer != null) {
            harmonizer.flush();
        }
        Fact.SourceCount count = new Fact.SourceCount(
                frames, readings, Map.copyOf(rejected), Map.of(), Optional.empty(), Optional.empty(), seal);
        sink.accept(new Fact.Counted(clock.instant(), 0, Map.of(input, count), new Fact.OutputCount(0, 0, 0, 0)));
    }

    private final class Facts implements Harmonizer.Listener {

        @Override
        public void described(MeterInfo info) {
            sink.accept(new Fact.Described(info));
        }

        @Override
        public void reading(Reading reading) {
            readings++;
            sink.accept(new Fact.Heard(reading));
        }

        @Override
        public void event(Event event) {}

        @Override
        public void quarantined(Quarantine quarantine, byte[] evidence) {
            List<String> values =
                    quarantine.values().stream().map(Quarantine.Value::toString).toList();
            rejected(IMPLAUSIBLE, String.join("; ", values), evidence.length);
        }
    }
}
