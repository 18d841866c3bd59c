package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds up one component of one contract: what each rate comes to, and what has none. */
final class RateSums {

    /** A price and the rate that it is of. */
    record Price(String rate, BigDecimal perKwh) {}

    private final Component component;
    private final Unpriced.Reason reason;
    private final Map<String, Sum> sums = new LinkedHashMap<>();
    private BigDecimal unpriced = BigDecimal.ZERO;
    private @Nullable Span unpricedSpan;

    /** {@code reason}: why a price may be missing. */
    RateSums(Component component, Unpriced.Reason reason) {
        this.component = component;
        this.reason = reason;
    }

    /** Adds a slice; {@code estimated}: nobody knows that it was used then. */
    void add(Slice slice, Optional<Price> price, boolean estimated) {
        if (price.isPresent()) {
            sums.computeIfAbsent(price.get().rate(), rate -> new Sum()).add(slice.kwh(), price.get(), estimated);
        } else if (slice.kwh().signum() != 0) {
            unpriced = unpriced.add(slice.kwh());
            Span before = unpricedSpan;
            unpricedSpan = before == null
                    ? slice.span()
                    : new Span(before.from(), slice.span().to());
        }
    }

    List<CostLine> lines() {
        return sums.entrySet().stream()
                .map(sum -> line(sum.getKey(), sum.getValue()))
                .toList();
    }

    Optional<Unpriced> unpriced() {
        return Optional.ofNullable(unpricedSpan)
                .map(span -> new Unpriced(component.name(), component.direction(), reason, unpriced, span));
    }

    private CostLine line(String rate, Sum sum) {
        BigDecimal net = component.direction() == Direction.EXPORT ? sum.amount.negate() : sum.amount;
        return new CostLine(component.name(), rate, sum.kwh, "kWh", net, net.multiply(component.vat()), sum.estimated);
    }

    private static final class Sum {

        private BigDecimal kwh = BigDecimal.ZERO;
        private BigDecimal amount = BigDecimal.ZERO;
        private BigDecimal estimated = BigDecimal.ZERO;

        void add(BigDecimal slice, Price price, boolean isEstimated) {
            kwh = kwh.add(slice);
            amount = amount.add(slice.multiply(price.perKwh()));
            if (isEstimated) {
                estimated = estimated.add(slice);
            }
        }
    }
}
