package org.polymeter.gateway.history;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of the history, over one connection. Whoever wants something hands in the work, which is one transaction;
 * one work at a time, and one that changes something at a time in all programs that share the database. A connection that
 * has failed is given up, and the next work opens another.
 */
final class Store implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    /** A work that takes longer is cut off when the gateway stops: its server says nothing. */
    private static final long LONGEST_FAREWELL_SECONDS = 2;

    /** What is done in one transaction. */
    interface Work<T> {
        T with(Tables tables) throws SQLException, IOException;
    }

    /** What may be done with the tables. */
    enum Access {
        READ,
        WRITE
    }

    private final Database database;
    private final Access access;

    /** Fair: who reads years in many works lets others in between. */
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Between two works it has no transaction. Changed under the lock; {@link #close} may cut it off without. */
    private volatile @Nullable Connection connection;

    Store(Database database, Access access) {
        this.database = database;
        this.access = access;
    }

    /**
     * Does a work that may change something, all of it or nothing.
     *
     * @throws IOException if it cannot be done now; words for people
     */
    <T> T call(Work<T> work) throws IOException {
        return inTransaction(database.beginWriting(), work, "COMMIT");
    }

    /**
     * Does a work, and undoes what it has changed.
     *
     * @throws IOException if it cannot be done now; words for people
     */
    <T> T suppose(Work<T> work) throws IOException {
        return inTransaction(database.beginWriting(), work, "ROLLBACK");
    }

    /**
     * Does a work that changes nothing.
     *
     * @throws IOException if it cannot be done now; words for people
     */
    <T> T read(Work<T> work) throws IOException {
        return inTransaction(database.beginReading(), work, "COMMIT");
    }

    private <T> T inTransaction(String begin, Work<T> work, String end) throws IOException {
        lock.lock();
        try {
            Connection begun = begin(begin);
            T result = work.with(new Tables(begun, database));
            execute(begun, end);
            return result;
        } catch (SQLException e) {
            giveUp();
            throw new IOException("history in " + database.describe() + ": " + database.words(e), e);
        } catch (IOException | RuntimeException e) {
            giveUp();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        if (!awaitEnd()) {
            cutOff();
            return;
        }
        try {
            giveUp();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitEnd() {
        try {
            return lock.tryLock(LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A server that was started anew has lost our connection, and minds no other one. */
    private Connection begin(String sql) throws SQLException, IOException {
        Connection kept = connection;
        if (kept != null) {
            try {
                execute(kept, sql);
                return kept;
            } catch (SQLException e) {
                LOG.debug("history: connecting again", e);
                giveUp();
            }
        }
        Connection opened = access == Access.WRITE ? database.connect() : database.connectToRead();
        connection = opened;
        if (access == Access.WRITE) {
            Schema.bringUpToDate(opened, database);
        } else {
            Schema.check(opened, database);
        }
        execute(opened, sql);
        return opened;
    }

    private void giveUp() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                LOG.debug("history: cannot close a connection", e);
            }
        }
    }

    private void cutOff() {
        Connection silent = connection;
        if (silent != null) {
            try {
                silent.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("history: cannot cut off a connection", e);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
