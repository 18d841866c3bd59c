package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** What comes together over months or years: of whole ones all, of others the days' share. */
final class Accrual {

    private Accrual() {}

    /** How many they are; {@code to}: the day after the last. */
    static BigDecimal count(Pricing.Per per, LocalDate from, LocalDate to) {
        return of(BigDecimal.ONE, per, from, to);
    }

    /** What an amount for each comes to. */
    static BigDecimal of(BigDecimal amount, Pricing.Per per, LocalDate from, LocalDate to) {
        BigDecimal sum = BigDecimal.ZERO;
        LocalDate day = from;
        while (day.isBefore(to)) {
            LocalDate begin = begin(per, day);
            LocalDate next = next(per, begin);
            LocalDate end = next.isBefore(to) ? next : to;
            BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(day, end));
            sum = sum.add(Exact.quotient(amount.multiply(days), ChronoUnit.DAYS.between(begin, next)));
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
