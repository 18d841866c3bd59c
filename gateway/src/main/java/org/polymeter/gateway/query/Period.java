package org.polymeter.gateway.query;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.polymeter.gateway.history.Span;

/** Some time that has a name on a calendar, and times that follow each other there. */
enum Period {
    DAY,
    /** From Monday on. */
    WEEK,
    MONTH,
    YEAR,
    /** As long as there is history. */
    ALL;

    static Optional<Period> of(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Period::word).collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that a day is in. {@code all}: what {@link #ALL} is. */
    Span around(LocalDate day, ZoneId zone, Span all) {
        return switch (this) {
            case DAY -> days(day, day.plusDays(1), zone);
            case WEEK -> {
                LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield days(monday, monday.plusWeeks(1), zone);
            }
            case MONTH -> {
                LocalDate first = day.withDayOfMonth(1);
                yield days(first, first.plusMonths(1), zone);
            }
            case YEAR -> {
                LocalDate first = day.withDayOfYear(1);
                yield days(first, first.plusYears(1), zone);
            }
            case ALL -> all;
        };
    }

    /** The first day of the next one. */
    LocalDate after(LocalDate day) {
        return switch (this) {
            case DAY -> day.plusDays(1);
            case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
            case YEAR -> day.with(TemporalAdjusters.firstDayOfNextYear());
            case ALL -> LocalDate.MAX;
        };
    }

    /** The time before, of the same months, the same number of days, or, if it is of no whole days, equally long. */
    static Span before(Span span, ZoneId zone) {
        ZonedDateTime from = span.from().atZone(zone);
        ZonedDateTime to = span.to().atZone(zone);
        LocalDate first = from.toLocalDate();
        LocalDate last = to.toLocalDate();
        if (!isMidnight(from) || !isMidnight(to)) {
            return new Span(span.from().minus(Duration.between(span.from(), span.to())), span.from());
        }
        if (first.getDayOfMonth() == 1 && last.getDayOfMonth() == 1) {
            return days(first.minusMonths(ChronoUnit.MONTHS.between(first, last)), first, zone);
        }
        return days(first.minusDays(ChronoUnit.DAYS.between(first, last)), first, zone);
    }

    /** The same dates a year before. */
    static Span yearBefore(Span span, ZoneId zone) {
        return new Span(
                span.from().atZone(zone).minusYears(1).toInstant(),
                span.to().atZone(zone).minusYears(1).toInstant());
    }

    /** As far into another time as a moment is into this one, by the clock there; not beyond its end. */
    static Span soFar(Span span, Instant now, Span other, ZoneId zone) {
        Duration passed = Duration.between(local(span.from(), zone), local(now, zone));
        Instant end = local(other.from(), zone).plus(passed).atZone(zone).toInstant();
        return new Span(other.from(), end.isBefore(other.to()) ? end : other.to());
    }

    private static LocalDateTime local(Instant time, ZoneId zone) {
        return LocalDateTime.ofInstant(time, zone);
    }

    private static boolean isMidnight(ZonedDateTime time) {
        return time.equals(time.toLocalDate().atStartOfDay(time.getZone()));
    }

    private static Span days(LocalDate from, LocalDate to, ZoneId zone) {
        return new Span(
                from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
    }
}
