package org.polymeter.codec.reading;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.polymeter.codec.observation.Deviation;

/**
 * From a meter's wall clock to UTC: of all instants that the text may mean, the one nearest to the
 * time of receipt (docs/profile.md, Time).
 */
final class MeterClock {

    private static final int ONE_HOUR = 3600;

    private final ZoneRules rules;

    MeterClock(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** Whether a time of that deviation is the same one whenever it is heard. */
    static boolean isPlain(int deviation) {
        return deviation == Deviation.SUMMER || deviation == Deviation.WINTER;
    }

    /** Whether two times are further apart than that. */
    static boolean isBeyond(Instant one, Instant other, Duration most) {
        long seconds = Math.abs(one.getEpochSecond() - other.getEpochSecond());
        return seconds >= most.toSeconds() && Duration.between(one, other).abs().compareTo(most) > 0;
    }

    /**
     * @param localSecond seconds since 1970-01-01T00:00 on the meter's clock
     * @param deviation see {@link Deviation}
     * @param near the time of receipt
     */
    Instant resolve(long localSecond, int deviation, Instant near) {
        if (isPlain(deviation)) {
            int standard = standardOffset(localSecond);
            return Instant.ofEpochSecond(localSecond - standard - (deviation == Deviation.SUMMER ? ONE_HOUR : 0));
        }
        if (Deviation.isMinutes(deviation)) {
            // the standard says UTC = local + deviation; some meters mean the opposite
            Instant plus = Instant.ofEpochSecond(localSecond + 60L * deviation);
            Instant minus = Instant.ofEpochSecond(localSecond - 60L * deviation);
            return nearer(plus, minus, near);
        }
        return byZone(localSecond, near);
    }

    private Instant byZone(long localSecond, Instant near) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
        var offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) { // in the gap of spring: as if the clock had not been put forward
            ZoneOffset before = rules.getTransition(local).getOffsetBefore();
            return Instant.ofEpochSecond(localSecond - before.getTotalSeconds());
        }
        Instant best = Instant.ofEpochSecond(localSecond - offsets.getFirst().getTotalSeconds());
        for (ZoneOffset offset : offsets) {
            best = nearer(best, Instant.ofEpochSecond(localSecond - offset.getTotalSeconds()), near);
        }
        return best;
    }

    private int standardOffset(long localSecond) {
        return rules.getStandardOffset(Instant.ofEpochSecond(localSecond)).getTotalSeconds();
    }

    /** The first wins a draw. */
    private static Instant nearer(Instant first, Instant second, Instant near) {
        Duration toFirst = Duration.between(first, near).abs();
        Duration toSecond = Duration.between(second, near).abs();
        return toSecond.compareTo(toFirst) < 0 ? second : first;
    }
}
