package org.polymeter.bench.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.polymeter.gateway.history.Resolution;

/** What a page shows. */
enum View {
    HOUR("an hour of power, each reading", Resolution.READING, Duration.ofSeconds(1)),
    DAY("a day by quarter hours", Resolution.QUARTER, Duration.ofMinutes(15)),
    MONTH("a month by days", Resolution.DAY, Duration.ofDays(1)),
    YEAR("a year by months", Resolution.MONTH, Duration.ofDays(30)),
    ALL("all of it by months", Resolution.MONTH, Duration.ofDays(30));

    private static final String POWER = "power_w";

    /** From one moment to another. */
    record Range(Instant from, Instant to) {}

    private final String words;
    private final Resolution resolution;
    private final Duration part;

    View(String words, Resolution resolution, Duration part) {
        this.words = words;
        this.resolution = resolution;
        this.part = part;
    }

    String words() {
        return words;
    }

    Resolution resolution() {
        return resolution;
    }

    /** As long as what the resolution has, or nearly: for those who know no calendar. */
    Duration part() {
        return part;
    }

    List<String> quantities() {
        return this == HOUR
                ? List.of(POWER)
                : List.of(
                        POWER,
                        "energy_import_t1_kwh",
                        "energy_import_t2_kwh",
                        "energy_export_t1_kwh",
                        "energy_export_t2_kwh");
    }

    /** Some hour, day, month or year that begins within a range; all of it for {@link #ALL}. */
    Range within(Range whole, SplittableRandom random) {
        if (this == ALL) {
            return whole;
        }
        long seconds = random.nextLong(whole.from().getEpochSecond(), whole.to().getEpochSecond());
        Instant from = Instant.ofEpochSecond(seconds);
        LocalDate day = LocalDate.ofInstant(from, HouseMeter.ZONE);
        return switch (this) {
            case HOUR -> new Range(from, from.plus(Duration.ofHours(1)));
            case DAY -> days(day, day.plusDays(1));
            case MONTH -> days(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1));
            case YEAR, ALL -> days(day.withDayOfYear(1), day.withDayOfYear(1).plusYears(1));
        };
    }

    private static Range days(LocalDate from, LocalDate to) {
        return new Range(
                from.atStartOfDay(HouseMeter.ZONE).toInstant(),
                to.atStartOfDay(HouseMeter.ZONE).toInstant());
    }
}
