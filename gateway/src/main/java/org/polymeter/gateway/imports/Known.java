package org.polymeter.gateway.imports;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Rollup;
import org.polymeter.gateway.history.Series;

/** What the history knows of a meter's registers. */
final class Known {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int DAYS_AT_ONCE = 366;

    /** Nobody has read meters for longer than that. */
    private static final int MOST_YEARS = 30;

    private final History history;
    private final String meter;
    private final ZoneId zone;

    /** {@code zone}: of a meter that the history does not know. */
    Known(History history, String meter, ZoneId zone) throws IOException {
        this.history = history;
        this.meter = meter;
        this.zone = history.meters().stream()
                .filter(known -> known.id().equals(meter))
                .map(HistoryMeter::zone)
                .findFirst()
                .orElse(zone);
    }

    /** Registers of a time, both ends included: the first and the last of each quarter hour. */
    Map<String, NavigableMap<Long, BigDecimal>> within(long from, long to, List<String> quantities) throws IOException {
        Map<String, NavigableMap<Long, BigDecimal>> within = new HashMap<>();
        Instant begin = Instant.ofEpochMilli(from).minus(QUARTER); // what is at its start is of the quarter before
        for (Series series : series(quantities, begin, Instant.ofEpochMilli(to), Resolution.QUARTER)) {
            NavigableMap<Long, BigDecimal> values = values(series);
            within.put(series.quantity(), new TreeMap<>(values.subMap(from, true, to, true)));
        }
        return within;
    }

    /** The first registers at or after a time, and before another. */
    Map<String, BigDecimal> after(long time, long before, List<String> quantities) throws IOException {
        Map<String, BigDecimal> found = new HashMap<>();
        Instant from = Instant.ofEpochMilli(time);
        Instant day = from.atZone(zone).truncatedTo(ChronoUnit.DAYS).plusDays(1).toInstant();
        List<String> missing = new ArrayList<>(quantities);
        take(series(missing, from.minus(QUARTER), day, Resolution.QUARTER), time, before, found, missing);
        for (int year = 0; year < MOST_YEARS && !missing.isEmpty() && day.toEpochMilli() < before; year++) {
            Instant end = day.atZone(zone).plusDays(DAYS_AT_ONCE).toInstant();
            take(series(missing, day, end, Resolution.DAY), time, before, found, missing);
            day = end;
        }
        return found;
    }

    /** The last registers at or before a time, and when that was. */
    Map<String, Map.Entry<Long, BigDecimal>> before(long time, List<String> quantities) throws IOException {
        Map<String, Map.Entry<Long, BigDecimal>> found = new HashMap<>();
        Instant to = Instant.ofEpochMilli(time);
        Instant day = to.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
        List<String> missing = new ArrayList<>(quantities);
        takeLast(series(missing, day, to, Resolution.QUARTER), time, found, missing);
        for (int year = 0; year < MOST_YEARS && !missing.isEmpty(); year++) {
            Instant begin = day.atZone(zone).minusDays(DAYS_AT_ONCE).toInstant();
            takeLast(series(missing, begin, day, Resolution.DAY), time, found, missing);
            day = begin;
        }
        return found;
    }

    private List<Series> series(List<String> quantities, Instant from, Instant to, Resolution resolution)
            throws IOException {
        return from.isBefore(to) ? history.series(List.of(meter), quantities, from, to, resolution) : List.of();
    }

    private static void take(
            List<Series> all, long from, long before, Map<String, BigDecimal> found, List<String> missing) {
        for (Series series : all) {
            NavigableMap<Long, BigDecimal> values = values(series).subMap(from, true, before, false);
            if (!values.isEmpty()) {
                found.put(series.quantity(), values.firstEntry().getValue());
                missing.remove(series.quantity());
            }
        }
    }

    private static void takeLast(
            List<Series> all, long time, Map<String, Map.Entry<Long, BigDecimal>> found, List<String> missing) {
        for (Series series : all) {
            NavigableMap<Long, BigDecimal> values = values(series).headMap(time, true);
            if (!values.isEmpty()) {
                found.put(series.quantity(), values.lastEntry());
                missing.remove(series.quantity());
            }
        }
    }

    private static NavigableMap<Long, BigDecimal> values(Series series) {
        NavigableMap<Long, BigDecimal> values = new TreeMap<>();
        for (Series.Part part : series.parts()) {
            if (part.rollup().orElse(null) instanceof Rollup.Register register) {
                values.put(register.firstTime().toEpochMilli(), register.first());
                values.put(register.lastTime().toEpochMilli(), register.last());
            }
        }
        return values;
    }
}
