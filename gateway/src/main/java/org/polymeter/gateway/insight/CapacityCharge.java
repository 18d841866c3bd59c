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
        return model.step(billed)
                .map(step -> Accrual.of(step.price(), Per.MONTH, from, to))
                .or(() -> model.rate(from.getMonth()).map(rate -> charge(rate, billed, from, to)));
    }

    /** What it costs for a whole month. */
    static Optional<BigDecimal> of(CapacityModel model, BigDecimal billed, YearMonth month) {
        return of(model, billed, month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /** Of a yearly price, each month bears a twelfth. */
    private static BigDecimal charge(CapacityModel.Rate rate, BigDecimal billed, LocalDate from, LocalDate to) {
        BigDecimal amount = Accrual.of(rate.price().multiply(billed), Per.MONTH, from, to);
        return rate.per() == Per.YEAR ? Exact.quotient(amount, 12) : amount;
    }
}
