package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.polymeter.gateway.insight.Pricing.Per;

/** What a capacity costs. */
final class CapacityCharge {

    private CapacityCharge() {}

    /**
     * The price of some days of a month; empty if the model has none.
     *
     * @param to the day after the last, at most the first of the next month
     */
    static Optional<BigDecimal> of(CapacityModel model, BigDecimal billed, LocalDate from, LocalDate to) {
        Optional<BigDecimal> byStep =
                model.step(billed).map(step -> step.price().multiply(Accrual.of(Per.MONTH, from, to)));
        return byStep.or(() -> model.rate(from.getMonth())
                .map(rate -> rate.price().multiply(billed).multiply(share(rate.per(), from, to))));
    }

    /** What it costs for a whole month. */
    static Optional<BigDecimal> of(CapacityModel model, BigDecimal billed, YearMonth month) {
        return of(model, billed, month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /** Of a yearly price, each month bears a twelfth. */
    private static BigDecimal share(Per per, LocalDate from, LocalDate to) {
        BigDecimal months = Accrual.of(Per.MONTH, from, to);
        return per == Per.YEAR ? Exact.quotient(months, 12) : months;
    }
}
