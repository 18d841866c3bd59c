package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** How many months or years some days are: whole ones count one, of others each day its share. */
final class Accrual {

    private Accrual() {}

    /** {@code to}: the day after the last. */
    static BigDecimal of(Pricing.Per per, LocalDate from, LocalDate to) {
        BigDecimal sum = BigDecimal.ZERO;
        LocalDate day = from;
        while (day.isBefore(to)) {
            LocalDate begin = begin(per, day);
            LocalDate next = next(per, begin);
            LocalDate end = next.isBefore(to) ? next : to;
            BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(day, end));
            sum = sum.add(Exact.quotient(days, ChronoUnit.DAYS.between(begin, next)));
            day = end;
        }
        return sum;
    }

    private static LocalDate begin(Pricing.Per per, LocalDate day) {
        return switch (per) {
            case DAY -> day;
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.with(TemporalAdjusters.firstDayOfYear());
        };
    }

    private static LocalDate next(Pricing.Per per, LocalDate begin) {
        return switch (per) {
            case DAY -> begin.plusDays(1);
            case MONTH -> begin.plusMonths(1);
            case YEAR -> begin.plusYears(1);
        };
    }
}
