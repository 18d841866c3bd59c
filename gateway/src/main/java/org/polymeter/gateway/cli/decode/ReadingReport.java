package org.polymeter.gateway.cli.decode;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import org.polymeter.gateway.capture.Rejection;
import org.polymeter.gateway.capture.Report;
import org.polymeter.gateway.capture.StatedTime;
import org.polymeter.gateway.profile.ProfileJson;

/**
 * The readings of the profile that the gateway would publish, one JSON object per line. Each capture
 * counts as a wire of its own, and as an archive: a telegram's own time stands for its reception.
 */
public final class ReadingReport implements Report {

    private static final String SOURCE = "capture";

    private final PrintWriter out;
    private final PrintWriter err;
    private final ZoneId zone;
    private final InstantSource clock;
    private String input = "";
    private @Nullable Harmonizer harmonizer;

    /** {@code clock}: for telegrams that do not say when they were made. */
    public ReadingReport(PrintWriter out, PrintWriter err, Optional<ZoneId> zone, InstantSource clock) {
        this.out = out;
        this.err = err;
        this.zone = zone.orElse(StatedTime.USUAL_ZONE);
        this.clock = clock;
    }

    @Override
    public void begin(String input) {
        this.input = input;
        harmonizer = new Harmonizer(
                WireSettings.of(SOURCE, zone).withClock(WireSettings.Clock.OF_ARCHIVE),
                new MeterIds(),
                Bindings.inMemory(),
                new Printer());
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        if (harmonizer != null) {
            harmonizer.telegram(telegram, frame, clock.instant());
        }
    }

    @Override
    public void rejected(Rejection rejection) {
        err.println("polymeter: " + input + ": byte " + rejection.offset() + ": " + rejection.code() + ": "
                + rejection.message() + (rejection.advice().isEmpty() ? "" : " – " + rejection.advice()));
        err.flush();
    }

    @Override
    public void remark(String remark) {
        err.println("polymeter: " + input + ": " + remark);
        err.flush();
    }

    @Override
    public void end() {
        if (harmonizer != null) {
            harmonizer.flush();
        }
        out.flush();
    }

    private final class Printer implements Harmonizer.Listener {

        @Override
        public void described(MeterInfo info) {}

        @Override
        public void reading(Reading reading) {
            out.println(new String(ProfileJson.reading(reading), StandardCharsets.UTF_8));
        }

        @Override
        public void event(Event event) {}

        @Override
        public void quarantined(Quarantine quarantine, byte[] evidence) {
            quarantine.values().forEach(value -> err.println("polymeter: " + input + ": withheld: " + value));
            err.flush();
        }
    }
}
