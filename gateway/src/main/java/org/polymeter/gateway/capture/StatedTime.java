package org.polymeter.gateway.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import org.polymeter.codec.observation.Deviation;

/**
 * Writes a meter's wall-clock time as RFC 3339, with the offset the meter states: nothing is
 * corrected or guessed.
 */
public final class StatedTime {

    /** Where S and W mean +02:00 and +01:00, as in all countries with P1 but a few. */
    public static final ZoneId USUAL_ZONE = ZoneId.of("Europe/Berlin");

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder()
            .append(LOCAL)
            .appendOffset("+HH:MM", "Z")
            .toFormatter();

    private static final int MOST_MINUTES = 18 * 60;
    private static final int LAST_YEAR = 9999;
    private static final Duration SUMMER_TIME = Duration.ofHours(1);

    private final Optional<ZoneId> zone;

    /** {@code zone}: of the meters' clocks, if the user knows it. */
    public StatedTime(Optional<ZoneId> zone) {
        this.zone = zone;
    }

    /** {@code 2026-05-04T11:39:21}. */
    public static String local(long localSecond) {
        return wall(localSecond).format(LOCAL);
    }

    /** Empty where the meter does not say which offset applies and no zone is given. */
    public Optional<String> rfc3339(long localSecond, int deviation) {
        LocalDateTime wall = wall(localSecond);
        if (wall.getYear() < 0 || wall.getYear() > LAST_YEAR) {
            return Optional.empty();
        }
        return offset(wall, deviation).map(offset -> wall.atOffset(offset).format(RFC_3339));
    }

    private Optional<ZoneOffset> offset(LocalDateTime wall, int deviation) {
        if (Deviation.isMinutes(deviation)) {
            return Math.abs(deviation) > MOST_MINUTES
                    ? Optional.empty()
                    : Optional.of(ZoneOffset.ofTotalSeconds(-60 * deviation));
        }
        if (deviation == Deviation.UNSAID) {
            return zone.map(known -> wall.atZone(known).getOffset());
        }
        ZoneOffset standard = standard(wall, zone.orElse(USUAL_ZONE));
        return Optional.of(
                deviation == Deviation.SUMMER
                        ? ZoneOffset.ofTotalSeconds(standard.getTotalSeconds() + (int) SUMMER_TIME.toSeconds())
                        : standard);
    }

    private static ZoneOffset standard(LocalDateTime wall, ZoneId zone) {
        Instant about = wall.toInstant(ZoneOffset.UTC);
        return zone.getRules().getStandardOffset(about);
    }

    private static LocalDateTime wall(long localSecond) {
        return LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    }
}
