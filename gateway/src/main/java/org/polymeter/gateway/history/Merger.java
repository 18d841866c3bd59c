package org.polymeter.gateway.history;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.polymeter.codec.reading.Reading;

/**
 * Puts readings where they belong, and brings the rollups of their quarter hours and days up to date. Readings may come
 * late, twice and in any order: what comes out is the same. Within one {@link Store.Work}.
 */
final class Merger {

    private final Tables tables;
    private final ZoneId zone;

    /** {@code zone}: of meters that did not say theirs. */
    Merger(Tables tables, ZoneId zone) {
        this.tables = tables;
        this.zone = zone;
    }

    /** Returns how many were new. */
    int merge(List<Reading> readings) throws SQLException, IOException {
        Map<String, NavigableMap<Long, List<Row>>> byMeter = new LinkedHashMap<>();
        for (Reading reading : readings) {
            Row row = RowBuilder.row(reading, tables);
            byMeter.computeIfAbsent(reading.meter(), unused -> new TreeMap<>())
                    .computeIfAbsent(Level.quarterOf(row.time()), unused -> new ArrayList<>())
                    .add(row);
        }
        int news = 0;
        for (Map.Entry<String, NavigableMap<Long, List<Row>>> entry : byMeter.entrySet()) {
            news += merge(meter(entry.getKey()), entry.getValue());
        }
        return news;
    }

    /** The meter of an id, which is new if need be. */
    HistoryMeter meter(String id) throws SQLException {
        Optional<HistoryMeter> known = tables.meter(id);
        if (known.isPresent()) {
            return known.get();
        }
        HistoryMeter meter = HistoryMeter.unknown(id, zone);
        tables.put(meter);
        return meter;
    }

    private int merge(HistoryMeter meter, NavigableMap<Long, List<Row>> byQuarter) throws SQLException, IOException {
        int news = 0;
        RollupPages quarters = new RollupPages(tables, meter, Level.QUARTERS);
        SortedSet<LocalDate> days = new TreeSet<>();
        for (Map.Entry<Long, List<Row>> entry : byQuarter.entrySet()) {
            long quarter = entry.getKey();
            int newOfQuarter = merge(meter, quarter, entry.getValue(), quarters);
            news += newOfQuarter;
            if (newOfQuarter > 0) {
                days.add(Level.dayOfQuarter(quarter, meter.zone()));
            }
        }
        quarters.save();
        rollUp(meter, days, quarters);
        return news;
    }

    /** Returns how many of the rows were new; where readings are gone, those that changed what is left of them. */
    private int merge(HistoryMeter meter, long quarter, List<Row> rows, RollupPages quarters)
            throws SQLException, IOException {
        List<Row> known = tables.rows(meter, Level.READINGS, quarter);
        Optional<Rollups> thinned = known.isEmpty() ? quarters.get(quarter) : Optional.empty();
        if (thinned.isPresent()) {
            int news = 0;
            for (Row row : rows) {
                Row before = thinned.get().row(quarter);
                thinned.get().addLate(row);
                news += thinned.get().row(quarter).equals(before) ? 0 : 1;
            }
            if (news > 0) {
                quarters.put(quarter, thinned.get());
            }
            return news;
        }
        Set<Row> all = new LinkedHashSet<>(known);
        if (!all.addAll(rows)) {
            return 0;
        }
        List<Row> merged =
                all.stream().sorted(Comparator.comparingLong(Row::time)).toList();
        tables.save(meter, Level.READINGS, quarter, merged);
        quarters.put(quarter, Rollups.of(merged, tables));
        return all.size() - known.size();
    }

    /** Makes the rollups of days from those of their quarter hours. */
    private void rollUp(HistoryMeter meter, SortedSet<LocalDate> days, RollupPages quarters)
            throws SQLException, IOException {
        RollupPages pages = new RollupPages(tables, meter, Level.DAYS);
        for (LocalDate day : days) {
            Rollups rollups = new Rollups(tables);
            long end = Level.start(day.plusDays(1), meter.zone());
            for (long quarter = Level.start(day, meter.zone()); quarter < end; quarter += Level.QUARTER) {
                quarters.get(quarter).ifPresent(rollups::add);
            }
            pages.put(Level.row(day), rollups);
        }
        pages.save();
    }

    /** Changes what is known of a meter; another zone has other days. */
    void describe(HistoryMeter meter) throws SQLException, IOException {
        ZoneId before = meter(meter.id()).zone();
        tables.put(meter);
        if (before.equals(meter.zone())) {
            return;
        }
        Optional<Long> first = tables.edge(meter, Level.QUARTERS, false);
        Optional<Long> last = tables.edge(meter, Level.QUARTERS, true);
        if (first.isPresent() && last.isPresent()) {
            tables.delete(meter, Level.DAYS, Long.MAX_VALUE);
            LocalDate end = Level.day(last.get()).plusDays(2);
            for (LocalDate day = Level.day(first.get()).minusDays(1); day.isBefore(end); day = day.plusDays(1)) {
                rollUp(meter, new TreeSet<>(Set.of(day)), new RollupPages(tables, meter, Level.QUARTERS));
            }
        }
    }
}
