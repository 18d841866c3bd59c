package org.polymeter.gateway.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;

/** Where the history is, and what is different there: all else is the same SQL. */
public sealed interface Database {

    /** Words for people, without passwords. */
    String describe();

    /** A new connection. */
    Connection connect() throws IOException, SQLException;

    /** A new connection that cannot write, to a database that is there already. */
    Connection connectToRead() throws IOException, SQLException;

    /** The type of bytes. */
    String bytesType();

    /** Bytes on disk that are in use. */
    String sizeQuery();

    /** Bytes that are free where it is; empty if that is not ours to know. */
    OptionalLong room() throws IOException;

    /** Gives room that was freed back to the system, as far as it is cheap. */
    void shrink(Connection connection) throws SQLException;

    /** A file of this program's own; it needs nobody to look after it. */
    record Sqlite(Path file) implements Database {

        private static final int BUSY_MILLIS = 5_000;

        /** SQLITE_OPEN_READONLY. */
        private static final String READ_ONLY = "1";

        @Override
        public String describe() {
            return file.toString();
        }

        @Override
        public Connection connect() throws IOException, SQLException {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!Files.exists(file)) {
                Files.createFile(file);
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")); // serial numbers
                }
            }
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            // A commit is on the medium when it returns, for then the journal gives the readings up.
            for (String pragma : List.of(
                    "busy_timeout = " + BUSY_MILLIS,
                    "auto_vacuum = INCREMENTAL",
                    "journal_mode = WAL",
                    "synchronous = FULL",
                    "cache_size = -2000",
                    "temp_store = MEMORY")) {
                execute(connection, "PRAGMA " + pragma);
            }
            return connection;
        }

        @Override
        public Connection connectToRead() throws IOException, SQLException {
            if (!Files.isReadable(file)) {
                throw new IOException(
                        Files.exists(file)
                                ? "may not read " + file + ": it belongs to whom the gateway runs as"
                                : "there is no history in " + file);
            }
            Properties properties = new Properties();
            properties.setProperty("open_mode", READ_ONLY);
            properties.setProperty("busy_timeout", "" + BUSY_MILLIS);
            return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
        }

        @Override
        public String bytesType() {
            return "BLOB";
        }

        @Override
        public String sizeQuery() {
            return "SELECT (page_count - freelist_count) * page_size"
                    + " FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()";
        }

        @Override
        public OptionalLong room() throws IOException {
            return OptionalLong.of(Files.getFileStore(file.toAbsolutePath()).getUsableSpace());
        }

        @Override
        public void shrink(Connection connection) throws SQLException {
            execute(connection, "PRAGMA incremental_vacuum(1000)");
        }
    }

    /**
     * A server that somebody looks after.
     *
     * @param url {@code jdbc:postgresql://host/database}
     */
    record Postgres(String url, String user, String password) implements Database {

        @Override
        public String describe() {
            return url.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "");
        }

        @Override
        public Connection connect() throws SQLException {
            Properties properties = new Properties();
            properties.setProperty("user", user);
            if (!password.isEmpty()) {
                properties.setProperty("password", password);
            }
            properties.setProperty("connectTimeout", "10");
            properties.setProperty("socketTimeout", "60");
            properties.setProperty("ApplicationName", "Polymeter");
            return DriverManager.getConnection(url, properties);
        }

        @Override
        public Connection connectToRead() throws SQLException {
            Connection connection = connect();
            connection.setReadOnly(true);
            return connection;
        }

        @Override
        public String bytesType() {
            return "BYTEA";
        }

        @Override
        public String sizeQuery() {
            return "SELECT pg_total_relation_size('page') + pg_total_relation_size('event')";
        }

        @Override
        public OptionalLong room() {
            return OptionalLong.empty();
        }

        @Override
        public void shrink(Connection connection) {
            // the server does
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
