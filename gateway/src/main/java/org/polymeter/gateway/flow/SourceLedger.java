package org.polymeter.gateway.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.gateway.sink.Fact.SourceCount;

/** Counts what became of the bytes of one source. Written by its lane, read by anybody. */
public final class SourceLedger {

    /** Why something could not be used: the words of the profile. */
    public enum Reason {
        CHECKSUM,
        TRUNCATED,
        DECRYPT,
        NO_KEY,
        DECODE,
        UNIDENTIFIED,
        TOO_LONG,
        NOISE,
        /** Sound, and holds values that cannot be. */
        IMPLAUSIBLE;

        /** The word of the profile. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Reason, LongAdder> rejected = new ConcurrentHashMap<>();
    private final Map<Quarantine.Reason, LongAdder> quarantined = new ConcurrentHashMap<>();
    private final LongAdder frames = new LongAdder();
    private final LongAdder readings = new LongAdder();
    private final RecentFrames recent = new RecentFrames();
    private volatile Optional<Instant> lastFrame = Optional.empty();
    private volatile Optional<Duration> skew = Optional.empty();
    private volatile Optional<Seal> seal = Optional.empty();

    public void frame(Instant when) {
        frames.increment();
        recent.frame(when);
        lastFrame = Optional.of(when);
    }

    public void reading() {
        readings.increment();
    }

    /** {@code detail}: for people, without serials. */
    public void rejected(Reason reason, Instant when, String detail) {
        rejected.computeIfAbsent(reason, unused -> new LongAdder()).increment();
        recent.rejected(reason, when, detail);
    }

    /** A value that cannot be was withheld. */
    public void quarantined(Quarantine.Reason reason) {
        quarantined.computeIfAbsent(reason, unused -> new LongAdder()).increment();
    }

    public void skew(Optional<Duration> latest) {
        skew = latest;
    }

    /** So a frame was sealed; what counts is the weakest. */
    public void seal(Seal latest) {
        if (seal.isEmpty() || latest.compareTo(seal.get()) < 0) {
            seal = Optional.of(latest);
        }
    }

    RecentFrames recent() {
        return recent;
    }

    SourceCount count() {
        Map<String, Long> byWord = new TreeMap<>();
        rejected.forEach((reason, count) -> byWord.put(reason.word(), count.sum()));
        Map<String, Long> withheld = new TreeMap<>();
        quarantined.forEach((reason, count) -> withheld.put(reason.name().toLowerCase(Locale.ROOT), count.sum()));
        Optional<Long> skewMillis = skew.map(Duration::toMillis);
        return new SourceCount(frames.sum(), readings.sum(), byWord, withheld, lastFrame, skewMillis, seal);
    }
}
