package org.polymeter.gateway.imports;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times and dates as DSMR-reader, PostgreSQL and spreadsheets write them: {@code 2024-01-01T00:00:00+01:00}, {@code
 * 2024-01-01 00:00:00+01}, {@code 2024-01-01}, {@code 01-01-2024}, and in English {@code 01/31/2024}.
 *
 * <p>A time without offset is one of the zone. In autumn an hour comes twice: it is the second one if the time before
 * was in or after the first.
 */
final class DsmrTime {

    private static final String YEAR_FIRST = "(?<y>\\d{4})-(?<m>\\d{1,2})-(?<d>\\d{1,2})";
    private static final String DAY_FIRST = "(?<d>\\d{1,2})-(?<m>\\d{1,2})-(?<y>\\d{4})";
    private static final String MONTH_FIRST = "(?<m>\\d{1,2})/(?<d>\\d{1,2})/(?<y>\\d{4})";
    private static final String CLOCK =
            "(?:[T ](?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:\\.\\d{1,9})?)?"
                    + "(?<offset>Z|[+-](?:0\\d|1[0-4])(?::?[0-5]\\d)?)?)?";
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile(YEAR_FIRST + CLOCK),
            Pattern.compile(DAY_FIRST + CLOCK),
            Pattern.compile(MONTH_FIRST + CLOCK));

    private final ZoneId zone;
    private Instant last = Instant.MIN;

    DsmrTime(ZoneId zone) {
        this.zone = zone;
    }

    /** Empty if the text is no date; what follows the date does not matter. */
    Optional<LocalDate> day(String text) {
        return matcher(text).flatMap(DsmrTime::date);
    }

    /** Empty if the text is no time, or one that the zone's clocks never showed. */
    Optional<Instant> time(String text) {
        Optional<Matcher> found = matcher(text);
        Optional<LocalDateTime> local = found.flatMap(DsmrTime::local);
        if (local.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> time = Optional.ofNullable(found.get().group("offset"))
                .map(offset -> Optional.of(local.get().toInstant(ZoneOffset.of(offset))))
                .orElseGet(() -> inZone(local.get()));
        last = time.orElse(last);
        return time;
    }

    /** Of the times that a text may mean, the one nearest to another. */
    Optional<Instant> time(String text, Instant near) {
        Optional<Matcher> found = matcher(text);
        Optional<LocalDateTime> local = found.flatMap(DsmrTime::local);
        if (local.isEmpty()) {
            return Optional.empty();
        }
        List<ZoneOffset> offsets = Optional.ofNullable(found.get().group("offset"))
                .map(offset -> List.of(ZoneOffset.of(offset)))
                .orElseGet(() -> zone.getRules().getValidOffsets(local.get()));
        return offsets.stream()
                .map(local.get()::toInstant)
                .min(Comparator.comparing(time -> Duration.between(time, near).abs()));
    }

    private Optional<Instant> inZone(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            return Optional.empty();
        }
        Instant first = local.toInstant(offsets.getFirst());
        boolean isSecond = offsets.size() > 1 && !last.isBefore(first);
        return Optional.of(isSecond ? local.toInstant(offsets.getLast()) : first);
    }

    private static Optional<Matcher> matcher(String text) {
        return FORMS.stream()
                .map(form -> form.matcher(text))
                .filter(Matcher::matches)
                .findFirst();
    }

    private static Optional<LocalDate> date(Matcher found) {
        try {
            return Optional.of(LocalDate.of(number(found, "y"), number(found, "m"), number(found, "d")));
        } catch (DateTimeException e) { // the 31st of June
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> local(Matcher found) {
        try {
            return date(found)
                    .map(day -> found.group("hour") == null
                            ? day.atStartOfDay()
                            : day.atTime(
                                    number(found, "hour"),
                                    number(found, "minute"),
                                    found.group("second") == null ? 0 : number(found, "second")));
        } catch (DateTimeException e) { // half past twenty-five
            return Optional.empty();
        }
    }

    private static int number(Matcher found, String group) {
        return Integer.parseInt(found.group(group));
    }
}
