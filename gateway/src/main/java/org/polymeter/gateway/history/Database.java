package org.polymeter.gateway.history;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Where the history is, and what is different there: all else is the same SQL. */
public sealed interface Database {

    /** Words for people, without passwords. */
    String describe();

    /** A new connection. */
    Connection connect() throws IOException, SQLException;

    /** A new connection that cannot write, to a database that is there already. */
    Connection connectToRead() throws IOException, SQLException;

    /** Begins a transaction that changes nothing, and sees one moment. */
    String beginReading();

    /** Begins a transaction that may change something, as soon as no other one does, of whatever program. */
    String beginWriting();

    /** What went wrong and what to do about it, in words for people. */
    String words(SQLException exception);

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
        private static final long PAUSE_NANOS = 10_000_000;

        /** SQLITE_BUSY, of the result codes of SQLite. */
        private static final int BUSY = 5;

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
                createFile();
            }
            Connection connection = connection("org.sqlite.JDBC", "jdbc:sqlite:" + file, new Properties());
            // A commit is on the medium when it returns, for then the journal gives the readings up.
            for (String pragma : List.of(
                    "busy_timeout = " + BUSY_MILLIS,
                    "auto_vacuum = INCREMENTAL",
                    "journal_mode = WAL",
                    "synchronous = FULL",
                    "cache_size = -2000",
                    "temp_store = MEMORY")) {
                patiently(connection, "PRAGMA " + pragma);
            }
            return connection;
        }

        /** Of two that open a new file at once, SQLite refuses one without waiting, whatever its timeout. */
        private static void patiently(Connection connection, String sql) throws SQLException {
            long begin = System.nanoTime();
            while (true) {
                try {
                    execute(connection, sql);
                    return;
                } catch (SQLException e) {
                    boolean isBusy = e.getErrorCode() == BUSY;
                    if (!isBusy || System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(BUSY_MILLIS)) {
                        throw e;
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }

        /** Readable for its owner alone: it holds serial numbers. */
        private void createFile() throws IOException {
            try {
                Files.createFile(file);
            } catch (FileAlreadyExistsException e) {
                return; // another program was quicker
            }
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
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
            return connection("org.sqlite.JDBC", "jdbc:sqlite:" + file, properties);
        }

        @Override
        public String beginReading() {
            return "BEGIN";
        }

        @Override
        public String beginWriting() {
            return "BEGIN IMMEDIATE"; // to begin with reading may be too late for writing
        }

        @Override
        public String words(SQLException exception) {
            return firstLine(exception);
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

        private static final String CONNECT_SECONDS = "10";

        /** A server that says nothing for so long is given up. */
        private static final String SILENT_SECONDS = "60";

        /** Of {@code pg_advisory_xact_lock}: "poly" in ASCII. There are no tables yet when it is needed first. */
        private static final int WRITER = 0x706F6C79;

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
            properties.setProperty("connectTimeout", CONNECT_SECONDS);
            properties.setProperty("loginTimeout", CONNECT_SECONDS);
            properties.setProperty("socketTimeout", SILENT_SECONDS);
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "Polymeter");
            Connection connection = connection("org.postgresql.Driver", url, properties);
            String encoding = encoding(connection);
            if (!encoding.equals("UTF8")) {
                connection.close();
                throw new SQLException("its encoding is " + encoding + ", which cannot hold every text; make it anew:"
                        + " CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0");
            }
            return connection;
        }

        private static String encoding(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
                return encoding.next() ? encoding.getString(1) : "";
            }
        }

        @Override
        public String beginReading() {
            return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        }

        /** A gateway that has vanished in the middle does not hold up the others for longer than a minute. */
        @Override
        public String beginWriting() {
            return "BEGIN; SET LOCAL lock_timeout = '20s'; SET LOCAL idle_in_transaction_session_timeout = '60s';"
                    + " SELECT pg_advisory_xact_lock(" + WRITER + ")";
        }

        @Override
        public String words(SQLException exception) {
            return PostgresWords.of(exception, this);
        }

        @Override
        public Connection connectToRead() throws SQLException {
            Connection connection = connect();
            execute(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
            return connection;
        }

        @Override
        public String bytesType() {
            return "BYTEA";
        }

        /** Of what there is: the server's files stay as large as they were when readings are given up. */
        @Override
        public String sizeQuery() {
            return "SELECT (SELECT COALESCE(SUM(pg_column_size(page)), 0) FROM page)"
                    + " + (SELECT COALESCE(SUM(pg_column_size(event)), 0) FROM event)";
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

    /** Asks one driver by its name: {@link java.sql.DriverManager} would load all of them. */
    private static Connection connection(String driver, String url, Properties properties) throws SQLException {
        try {
            Driver one = Class.forName(driver)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
            Connection connection = one.connect(url, properties);
            if (connection == null) {
                throw new SQLException("this is no address that " + driver + " knows");
            }
            return connection;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(driver + " is missing in this program", e);
        }
    }

    /** Drivers add hints and positions in further lines. */
    static String firstLine(SQLException exception) {
        String message = String.valueOf(exception.getMessage()).strip();
        return message.lines().findFirst().orElse("no reason given");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
