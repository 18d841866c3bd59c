package org.polymeter.gateway.history;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How finely history is told. Days and what is longer are those of the meter's zone. */
public enum Resolution {
    /** Each reading, as long as it is kept. */
    READING(Level.READINGS),
    QUARTER(Level.QUARTERS),
    HOUR(Level.QUARTERS),
    DAY(Level.DAYS),
    /** From Monday on. */
    WEEK(Level.DAYS),
    MONTH(Level.DAYS),
    YEAR(Level.DAYS);

    private static final int MINUTES = 15;

    private final Level level;

    Resolution(Level level) {
        this.level = level;
    }

    /** What it is made from. */
    Level level() {
        return level;
    }

    /** {@code quarter}, {@code day}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Resolution> of(String word) {
        return Stream.of(values()).filter(it -> it.word().equals(word)).findFirst();
    }

    /** One that gives a chart enough points and not too many. */
    public static Resolution fitting(Instant from, Instant to) {
        long hours = Duration.between(from, to).toHours();
        if (hours <= 1) {
            return READING;
        }
        if (hours <= 3 * 24) {
            return QUARTER;
        }
        if (hours <= 14 * 24) {
            return HOUR;
        }
        if (hours <= 100 * 24) {
            return DAY;
        }
        return hours <= 6 * 366 * 24 ? MONTH : YEAR;
    }

    /**
     * Where the parts of a range begin and end, from the one that the range begins in to the one it ends in: one more
     * than there are parts. For {@link #READING} the range itself.
     */
    public List<Instant> bounds(Instant from, Instant to, ZoneId zone) {
        if (this == READING) {
            return List.of(from, to);
        }
        List<Instant> bounds = new ArrayList<>();
        ZonedDateTime next = floor(from.atZone(zone));
        bounds.add(next.toInstant());
        while (next.toInstant().isBefore(to)) {
            next = after(next);
            bounds.add(next.toInstant());
        }
        return bounds;
    }

    private ZonedDateTime floor(ZonedDateTime time) {
        LocalDate day = time.toLocalDate();
        return switch (this) {
            case READING -> time;
            case QUARTER -> time.truncatedTo(ChronoUnit.MINUTES).minusMinutes(time.getMinute() % MINUTES);
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day.atStartOfDay(time.getZone());
            case WEEK ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(time.getZone());
            case MONTH -> day.withDayOfMonth(1).atStartOfDay(time.getZone());
            case YEAR -> day.withDayOfYear(1).atStartOfDay(time.getZone());
        };
    }

    private ZonedDateTime after(ZonedDateTime time) {
        return switch (this) {
            case READING -> time;
            case QUARTER -> time.plusMinutes(MINUTES);
            case HOUR -> time.plusHours(1);
            case DAY -> time.toLocalDate().plusDays(1).atStartOfDay(time.getZone());
            case WEEK -> time.toLocalDate().plusWeeks(1).atStartOfDay(time.getZone());
            case MONTH -> time.toLocalDate().plusMonths(1).atStartOfDay(time.getZone());
            case YEAR -> time.toLocalDate().plusYears(1).atStartOfDay(time.getZone());
        };
    }
}
