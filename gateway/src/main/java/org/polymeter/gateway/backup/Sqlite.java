package org.polymeter.gateway.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** Databases of SQLite, which must not be copied byte by byte while somebody writes. */
final class Sqlite {

    private static final byte[] MARK = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** Whoever writes holds its lock for less. */
    private static final int PATIENCE_MILLIS = 30_000;

    private Sqlite() {}

    /** Whether it is one; a young one may be in its log yet. */
    static boolean isDatabase(Path file) throws IOException {
        if (Files.exists(file.resolveSibling(file.getFileName() + "-wal"))) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MARK.length), MARK);
        }
    }

    /** Copies a database as it is at one moment, without holding up whoever writes; {@code copy} must not exist. */
    static void copy(Path database, Path copy) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
            statement.execute("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
        } catch (SQLException e) {
            throw new IOException("cannot copy " + database + ": " + e.getMessage(), e);
        }
    }
}
