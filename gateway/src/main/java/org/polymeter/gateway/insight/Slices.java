package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts energies at quarter hours and at the ends of a range. What spans several is apportioned by time, as if the power had
 * been the same all along. The pieces of one energy are exactly that energy together, however ranges cut it.
 */
final class Slices {

    private Slices() {}

    /** The pieces of an energy that lie in a range, in order. */
    static List<Slice> of(Energy energy, Span range) {
        List<Slice> slices = new ArrayList<>();
        Instant end = earlier(energy.span().to(), range.to());
        Instant begin = later(energy.span().from(), range.from());
        while (begin.isBefore(end)) {
            Instant next = earlier(QuarterHours.around(begin).to(), end);
            BigDecimal kwh = until(next, energy).subtract(until(begin, energy));
            slices.add(new Slice(new Span(begin, next), kwh));
            begin = next;
        }
        return slices;
    }

    /** Of a range, the pieces of all energies. */
    static List<Slice> of(List<Energy> energies, Span range) {
        List<Slice> slices = new ArrayList<>();
        energies.forEach(energy -> slices.addAll(of(energy, range)));
        return slices;
    }

    /** The energy from its beginning until an instant. */
    private static BigDecimal until(Instant instant, Energy energy) {
        Span span = energy.span();
        if (!instant.isAfter(span.from())) {
            return BigDecimal.ZERO;
        }
        if (!instant.isBefore(span.to())) {
            return energy.kwh();
        }
        long elapsed = new Span(span.from(), instant).millis();
        return Exact.quotient(energy.kwh().multiply(BigDecimal.valueOf(elapsed)), span.millis());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
