package org.polymeter.gateway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.Symptom;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.flow.SourceState;

/**
 * Whether a source is well.
 *
 * @param since when it became so
 * @param trouble what is wrong; empty: nothing, or nothing yet
 */
record SourceHealth(Gateway.Reported source, Word word, Instant since, Optional<Trouble> trouble) {

    /** How it is, in a word. */
    enum Word {
        /** The wire is not open yet. */
        CONNECTING,
        /** The wire is open, and nothing comes. */
        SILENT,
        /** Something comes, and no frame is read. */
        HEARING,
        /** Frames are read. */
        DECODING,
        /** The wire is lost, or does not open. */
        FAILING,
        /** It is over, as files are. */
        ENDED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A meter that speaks every second may be silent for so long. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);

    /** Before it is known how often it speaks: some lists come once a minute. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(90);

    /** Frames that may be missing. */
    private static final int MISSED = 5;

    /** A device may take every call and end it at once: then it is failing all the time. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    /** Bytes without a frame say something after so long. */
    private static final Duration SENSE = Duration.ofSeconds(15);

    private static final Duration MOST_SKEW = Duration.ofMinutes(2);
    private static final int SHORTLY = 10; // minutes
    private static final int LEAST_REJECTED = 5;
    private static final int DISTURBED_PERCENT = 20;

    static SourceHealth of(Gateway.Reported source, Instant now) {
        SourceState state = source.state();
        return switch (state.phase()) {
            case CONNECTING -> of(source, Word.CONNECTING, state.since(), Optional.empty());
            case ENDED -> of(source, Word.ENDED, state.since(), Optional.empty());
            case WAITING -> failing(source);
            case OPEN -> open(source, now);
        };
    }

    /** Whether frames have come to an end too long ago. */
    private static SourceHealth open(Gateway.Reported source, Instant now) {
        SourceState state = source.state();
        if (state.symptom().isPresent()) {
            Symptom symptom = state.symptom().get();
            Word word = symptom == Symptom.SILENT ? Word.SILENT : Word.HEARING;
            return of(source, word, state.since(), Optional.of(Complaints.of(symptom)));
        }
        if (state.failure().isPresent() && isWithin(SETTLING, state.since(), now)) {
            return failing(source);
        }
        Duration patience = patience(state);
        if (state.lastFrame().filter(last -> isWithin(patience, last, now)).isPresent()) {
            return of(source, Word.DECODING, state.since(), decoding(source));
        }
        if (source.driver().isEmpty()) { // no meter: silence means nothing
            return of(source, Word.DECODING, state.since(), Optional.empty());
        }
        Instant heard = state.heard().filter(it -> it.isAfter(state.since())).orElse(state.since());
        boolean hears = state.heard().isPresent() && isWithin(patience, heard, now);
        return hears ? hearing(source, now) : silent(source, heard, patience, now);
    }

    private static SourceHealth failing(Gateway.Reported source) {
        SourceState state = source.state();
        return of(source, Word.FAILING, state.since(), state.failure().map(Complaints::of));
    }

    private static SourceHealth hearing(Gateway.Reported source, Instant now) {
        SourceState state = source.state();
        Instant since = later(state.since(), state.lastFrame());
        Optional<Trouble> trouble = state.rejection().map(Complaints::of);
        if (trouble.isEmpty() && !isWithin(SENSE, since, now)) {
            trouble = Optional.of(Complaints.notUnderstood());
        }
        return of(source, Word.HEARING, since, trouble);
    }

    private static SourceHealth silent(Gateway.Reported source, Instant heard, Duration patience, Instant now) {
        if (isWithin(patience, heard, now)) {
            return of(source, Word.SILENT, heard, Optional.empty());
        }
        Trouble trouble = source.state().heard().isPresent()
                ? Complaints.fellSilent()
                : source.where().startsWith("mqtt") ? Complaints.noMessages() : Complaints.noBytes();
        return of(source, Word.SILENT, heard, Optional.of(trouble));
    }

    /** Values come; something may be odd nevertheless. */
    private static Optional<Trouble> decoding(Gateway.Reported source) {
        SourceState state = source.state();
        List<Integer> minutes = state.minutes();
        int frames = minutes.subList(minutes.size() - SHORTLY, minutes.size()).stream()
                .mapToInt(Integer::intValue)
                .sum();
        int rejected = state.rejected();
        if (rejected >= LEAST_REJECTED && rejected * 100 >= DISTURBED_PERCENT * (rejected + frames)) {
            return Optional.of(state.rejection()
                    .map(last -> Complaints.disturbed(rejected, frames, last))
                    .orElseGet(() -> Complaints.disturbed(rejected, frames)));
        }
        return source.count()
                .clockSkewMillis()
                .filter(millis -> Math.abs(millis) >= MOST_SKEW.toMillis())
                .map(millis -> Complaints.clockOff(millis / 1000));
    }

    private static Duration patience(SourceState state) {
        return state.interval()
                .map(interval -> interval.multipliedBy(MISSED))
                .map(it -> it.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : it)
                .orElse(FIRST_PATIENCE);
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(it -> it.isAfter(one)).orElse(one);
    }

    /** Also if the clock was put back. */
    private static boolean isWithin(Duration patience, Instant since, Instant now) {
        return now.isBefore(since.plus(patience));
    }

    private static SourceHealth of(Gateway.Reported source, Word word, Instant since, Optional<Trouble> trouble) {
        return new SourceHealth(source, word, since, trouble);
    }
}
