package org.polymeter.gateway.adapter;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Observation.WallClock;

/**
 * A date and time in one of the forms adapters write:
 *
 * <ul>
 *   <li>ISO 8601, {@code 2026-09-11T14:49:11}, with an offset or {@code Z} where known; without, it is
 *       the adapter's wall clock
 *   <li>{@code 210606140010}, YYMMDDhhmmss on the meter's wall clock (HomeWizard)
 *   <li>{@code 1629055611}, seconds since 1970 UTC (smartmeter-datacollector)
 * </ul>
 */
final class Stamp {

    /** Which of them it must be. */
    enum Form {
        ANY,
        /** Seconds since 1970 UTC, or with 13 digits milliseconds. */
        EPOCH,
        /** ISO 8601 with an offset. */
        ISO,
        /** ISO 8601 on the wall clock; an offset is not believed. */
        ISO_LOCAL
    }

    /** 2000-01-01: an adapter that has not found the time yet counts from 1970. */
    private static final long EARLIEST = 946_684_800;

    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d{1,9})?(Z|[+-]\\d\\d:?\\d\\d)?");
    private static final Pattern COMPACT = Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)");
    private static final Pattern MILLIS = Pattern.compile("(\\d{10})\\d{3}");
    private static final Pattern EPOCH = Pattern.compile("(\\d{9,11})(\\.\\d+)?");

    private Stamp() {}

    /** Empty if the value is no time, or one before the year 2000. */
    static Optional<WallClock> of(Json value) {
        return of(value, Form.ANY);
    }

    /** Empty also if it is a time of another form. */
    static Optional<WallClock> of(Json value, Form form) {
        return switch (value) {
            case Json.Text text -> of(text.text().trim(), form);
            case Json.Digits digits -> of(digits.literal(), form);
            default -> Optional.empty();
        };
    }

    private static Optional<WallClock> of(String text, Form form) {
        Optional<WallClock> time = switch (form) {
            case ANY -> read(text);
            case EPOCH -> epoch(text);
            case ISO -> iso(text).filter(clock -> clock.deviation() != Deviation.UNSAID);
            case ISO_LOCAL -> iso(text).map(clock -> new WallClock(clock.localSecond(), Deviation.UNSAID));
        };
        return time.filter(clock -> clock.localSecond() >= EARLIEST);
    }

    private static Optional<WallClock> iso(String text) {
        Matcher iso = ISO.matcher(text);
        return iso.matches() ? local(iso, 0, deviation(iso.group(7))) : Optional.empty();
    }

    private static Optional<WallClock> epoch(String text) {
        Matcher millis = MILLIS.matcher(text);
        Matcher seconds = millis.matches() ? millis : EPOCH.matcher(text);
        return seconds.matches() ? Optional.of(new WallClock(Long.parseLong(seconds.group(1)), 0)) : Optional.empty();
    }

    private static Optional<WallClock> read(String text) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return local(iso, 0, deviation(iso.group(7)));
        }
        Matcher compact = COMPACT.matcher(text);
        if (compact.matches()) {
            return local(compact, 2000, Deviation.UNSAID);
        }
        Matcher epoch = EPOCH.matcher(text);
        return epoch.matches() ? Optional.of(new WallClock(Long.parseLong(epoch.group(1)), 0)) : Optional.empty();
    }

    private static Optional<WallClock> local(Matcher parts, int century, int deviation) {
        try {
            LocalDateTime time = LocalDateTime.of(
                    century + number(parts, 1),
                    number(parts, 2),
                    number(parts, 3),
                    number(parts, 4),
                    number(parts, 5),
                    number(parts, 6));
            return Optional.of(new WallClock(time.toEpochSecond(ZoneOffset.UTC), deviation));
        } catch (DateTimeException e) { // the 31st of June
            return Optional.empty();
        }
    }

    /** COSEM's sign: minutes to add to local time, so {@code +02:00} is -120. */
    private static int deviation(@org.jspecify.annotations.Nullable String offset) {
        if (offset == null) {
            return Deviation.UNSAID;
        }
        if (offset.equals("Z")) {
            return 0;
        }
        int hours = Integer.parseInt(offset, 1, 3, 10);
        int minutes = Integer.parseInt(offset, offset.length() - 2, offset.length(), 10);
        int east = 60 * hours + minutes;
        return offset.charAt(0) == '-' ? east : -east;
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
