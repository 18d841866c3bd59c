package org.polymeter.gateway.history;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.history.Rollup.Register;
import org.polymeter.gateway.history.Series.Usage;

/** The course of a register, put together of rollups that follow each other: what it stood at at any bound of theirs. */
final class RegisterLine {

    /** A reading that is later than a bound counts for it only if it is no later than half a quarter of an hour. */
    private static final Duration LATEST = Duration.ofMillis(Level.QUARTER / 2);

    /** A value at a time, with what it fell by before added. */
    private record Stand(Instant time, BigDecimal value) {}

    private final TreeMap<Instant, Stand> stands = new TreeMap<>();

    /**
     * {@code registers}: in order.
     *
     * @param mayFall whether a fall is no reset
     */
    RegisterLine(List<Register> registers, boolean mayFall) {
        BigDecimal fallen = BigDecimal.ZERO;
        @Nullable Register before = null;
        for (Register register : registers) {
            if (before != null && !mayFall) {
                fallen = fallen.add(Register.fall(before.last(), register.first()));
            }
            put(register.firstTime(), register.first().add(fallen));
            fallen = fallen.add(register.fall());
            put(register.lastTime(), register.last().add(fallen));
            before = register;
        }
    }

    /** What was counted from one bound to another; empty if that is not known. */
    Optional<Usage> usage(Instant from, Instant to) {
        Optional<Stand> start =
                at(from).or(() -> Optional.ofNullable(stands.firstEntry()).map(Map.Entry::getValue));
        Optional<Stand> end = at(to);
        if (start.isEmpty()
                || end.isEmpty()
                || !start.get().time().isBefore(end.get().time())) {
            return Optional.empty();
        }
        BigDecimal amount = end.get().value().subtract(start.get().value());
        return Optional.of(new Usage(amount, start.get().time(), end.get().time()));
    }

    private Optional<Stand> at(Instant bound) {
        Map.Entry<Instant, Stand> before = stands.floorEntry(bound);
        Map.Entry<Instant, Stand> after = stands.higherEntry(bound);
        boolean isLate =
                after == null || Duration.between(bound, after.getKey()).compareTo(LATEST) > 0;
        if (before == null) {
            return isLate ? Optional.empty() : Optional.of(after.getValue());
        }
        boolean isNearer = isLate
                || Duration.between(before.getKey(), bound).compareTo(Duration.between(bound, after.getKey())) <= 0;
        return Optional.of(isNearer ? before.getValue() : after.getValue());
    }

    private void put(Instant time, BigDecimal value) {
        stands.put(time, new Stand(time, value));
    }
}
