package org.polymeter.gateway.history;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rollups of one meter that are being changed: read when they are asked for, written together. */
final class RollupPages {

    private final Tables tables;
    private final HistoryMeter meter;
    private final Level level;
    private final Map<Long, SortedMap<Long, Row>> pages = new TreeMap<>();
    private final Set<Long> changed = new HashSet<>();

    RollupPages(Tables tables, HistoryMeter meter, Level level) {
        this.tables = tables;
        this.meter = meter;
        this.level = level;
    }

    /** {@code start}: of the quarter hour; of a day, its row. */
    Optional<Rollups> get(long start) throws SQLException, IOException {
        return Optional.ofNullable(page(start).get(start)).map(row -> Rollups.of(row, tables));
    }

    void put(long start, Rollups rollups) throws SQLException, IOException {
        SortedMap<Long, Row> page = page(start);
        Row row = rollups.row(start);
        if (row.size() > 0) {
            page.put(start, row);
            changed.add(pageOf(start));
        }
    }

    void save() throws SQLException {
        for (long page : changed) {
            tables.save(
                    meter,
                    level,
                    page,
                    List.copyOf(pages.getOrDefault(page, new TreeMap<>()).values()));
        }
        changed.clear();
    }

    private SortedMap<Long, Row> page(long start) throws SQLException, IOException {
        long page = pageOf(start);
        SortedMap<Long, Row> known = pages.get(page);
        if (known != null) {
            return known;
        }
        SortedMap<Long, Row> rows = new TreeMap<>();
        tables.rows(meter, level, page).forEach(row -> rows.put(row.time(), row));
        pages.put(page, rows);
        return rows;
    }

    private long pageOf(long start) {
        return level == Level.DAYS ? Level.pageOfDay(Level.day(start)) : Level.pageOfQuarter(start);
    }
}
