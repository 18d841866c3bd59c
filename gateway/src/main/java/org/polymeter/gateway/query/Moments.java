package org.polymeter.gateway.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.history.Span;

/** Time as people write it. A date, a month and a year have two ends; all else is a moment, which begins as it ends. */
final class Moments {

    static final String FORMS = "a date such as 2026-03-29, a month (2026-03), a year (2026), a time of the clock there"
            + " (2026-03-29T10:15), one with an offset (2026-03-29T08:15:00Z), today, yesterday, now, or what is so long"
            + " ago (-15m, -24h, -7d)";

    private static final Pattern YEAR = Pattern.compile("(19|2\\d)\\d{2}");
    private static final Pattern MONTH = Pattern.compile(YEAR + "-\\d{2}");
    private static final Pattern DAY = Pattern.compile(MONTH + "-\\d{2}");
    private static final Pattern CLOCK = Pattern.compile(DAY + "T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");
    private static final Pattern OFFSET = Pattern.compile(CLOCK + "(Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern AGO = Pattern.compile("-(\\d{1,5})([mhd])");

    private final ZoneId zone;
    private final Instant now;

    /** {@code zone}: whose dates dates are. */
    Moments(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** Empty if it is none of {@link #FORMS}. */
    Optional<Span> read(String text) {
        try {
            return Optional.ofNullable(
                    switch (text) {
                        case "now" -> moment(now);
                        case "today" -> day(today());
                        case "yesterday" -> day(today().minusDays(1));
                        default -> figures(text);
                    });
        } catch (DateTimeException e) { // such as the 30th of February
            return Optional.empty();
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    private @Nullable Span figures(String text) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return moment(ago(Integer.parseInt(ago.group(1)), ago.group(2)));
        }
        if (DAY.matcher(text).matches()) {
            return day(LocalDate.parse(text));
        }
        if (MONTH.matcher(text).matches()) {
            LocalDate first = YearMonth.parse(text).atDay(1);
            return days(first, first.plusMonths(1));
        }
        if (YEAR.matcher(text).matches()) {
            LocalDate first = Year.parse(text).atDay(1);
            return days(first, first.plusYears(1));
        }
        if (CLOCK.matcher(text).matches()) {
            return moment(LocalDateTime.parse(text).atZone(zone).toInstant());
        }
        return OFFSET.matcher(text).matches()
                ? moment(OffsetDateTime.parse(text).toInstant())
                : null;
    }

    private Instant ago(int number, String unit) {
        return switch (unit) {
            case "m" -> now.minus(Duration.ofMinutes(number));
            case "h" -> now.minus(Duration.ofHours(number));
            default -> now.atZone(zone).minusDays(number).toInstant();
        };
    }

    private static Span moment(Instant time) {
        return new Span(time, time);
    }

    private Span day(LocalDate day) {
        return days(day, day.plusDays(1));
    }

    private Span days(LocalDate from, LocalDate to) {
        return new Span(
                from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
    }
}
