package org.polymeter.gateway.setup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.detect.Attempt;
import org.polymeter.gateway.detect.Patience;
import org.polymeter.gateway.detect.Scan;
import org.polymeter.gateway.source.LineSettings;
import org.polymeter.gateway.source.SerialSource;

/** Listens to a wire: finds out what it carries, then shows what the meter says. */
final class WireTask implements Task {

    private static final String SOURCE = "meter";

    private static final int GLANCE = 512; // bytes that show what all look like

    private final Order order;
    private final List<LineSettings> candidates;
    private final Tap tap;
    private final Report report;
    private final Patience patience;
    private final InstantSource clock;
    private volatile @Nullable Keys fresh;
    private Keys keys;

    /** {@code candidates}: settings to try, one where there is no choice. */
    WireTask(
            Order order,
            List<LineSettings> candidates,
            Tap tap,
            Report report,
            Patience patience,
            InstantSource clock) {
        this.order = order;
        this.candidates = candidates;
        this.tap = tap;
        this.report = report;
        this.patience = patience;
        this.clock = clock;
        this.keys = order.keys();
    }

    /** These first, then the usual ones. */
    static List<LineSettings> candidates(List<LineSettings> first) {
        Set<LineSettings> all = new LinkedHashSet<>(first);
        all.addAll(Scan.CANDIDATES);
        return new ArrayList<>(all);
    }

    @Override
    public void run(BooleanSupplier stop) throws IOException {
        try (tap) {
            while (!stop.getAsBoolean()) {
                Scan.Result result = new Scan(tap, candidates, patience, options(), clock, new Progress()).run(stop);
                Optional<Attempt> found = result.found();
                if (found.isPresent()) {
                    report.found(found.get());
                    follow(stop);
                } else if (!stop.getAsBoolean()) {
                    report.again(result);
                }
            }
        }
    }

    @Override
    public byte[] kept() {
        return tap.kept();
    }

    @Override
    public void use(Keys found) {
        fresh = found;
    }

    private MeterStream.Options options() {
        return MeterStream.Options.auto().withKeys(keys);
    }

    /** Shows what comes, beginning with what has come already. */
    private void follow(BooleanSupplier stop) throws IOException {
        Ear ear = new Ear();
        ear.hear(tap.kept());
        byte[] buffer = new byte[4096];
        Instant heard = clock.instant();
        while (!stop.getAsBoolean()) {
            int count = tap.read(buffer);
            Instant now = clock.instant();
            Keys better = fresh;
            if (better != null) {
                fresh = null;
                keys = better;
                ear = new Ear();
                ear.hear(tap.kept()); // the last read is in it
                count = 0;
            }
            if (count > 0) {
                heard = now;
                ear.hear(Arrays.copyOf(buffer, count));
            } else if (Duration.between(heard, now).compareTo(SerialSource.USUAL_PAUSE) >= 0) {
                ear.stream.end();
            }
            ear.tick(now);
        }
    }

    private final class Progress implements Scan.Progress {

        @Override
        public void trying(LineSettings line, int number, int of) {
            report.trying(line, number, of);
        }

        @Override
        public void listening(Attempt soFar) {
            byte[] recent = tap.kept();
            report.hearing(soFar, Arrays.copyOfRange(recent, Math.max(0, recent.length - GLANCE), recent.length));
        }

        @Override
        public void tried(Attempt attempt) {
            report.tried(attempt);
        }
    }

    /** Bytes in, values out. */
    private final class Ear implements MeterStream.Listener {

        private final Preview preview = new Preview();
        private final Harmonizer harmonizer =
                new Harmonizer(WireSettings.of(SOURCE, order.zone()), new MeterIds(), Bindings.inMemory(), preview);
        private final MeterStream stream = MeterStream.of(options(), this);

        void hear(byte[] bytes) {
            stream.feed(bytes, 0, bytes.length);
        }

        void tick(Instant now) {
            harmonizer.tick(now);
            show();
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            harmonizer.telegram(telegram, frame, clock.instant());
        }

        /** Of a line that was understood before: counted elsewhere, once it is a source. */
        @Override
        public void trouble(Trouble trouble, byte[] evidence) {}

        private void show() {
            if (preview.isChanged()) {
                report.values(preview.json());
            }
        }
    }
}
