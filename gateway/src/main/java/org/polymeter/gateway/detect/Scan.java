package org.polymeter.gateway.detect;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.polymeter.codec.Finding;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Recognition;
import org.polymeter.gateway.source.LineSettings;

/**
 * Tries one line setting after the other until a meter is understood.
 *
 * <p>A setting is left after the usual time, but not before a whole burst was heard with it. A line on
 * which no byte comes at all is silent at every speed, so a scan ends there.
 */
public final class Scan {

    /** Most frequent first. 9600 7E1 is missing: it is read at 9600 8N1, its parity masked. */
    public static final List<LineSettings> CANDIDATES = List.of(
            LineSettings.parse("115200 8N1"),
            LineSettings.parse("2400 8E1"),
            LineSettings.parse("9600 8N1"),
            LineSettings.parse("2400 8N1"),
            LineSettings.parse("9600 8E1"),
            LineSettings.parse("1200 7E1"),
            LineSettings.parse("38400 8N1"),
            LineSettings.parse("19200 7E1"));

    /** Told what is being tried; called by the thread that scans. */
    public interface Progress {

        Progress NONE = new Progress() {};

        /** The port is open; a setting is tried, the {@code number}th of {@code of}. */
        default void trying(LineSettings line, int number, int of) {}

        /** Several times a second. */
        default void listening(Attempt soFar) {}

        default void tried(Attempt attempt) {}
    }

    /**
     * What came of it.
     *
     * @param tried in order; the last is the one that found something, if any did
     */
    public record Result(List<Attempt> tried) {

        public Result {
            tried = List.copyOf(tried);
        }

        public Optional<Attempt> found() {
            return tried.stream()
                    .filter(attempt -> attempt.finding().isPresent())
                    .reduce((before, last) -> last);
        }

        /** Where nothing was found: the setting that came nearest. */
        public Optional<Attempt> nearest() {
            return tried.stream().max(Comparator.comparingInt(Attempt::score));
        }

        public boolean isSilent() {
            return tried.stream().allMatch(attempt -> attempt.bytes() == 0);
        }
    }

    /** A burst that began so soon after a setting was chosen may have begun before. */
    private static final Duration DOUBTFUL_START = Duration.ofMillis(400);

    private static final Duration LEAST_SILENCE = Duration.ofMillis(300);
    private static final int SILENT_CHARACTERS = 60;
    private static final int BITS_PER_CHARACTER = 11;

    /** Of a line that never falls silent. */
    private static final int ENOUGH_BYTES = 4096;

    private final TunablePort port;
    private final List<LineSettings> candidates;
    private final Patience patience;
    private final MeterStream.Options options;
    private final InstantSource clock;
    private final Progress progress;

    public Scan(
            TunablePort port,
            List<LineSettings> candidates,
            Patience patience,
            MeterStream.Options options,
            InstantSource clock,
            Progress progress) {
        this.port = port;
        this.candidates = List.copyOf(candidates);
        this.patience = patience;
        this.options = options;
        this.clock = clock;
        this.progress = progress;
    }

    /** These first, then the rest in the usual order. */
    public static List<LineSettings> candidates(Optional<LineSettings> first) {
        List<LineSettings> candidates = new ArrayList<>(CANDIDATES);
        first.ifPresent(line -> {
            candidates.remove(line);
            candidates.addFirst(line);
        });
        return candidates;
    }

    /** Scans until something is found, all was tried, or {@code stop} says so. */
    public Result run(BooleanSupplier stop) throws IOException {
        List<Attempt> tried = new ArrayList<>();
        for (LineSettings line : candidates) {
            if (stop.getAsBoolean()) {
                break;
            }
            Attempt attempt = new Listening(line, tried.size() + 1).run(stop);
            tried.add(attempt);
            progress.tried(attempt);
            if (attempt.finding().isPresent() || attempt.bytes() == 0) {
                break;
            }
        }
        return new Result(tried);
    }

    /** After how long without a byte a burst has ended. */
    static Duration silence(LineSettings line) {
        Duration characters = Duration.ofMillis(1000L * SILENT_CHARACTERS * BITS_PER_CHARACTER / line.baud());
        return characters.compareTo(LEAST_SILENCE) > 0 ? characters : LEAST_SILENCE;
    }

    /** One setting. */
    private final class Listening {

        private final LineSettings line;
        private final int number;
        private final Recognition recognition = new Recognition(options);
        private final Instant begun = clock.instant();
        private Instant heard = begun;
        private Instant found = Instant.MAX;
        private boolean inBurst;
        private boolean doubtful;
        private int wholeBursts;

        Listening(LineSettings line, int number) {
            this.line = line;
            this.number = number;
        }

        Attempt run(BooleanSupplier stop) throws IOException {
            try {
                listen(stop);
            } catch (IOException e) {
                if (!stop.getAsBoolean()) { // while the program ends, ports are closed under their readers
                    throw e;
                }
            }
            recognition.end();
            return attempt();
        }

        private void listen(BooleanSupplier stop) throws IOException {
            port.tune(line);
            progress.trying(line, number, candidates.size());
            byte[] buffer = new byte[4096];
            while (!stop.getAsBoolean() && !isOver()) {
                int count = port.read(buffer);
                Instant now = clock.instant();
                if (count > 0) {
                    hear(buffer, count, now);
                } else if (inBurst && since(heard).compareTo(silence(line)) >= 0) {
                    recognition.end();
                    inBurst = false;
                    wholeBursts += doubtful ? 0 : 1;
                }
                if (found.equals(Instant.MAX) && recognition.finding().isPresent()) {
                    found = now;
                }
                progress.listening(attempt());
            }
        }

        private void hear(byte[] buffer, int count, Instant now) {
            if (!inBurst) {
                doubtful = Duration.between(begun, now).compareTo(DOUBTFUL_START) < 0;
                inBurst = true;
            }
            heard = now;
            recognition.feed(buffer, 0, count, now.toEpochMilli());
        }

        private boolean isOver() {
            Duration elapsed = since(begun);
            Optional<Finding> finding = recognition.finding();
            if (finding.isPresent()) {
                boolean enough = finding.get().isCertain()
                        && (!patience.confirmed() || finding.get().frames() > 2);
                Duration wait = finding.get().isCertain() ? patience.usual() : patience.longest();
                return enough || since(found).compareTo(wait) >= 0;
            }
            boolean whole = wholeBursts > 0 || recognition.bytes() >= ENOUGH_BYTES;
            return elapsed.compareTo(whole && !isUnfinished() ? patience.usual() : patience.longest()) >= 0;
        }

        /** A burst that is coming in is heard out. */
        private boolean isUnfinished() {
            return inBurst && recognition.bytes() < ENOUGH_BYTES;
        }

        private Duration since(Instant then) {
            return Duration.between(then, clock.instant());
        }

        private Attempt attempt() {
            return new Attempt(
                    line,
                    since(begun),
                    recognition.bytes(),
                    recognition.printablePercent(),
                    recognition.symptom(),
                    recognition.finding());
        }
    }
}
