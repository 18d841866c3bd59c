package org.polymeter.gateway.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tariffs are made of: prices, percentages and dates. */
final class Amounts {

    static final String SOME_PRICE = "a number such as 0.2534";
    static final String SOME_PERCENTAGE = "a percentage such as 21%";
    static final String SOME_DAY = "a day such as 2026-01-31";

    private static final Pattern PRICE = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,3})?) ?%");

    private Amounts() {}

    static Optional<BigDecimal> price(String text) {
        return PRICE.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** {@code 21%} is 0.21. */
    static Optional<BigDecimal> percentage(String text) {
        Matcher percentage = PERCENTAGE.matcher(text);
        return percentage.matches()
                ? Optional.of(new BigDecimal(percentage.group(1)).movePointLeft(2))
                : Optional.empty();
    }

    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code 12-25}, of every year. */
    static Optional<MonthDay> dayOfYears(String text) {
        try {
            return Optional.of(MonthDay.parse("--" + text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
