package org.polymeter.gateway.history;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.gateway.history.Rollup.Register;
import org.polymeter.gateway.history.Series.Part;
import org.polymeter.gateway.history.Series.Value;

/** Reads one meter's history. Within one {@link Store.Work}. */
final class SeriesReader {

    /** Pages that are searched for what a register stood at before a range; then those of days, ten years. */
    private static final int PAGES_BACK = 8;

    private static final int MONTHS_BACK = 120;

    private final Tables tables;
    private final HistoryMeter meter;

    SeriesReader(Tables tables, HistoryMeter meter) {
        this.tables = tables;
        this.meter = meter;
    }

    /** Values as received, later than a time and until another inclusive; by quantity. */
    List<Series> values(List<String> names, Instant from, Instant to) throws SQLException, IOException {
        Map<Integer, List<Value>> values = new TreeMap<>();
        keys(names).forEach(key -> values.put(key, new ArrayList<>()));
        long first = Math.floorDiv(from.toEpochMilli(), Level.QUARTER) * Level.QUARTER;
        long last = Level.quarterOf(to.toEpochMilli());
        for (Tables.Page page : tables.pages(meter, Level.READINGS, first, last, values::containsKey)) {
            for (Row row : page.rows()) {
                Instant time = Instant.ofEpochMilli(row.time());
                if (time.isAfter(from) && !time.isAfter(to)) {
                    add(row, time, values);
                }
            }
        }
        List<Series> series = new ArrayList<>();
        values.forEach((key, found) -> series.add(series(key, found, List.of())));
        return series;
    }

    private static void add(Row row, Instant time, Map<Integer, List<Value>> values) {
        for (int i = 0; i < row.size(); i++) {
            String text = row.text(i);
            Value value = new Value(time, text == null ? row.number(i).toPlainString() : text);
            values.getOrDefault(row.key(i), new ArrayList<>()).add(value);
        }
    }

    /**
     * Rollups and usages of the parts between bounds.
     *
     * @param bounds in order; at ends of quarter hours, and for {@link Level#DAYS} of the meter's days
     */
    List<Series> parts(List<String> names, Level level, List<Instant> bounds) throws SQLException, IOException {
        List<Integer> keys = keys(names);
        NavigableMap<Instant, Rollups> rollups = rollups(keys, level, bounds.getFirst(), bounds.getLast());
        List<Series> series = new ArrayList<>();
        for (int key : keys) {
            series.add(series(key, List.of(), parts(key, bounds, rollups)));
        }
        return series;
    }

    private List<Part> parts(int key, List<Instant> bounds, NavigableMap<Instant, Rollups> rollups) {
        TreeMap<Instant, Rollup> own = new TreeMap<>();
        rollups.forEach((start, all) ->
                Optional.ofNullable(all.byQuantity().get(key)).ifPresent(rollup -> own.put(start, rollup)));
        RegisterLine line = new RegisterLine(registers(own.values()), tables.kind(key) == Kind.NET);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i + 1 < bounds.size(); i++) {
            Instant from = bounds.get(i);
            Instant to = bounds.get(i + 1);
            Rollups joined = new Rollups(tables);
            own.subMap(from, to).values().forEach(rollup -> joined.add(key, rollup));
            Part part =
                    new Part(from, to, Optional.ofNullable(joined.byQuantity().get(key)), line.usage(from, to));
            if (part.rollup().isPresent() || part.usage().isPresent()) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static List<Register> registers(Collection<Rollup> rollups) {
        return rollups.stream()
                .filter(Register.class::isInstance)
                .map(Register.class::cast)
                .toList();
    }

    /** By when they begin: those of the range, the one after it, and before it the last of each quantity. */
    private NavigableMap<Instant, Rollups> rollups(List<Integer> keys, Level level, Instant from, Instant to)
            throws SQLException, IOException {
        IntPredicate wanted = cell -> keys.contains(Rollups.quantity(cell));
        TreeMap<Instant, Rollups> rollups = new TreeMap<>();
        long first = page(level, from);
        for (Tables.Page page : tables.pages(meter, level, first, page(level, to), wanted)) {
            add(page, level, rollups);
        }
        List<Integer> missing =
                new ArrayList<>(keys.stream().filter(this::isRegister).toList());
        rollups.headMap(from)
                .values()
                .forEach(all -> missing.removeAll(all.byQuantity().keySet()));
        first = addBefore(level, first, missing, wanted, rollups);
        if (level == Level.QUARTERS) {
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(first), meter.zone());
            addDaysBefore(day, missing, wanted, rollups);
        }
        return rollups;
    }

    private boolean isRegister(int key) {
        return tables.kind(key) == Kind.COUNTER || tables.kind(key) == Kind.NET;
    }

    /** Adds pages of before a time until nothing is missing; returns when the first of them starts. */
    private long addBefore(
            Level level, long before, List<Integer> missing, IntPredicate wanted, Map<Instant, Rollups> rollups)
            throws SQLException, IOException {
        long first = before;
        for (int pages = 0; !missing.isEmpty() && pages < (level == Level.DAYS ? MONTHS_BACK : PAGES_BACK); pages++) {
            List<Tables.Page> page = tables.pagesBefore(meter, level, first, 1, wanted);
            if (page.isEmpty()) {
                break;
            }
            first = page.getFirst().start();
            Map<Instant, Rollups> found = new TreeMap<>();
            add(page.getFirst(), level, found);
            found.values().forEach(all -> missing.removeAll(all.byQuantity().keySet()));
            rollups.putAll(found);
        }
        return first;
    }

    /** A register that was silent for long is found sooner where a page has a month: in days, of which the last counts. */
    private void addDaysBefore(LocalDate day, List<Integer> missing, IntPredicate wanted, Map<Instant, Rollups> rollups)
            throws SQLException, IOException {
        Map<Instant, Rollups> days = new TreeMap<>();
        Instant end = Instant.ofEpochMilli(Level.start(day, meter.zone()));
        for (Tables.Page page : tables.pages(meter, Level.DAYS, Level.pageOfDay(day), Level.pageOfDay(day), wanted)) {
            add(page, Level.DAYS, days);
        }
        days.keySet().removeIf(start -> !start.isBefore(end));
        days.values().forEach(all -> missing.removeAll(all.byQuantity().keySet()));
        addBefore(Level.DAYS, Level.pageOfDay(day), missing, wanted, days);
        rollups.putAll(days);
    }

    private void add(Tables.Page page, Level level, Map<Instant, Rollups> rollups) {
        for (Row row : page.rows()) {
            rollups.put(start(level, row.time()), Rollups.of(row, tables));
        }
    }

    /** When what a row stands for begins. */
    private Instant start(Level level, long row) {
        return Instant.ofEpochMilli(level == Level.DAYS ? Level.start(Level.day(row), meter.zone()) : row);
    }

    /** The page of the quarter hour or day that begins at or before a time. */
    private long page(Level level, Instant time) {
        return level == Level.DAYS
                ? Level.pageOfDay(LocalDate.ofInstant(time, meter.zone()))
                : Level.pageOfQuarter(time.toEpochMilli());
    }

    private List<Integer> keys(List<String> names) {
        return names.stream()
                .map(tables::key)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private Series series(int key, List<Value> values, List<Part> parts) {
        return new Series(meter.id(), tables.name(key), tables.kind(key), values, parts);
    }
}
