package org.polymeter.bench.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.polymeter.codec.reading.Reading;

/** The obvious alternative: a row for each value, in the same database. */
final class PlainTable implements AutoCloseable {

    private static final long METER = 1;

    /** Two ways to find a value by meter, quantity and time. */
    enum Shape {
        INDEXED(
                "and an index",
                ")",
                "CREATE UNIQUE INDEX IF NOT EXISTS value_by_time ON value (meter, quantity, time)"),
        CLUSTERED("clustered", ", PRIMARY KEY (meter, quantity, time)) WITHOUT ROWID", "");

        private final String words;
        private final String tableEnd;
        private final String index;

        Shape(String words, String tableEnd, String index) {
            this.words = words;
            this.tableEnd = tableEnd;
            this.index = index;
        }

        String words() {
            return words;
        }
    }

    private final Connection connection;
    private final Map<String, Integer> quantities = new HashMap<>();

    private PlainTable(Connection connection) {
        this.connection = connection;
    }

    /** One in a file, new if there is none. {@code synced}: whether a commit waits for the medium. */
    static PlainTable open(Path file, Shape shape, boolean synced) throws SQLException {
        PlainTable table = new PlainTable(DriverManager.getConnection("jdbc:sqlite:" + file));
        table.execute("PRAGMA journal_mode = WAL");
        table.execute("PRAGMA synchronous = " + (synced ? "FULL" : "OFF"));
        table.execute("PRAGMA cache_size = -2000");
        table.execute("CREATE TABLE IF NOT EXISTS value (meter INTEGER NOT NULL, quantity INTEGER NOT NULL,"
                + " time INTEGER NOT NULL, value REAL NOT NULL" + shape.tableEnd);
        if (!shape.index.isEmpty()) {
            table.execute(shape.index);
        }
        table.connection.setAutoCommit(false);
        return table;
    }

    /** All values of some readings, in one transaction. */
    void add(List<Reading> readings) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO value VALUES (?, ?, ?, ?)")) {
            for (Reading reading : readings) {
                insert.setLong(1, METER);
                insert.setLong(3, reading.time().getEpochSecond());
                for (int i = 0; i < reading.size(); i++) {
                    insert.setInt(2, key(reading.quantity(i).name()));
                    insert.setDouble(4, Double.parseDouble(reading.plain(i)));
                    insert.executeUpdate();
                }
            }
        }
        connection.commit();
    }

    /**
     * Count, least, mean and greatest value of each part of a range; returns how many parts.
     *
     * @param part how long one is
     */
    int parts(List<String> names, Instant from, Instant to, Duration part) throws SQLException {
        int parts = 0;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT (time - 1 - ?4) / ?5, count(*), min(value), avg(value), max(value) FROM value"
                        + " WHERE meter = ?1 AND quantity = ?2 AND time > ?4 AND time <= ?3 GROUP BY 1 ORDER BY 1")) {
            for (String name : names) {
                bind(select, name, from, to);
                select.setLong(5, part.toSeconds());
                parts += count(select);
            }
        }
        return parts;
    }

    /** Each value of a range. */
    int values(List<String> names, Instant from, Instant to) throws SQLException {
        int values = 0;
        try (PreparedStatement select = connection.prepareStatement("SELECT time, value FROM value"
                + " WHERE meter = ?1 AND quantity = ?2 AND time > ?4 AND time <= ?3 ORDER BY time")) {
            for (String name : names) {
                bind(select, name, from, to);
                values += count(select);
            }
        }
        return values;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void bind(PreparedStatement select, String name, Instant from, Instant to) throws SQLException {
        select.setLong(1, METER);
        select.setInt(2, key(name));
        select.setLong(3, to.getEpochSecond());
        select.setLong(4, from.getEpochSecond());
    }

    private static int count(PreparedStatement select) throws SQLException {
        int count = 0;
        double sum = 0;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                sum += rows.getDouble(2);
                count++;
            }
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("so that nothing of it can be left out");
        }
        return count;
    }

    private int key(String name) {
        return quantities.computeIfAbsent(name, unused -> quantities.size() + 1);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
