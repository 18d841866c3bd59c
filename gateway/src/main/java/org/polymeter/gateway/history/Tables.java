package org.polymeter.gateway.history;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Quantity.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All SQL of the history, for one {@link Store.Work}: meters and quantities are those that are there when it begins,
 * because other programs may add some.
 */
final class Tables implements Quantities {

    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

    /** A page: where it is, and its rows. */
    record Page(long start, List<Row> rows) {}

    /** Levels from here on are those of damaged pages. */
    private static final int ASIDE = 100;

    private final Connection connection;
    private final Database database;
    private final Map<String, HistoryMeter> meters = new LinkedHashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> quantities = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();

    Tables(Connection connection, Database database) throws SQLException {
        this.connection = connection;
        this.database = database;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT id, name, zone, point, label, role, medium FROM meter ORDER BY id")) {
                while (rows.next()) {
                    ids.put(rows.getString(2), rows.getInt(1));
                    meters.put(
                            rows.getString(2),
                            new HistoryMeter(
                                    rows.getString(2),
                                    ZoneId.of(rows.getString(3)),
                                    rows.getString(4),
                                    rows.getString(5),
                                    rows.getString(6),
                                    rows.getString(7)));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT id, name, kind FROM quantity ORDER BY id")) {
                while (rows.next()) {
                    remember(rows.getInt(1), rows.getString(2), Kind.valueOf(rows.getString(3)));
                }
            }
        }
    }

    /** All quantities that any meter ever had, by name. */
    Map<String, Kind> quantities() {
        Map<String, Kind> all = new TreeMap<>();
        quantities.forEach((name, key) -> all.put(name, kinds.get(key)));
        return all;
    }

    List<HistoryMeter> meters() {
        return List.copyOf(meters.values());
    }

    Optional<HistoryMeter> meter(String id) {
        return Optional.ofNullable(meters.get(id));
    }

    /** Adds a meter, or changes what is known of it. */
    void put(HistoryMeter meter) throws SQLException {
        if (meter.equals(meters.get(meter.id()))) {
            return;
        }
        int id = ids.computeIfAbsent(meter.id(), unused -> ids.values().stream().reduce(0, Math::max) + 1);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO meter (id, name, zone, point, label, role, medium) VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET zone = excluded.zone, point = excluded.point,"
                        + " label = excluded.label, role = excluded.role, medium = excluded.medium")) {
            insert.setInt(1, id);
            insert.setString(2, text(meter.id()));
            insert.setString(3, meter.zone().getId());
            insert.setString(4, text(meter.point()));
            insert.setString(5, text(meter.name()));
            insert.setString(6, text(meter.role()));
            insert.setString(7, text(meter.medium()));
            insert.executeUpdate();
        }
        meters.put(meter.id(), meter);
    }

    private int number(HistoryMeter meter) {
        Integer number = ids.get(meter.id());
        if (number == null) {
            throw new IllegalArgumentException("there is no meter " + meter.id());
        }
        return number;
    }

    @Override
    public int key(Quantity quantity) throws SQLException {
        Integer known = quantities.get(quantity.name());
        if (known != null) {
            return known;
        }
        int id = Math.max(1, names.size());
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO quantity (id, name, kind) VALUES (?, ?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, quantity.name());
            insert.setString(3, quantity.kind().name());
            insert.executeUpdate();
        }
        remember(id, quantity.name(), quantity.kind());
        return id;
    }

    @Override
    public Optional<Integer> key(String name) {
        return Optional.ofNullable(quantities.get(name));
    }

    @Override
    public String name(int key) {
        return names.get(key);
    }

    @Override
    public Kind kind(int key) {
        return kinds.get(key);
    }

    /** The rows of a page that is to be changed; none if there is no such page. A damaged one is set aside. */
    List<Row> rows(HistoryMeter meter, Level level, long start) throws SQLException, IOException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT data FROM page WHERE meter = ? AND level = ? AND start = ?")) {
            locate(select, meter, level, start);
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? PageFormat.rows(found.getBytes(1), key -> true) : List.of();
            }
        } catch (DamagedPageException e) {
            LOG.warn("history: a page of meter {} is damaged and set aside; what comes now begins anew", meter.id(), e);
            setAside(meter, level, start);
            return List.of();
        }
    }

    /** Keeps a page for whoever wants to look, and out of the way. The last one of a place stays. */
    private void setAside(HistoryMeter meter, Level level, long start) throws SQLException {
        for (String sql : List.of( // it may be the second time
                "DELETE FROM page WHERE meter = ? AND level - " + ASIDE + " = ? AND start = ?",
                "UPDATE page SET level = level + " + ASIDE + " WHERE meter = ? AND level = ? AND start = ?")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                locate(statement, meter, level, start);
                statement.executeUpdate();
            }
        }
    }

    private void locate(PreparedStatement statement, HistoryMeter meter, Level level, long start) throws SQLException {
        statement.setInt(1, number(meter));
        statement.setInt(2, level.number());
        statement.setLong(3, start);
    }

    /** The pages that start at {@code from} at the earliest and at {@code to} at the latest, in order. */
    List<Page> pages(HistoryMeter meter, Level level, long from, long to, IntPredicate wanted)
            throws SQLException, IOException {
        return pages("start >= ? AND start <= ? ORDER BY start", meter, level, from, to, wanted);
    }

    /** The last pages that start before a time, the very last one first. */
    List<Page> pagesBefore(HistoryMeter meter, Level level, long before, int most, IntPredicate wanted)
            throws SQLException, IOException {
        return pages(
                "start >= ? AND start < ? ORDER BY start DESC LIMIT " + most,
                meter,
                level,
                Long.MIN_VALUE,
                before,
                wanted);
    }

    private List<Page> pages(String which, HistoryMeter meter, Level level, long one, long other, IntPredicate wanted)
            throws SQLException, IOException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT start, data FROM page WHERE meter = ? AND level = ? AND " + which)) {
            select.setInt(1, number(meter));
            select.setInt(2, level.number());
            select.setLong(3, one);
            select.setLong(4, other);
            List<Page> pages = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    add(found.getLong(1), found.getBytes(2), wanted, pages);
                }
            }
            return pages;
        }
    }

    private static void add(long start, byte[] page, IntPredicate wanted, List<Page> pages) throws IOException {
        try {
            pages.add(new Page(start, PageFormat.rows(page, wanted)));
        } catch (DamagedPageException e) {
            LOG.warn("history: a page is damaged and passed over", e);
        }
    }

    /** The start of the first page that starts at a time or later. */
    Optional<Long> next(HistoryMeter meter, Level level, long from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT MIN(start) FROM page WHERE meter = ? AND level = ? AND start >= ?")) {
            select.setInt(1, number(meter));
            select.setInt(2, level.number());
            select.setLong(3, from);
            return start(select);
        }
    }

    /** The start of the first page of a meter, or of the last. */
    Optional<Long> edge(HistoryMeter meter, Level level, boolean last) throws SQLException {
        String which = last ? "MAX" : "MIN";
        try (PreparedStatement select =
                connection.prepareStatement("SELECT " + which + "(start) FROM page WHERE meter = ? AND level = ?")) {
            select.setInt(1, number(meter));
            select.setInt(2, level.number());
            return start(select);
        }
    }

    private static Optional<Long> start(PreparedStatement select) throws SQLException {
        try (ResultSet found = select.executeQuery()) {
            long start = found.next() ? found.getLong(1) : 0;
            return found.wasNull() ? Optional.empty() : Optional.of(start);
        }
    }

    void save(HistoryMeter meter, Level level, long start, List<Row> rows) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO page (meter, level, start, data) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (meter, level, start) DO UPDATE SET data = excluded.data")) {
            insert.setInt(1, number(meter));
            insert.setInt(2, level.number());
            insert.setLong(3, start);
            insert.setBytes(4, PageFormat.bytes(rows));
            insert.executeUpdate();
        }
    }

    /** Deletes pages that start before a time; returns how many. */
    int delete(HistoryMeter meter, Level level, long before) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM page WHERE meter = ? AND level = ? AND start < ?")) {
            delete.setInt(1, number(meter));
            delete.setInt(2, level.number());
            delete.setLong(3, before);
            return delete.executeUpdate();
        }
    }

    /** Adds an event, once. */
    void addEvent(HistoryMeter meter, long time, String id, String message) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO event (meter, time, id, message) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")) {
            insert.setInt(1, number(meter));
            insert.setLong(2, time);
            insert.setString(3, text(id));
            insert.setString(4, text(message));
            insert.executeUpdate();
        }
    }

    /** Events of a meter as the profile writes them, from a time on and before another: the last ones, newest first. */
    List<String> events(HistoryMeter meter, long from, long to, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT message FROM event"
                + " WHERE meter = ? AND time >= ? AND time < ? ORDER BY time DESC, id DESC LIMIT " + most)) {
            select.setInt(1, number(meter));
            select.setLong(2, from);
            select.setLong(3, to);
            List<String> events = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    events.add(found.getString(1));
                }
            }
            return events;
        }
    }

    /** Gives room back to the disk, as far as it is cheap. */
    void shrink() throws SQLException {
        database.shrink(connection);
    }

    /** Bytes that are in use. */
    long size() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery(database.sizeQuery())) {
            return size.next() ? size.getLong(1) : 0;
        }
    }

    /** Without what PostgreSQL cannot hold; SQLite keeps to the same. */
    private static String text(String text) {
        return text.replace("\0", "");
    }

    private void remember(int id, String name, Kind kind) {
        while (names.size() <= id) {
            names.add("");
            kinds.add(Kind.TEXT);
        }
        quantities.put(name, id);
        names.set(id, name);
        kinds.set(id, kind);
    }
}
