package org.polymeter.gateway.history;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the history, over one connection. Whoever wants something hands in the work, which is one transaction;
 * one work at a time. A connection that has failed is given up, and the next work opens another.
 */
final class Store implements AutoCloseable {

    /** What is done in one transaction. */
    interface Work<T> {
        T with(Tables tables) throws SQLException, IOException;
    }

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Tables tables;

    Store(Database database) {
        this.database = database;
    }

    /**
     * Does the work, all of it or nothing.
     *
     * @throws IOException if it cannot be done now; words for people
     */
    <T> T call(Work<T> work) throws IOException {
        return call(work, true);
    }

    /** Does the work and leaves nothing of what it writes: only the work itself has seen that. */
    <T> T tryOut(Work<T> work) throws IOException {
        return call(work, false);
    }

    private <T> T call(Work<T> work, boolean lasting) throws IOException {
        lock.lock();
        try {
            Tables open = open();
            T result = work.with(open);
            if (lasting) {
                open.connection().commit();
            } else {
                open.connection().rollback();
                tables = new Tables(open.connection(), database); // it knows what is there no longer
            }
            return result;
        } catch (SQLException e) {
            giveUp();
            throw new IOException("history in " + database.describe() + ": " + words(e), e);
        } catch (IOException | RuntimeException e) {
            giveUp();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            giveUp();
        } finally {
            lock.unlock();
        }
    }

    private Tables open() throws SQLException, IOException {
        Tables open = tables;
        if (open == null) {
            Connection connection = database.connect();
            try {
                connection.setAutoCommit(false);
                Schema.bringUpToDate(connection, database);
                connection.commit();
            } catch (SQLException | IOException e) {
                connection.close();
                throw e;
            }
            open = new Tables(connection, database);
            tables = open;
        }
        return open;
    }

    private void giveUp() {
        Tables old = tables;
        tables = null;
        if (old != null) {
            old.close();
        }
    }

    private static String words(SQLException e) {
        String message = String.valueOf(e.getMessage()).strip();
        return message.lines().findFirst().orElse("no reason given");
    }
}
