package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * What a point of delivery has cost in some days. Amounts are not rounded: {@link Money} does that for people.
 *
 * @param to the day after the last one
 * @param parts one for each contract, in the order of time
 * @param unpriced what is in no amount
 * @param unmeasured time without energies from the grid, be it past or to come: what was used then is in no amount either
 */
public record Cost(
        String currency, LocalDate from, LocalDate to, List<Part> parts, List<Unpriced> unpriced, Duration unmeasured) {

    /** The days of one contract. */
    public record Part(LocalDate from, LocalDate to, List<CostLine> lines) {
        public Part {
            lines = List.copyOf(lines);
        }
    }

    public Cost {
        parts = List.copyOf(parts);
        unpriced = List.copyOf(unpriced);
    }

    public BigDecimal net() {
        return sum(CostLine::net);
    }

    public BigDecimal vat() {
        return sum(CostLine::vat);
    }

    public BigDecimal gross() {
        return net().add(vat());
    }

    private BigDecimal sum(Function<CostLine, BigDecimal> amount) {
        return parts.stream()
                .flatMap(part -> part.lines().stream())
                .map(amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
