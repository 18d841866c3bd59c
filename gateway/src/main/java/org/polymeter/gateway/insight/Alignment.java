package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings several registers onto common spans: from one instant at which all of them were read to the next. Nothing is
 * apportioned, so a meter with a gap makes the spans of all longer and no number wrong.
 */
final class Alignment {

    /** @param kwh of each register, in their order */
    record Row(Span span, List<BigDecimal> kwh) {}

    private final List<NavigableMap<Instant, Energy>> registers = new ArrayList<>();

    /** {@code registers}: energies of each, in the order of time. */
    Alignment(List<List<Energy>> registers) {
        for (List<Energy> energies : registers) {
            NavigableMap<Instant, Energy> byBegin = new TreeMap<>();
            energies.forEach(energy -> byBegin.put(energy.span().from(), energy));
            this.registers.add(byBegin);
        }
    }

    /** The shortest spans that all registers fill without a hole and without sticking out. */
    List<Row> rows() {
        TreeSet<Instant> begins = new TreeSet<>();
        registers.forEach(register -> begins.addAll(register.keySet()));
        List<Row> rows = new ArrayList<>();
        Instant free = Instant.MIN;
        for (Instant begin : begins) {
            if (!begin.isBefore(free) && registers.stream().allMatch(register -> register.containsKey(begin))) {
                Optional<Row> row = from(begin);
                row.ifPresent(rows::add);
                free = row.map(found -> found.span().to()).orElse(free);
            }
        }
        return rows;
    }

    /** Walks each register to the end that is furthest, until all have the same; empty where one ends before. */
    private Optional<Row> from(Instant begin) {
        List<BigDecimal> sums = new ArrayList<>();
        List<Instant> ends = new ArrayList<>();
        registers.forEach(register -> {
            sums.add(BigDecimal.ZERO);
            ends.add(begin);
        });
        Instant goal = begin;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < ends.size(); i++) {
                while (ends.get(i).isBefore(goal) || goal.equals(begin)) {
                    Energy next = registers.get(i).get(ends.get(i));
                    if (next == null) {
                        return Optional.empty();
                    }
                    sums.set(i, sums.get(i).add(next.kwh()));
                    ends.set(i, next.span().to());
                    goal = goal.isBefore(next.span().to()) ? next.span().to() : goal;
                    moved = true;
                }
            }
        }
        return Optional.of(new Row(new Span(begin, goal), sums));
    }
}
