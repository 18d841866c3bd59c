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
    private static final List<List<String>> STEPS = List.of(List.of(
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

    /** Makes the tables, or brings old ones up to date; all of it or nothing. */
    static void bringUpToDate(Connection connection, Database database) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
            int version = version(statement);
            refuseNewer(version, database);
            for (List<String> step : STEPS.subList(version, STEPS.size())) {
                for (String sql : step) {
                    statement.execute(sql.replace(BYTES, database.bytesType()));
                }
            }
            if (version < STEPS.size()) {
                statement.execute("DELETE FROM schema_version");
                statement.execute("INSERT INTO schema_version VALUES (" + STEPS.size() + ")");
            }
        }
    }

    /** Whether these are the tables that this program reads; changes nothing. */
    static void check(Connection connection, Database database) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            int version = version(statement);
            refuseNewer(version, database);
            if (version < STEPS.size()) {
                throw new IOException(database.describe() + " is of an older Polymeter: its tables are of version "
                        + version + ", and " + STEPS.size() + " is read here; 'polymeter run' brings them up to date");
            }
        }
    }

    private static void refuseNewer(int version, Database database) throws IOException {
        if (version > STEPS.size()) {
            throw new IOException(database.describe() + " was made by a newer Polymeter: its tables are of version "
                    + version + ", this program knows " + STEPS.size());
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet versions = statement.executeQuery("SELECT version FROM schema_version")) {
            return versions.next() ? versions.getInt(1) : 0;
        }
    }
}
