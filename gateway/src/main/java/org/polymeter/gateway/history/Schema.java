package org.polymeter.gateway.history;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, and the steps from each version of them to the next. Steps that were released never change; a new one is
 * added at the end.
 */
final class Schema {

    private static final String BYTES = "{bytes}";

    /** One step has the statements that make a version of the one before. */
    static final List<List<String>> STEPS = List.of(List.of(
            """
            CREATE TABLE meter (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                zone TEXT NOT NULL,
                point TEXT NOT NULL,
                label TEXT NOT NULL,
                role TEXT NOT NULL,
                medium TEXT NOT NULL)""",
            "CREATE TABLE quantity (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL)",
            """
            CREATE TABLE page (
                meter INTEGER NOT NULL,
                level INTEGER NOT NULL,
                start BIGINT NOT NULL,
                data {bytes} NOT NULL,
                PRIMARY KEY (meter, level, start))""",
            """
            CREATE TABLE event (
                meter INTEGER NOT NULL,
                time BIGINT NOT NULL,
                id TEXT NOT NULL UNIQUE,
                message TEXT NOT NULL)""",
            "CREATE INDEX event_of_meter ON event (meter, time)"));

    private Schema() {}

    /** The version that this program makes and reads. */
    static int version() {
        return STEPS.size();
    }

    /** Makes the tables, or brings old ones up to date; all of it or nothing, if the connection is closed on failure. */
    static void bringUpToDate(Connection connection, Database database) throws SQLException, IOException {
        bringUpToDate(connection, database, STEPS);
    }

    static void bringUpToDate(Connection connection, Database database, List<List<String>> steps)
            throws SQLException, IOException {
        if (knownVersion(connection, database, steps) == steps.size()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(database.beginWriting());
            int version = knownVersion(connection, database, steps); // another program may have been quicker
            statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
            for (List<String> step : steps.subList(version, steps.size())) {
                for (String sql : step) {
                    statement.execute(sql.replace(BYTES, database.bytesType()));
                }
            }
            statement.execute("DELETE FROM schema_version");
            statement.execute("INSERT INTO schema_version VALUES (" + steps.size() + ")");
            statement.execute("COMMIT");
        }
    }

    /** Whether these are the tables that this program reads; changes nothing. */
    static void check(Connection connection, Database database) throws SQLException, IOException {
        int version = knownVersion(connection, database, STEPS);
        if (version < STEPS.size()) {
            throw new IOException(database.describe() + " is of an older Polymeter: its tables are of version "
                    + version + ", and " + STEPS.size() + " is read here; 'polymeter run' brings them up to date");
        }
    }

    /** The version of the tables that are there; 0 if there are none. */
    private static int knownVersion(Connection connection, Database database, List<List<String>> steps)
            throws SQLException, IOException {
        int version = version(connection);
        if (version > steps.size()) {
            throw new IOException(database.describe() + " was made by a newer Polymeter: its tables are of version "
                    + version + ", this program knows " + steps.size());
        }
        return version;
    }

    private static int version(Connection connection) throws SQLException {
        try (ResultSet table =
                connection.getMetaData().getTables(null, connection.getSchema(), "schema_version", null)) {
            if (!table.next()) {
                return 0;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet versions = statement.executeQuery("SELECT version FROM schema_version")) {
            return versions.next() ? versions.getInt(1) : 0;
        }
    }
}
