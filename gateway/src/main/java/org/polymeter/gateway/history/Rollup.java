package org.polymeter.gateway.history;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What is left of one quantity's values over some time. Joining two of them, the earlier one first, gives that of both
 * times together; nothing is rounded.
 */
public sealed interface Rollup {

    /** When the first value was true. */
    Instant firstTime();

    /** When the last value was true. */
    Instant lastTime();

    /**
     * What goes up and down.
     *
     * @param count of values
     * @param sum of values
     */
    record Gauge(
            Instant firstTime, Instant lastTime, long count, BigDecimal minimum, BigDecimal maximum, BigDecimal sum)
            implements Rollup {

        /** Of both times. */
        public Gauge with(Gauge other) {
            return new Gauge(
                    firstTime.isBefore(other.firstTime) ? firstTime : other.firstTime,
                    lastTime.isAfter(other.lastTime) ? lastTime : other.lastTime,
                    count + other.count,
                    minimum.min(other.minimum),
                    maximum.max(other.maximum),
                    sum.add(other.sum));
        }

        /** With a value whose time is within ours: it may be in the sum already, but not in the extremes. */
        Gauge stretched(Gauge other) {
            return new Gauge(firstTime, lastTime, count, minimum.min(other.minimum), maximum.max(other.maximum), sum);
        }
    }

    /**
     * A register.
     *
     * @param fall by how much it fell in all, at resets; what it counted is last - first + fall
     */
    record Register(Instant firstTime, Instant lastTime, BigDecimal first, BigDecimal last, BigDecimal fall)
            implements Rollup {

        /** {@code other}: of the time after this. {@code mayFall}: whether a fall is no reset. */
        Register then(Register other, boolean mayFall) {
            return new Register(
                    firstTime,
                    other.lastTime,
                    first,
                    other.last,
                    fall.add(other.fall).add(mayFall ? BigDecimal.ZERO : fall(last, other.first)));
        }

        /** By how much a register fell from one value to the next, if it did. */
        static BigDecimal fall(BigDecimal before, BigDecimal after) {
            return before.subtract(after).max(BigDecimal.ZERO);
        }
    }

    /** A word, a state or a time. */
    record Last(Instant firstTime, Instant lastTime, String text) implements Rollup {}
}
