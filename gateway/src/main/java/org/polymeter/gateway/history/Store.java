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

    /** What may be done with the tables. */
    enum Access {
        READ,
        WRITE
    }

    private final Database database;
    private final Access access;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Tables tables;

    Store(Database database, Access access) {
        this.database = database;
        this.access = access;
    }

    /**
     * Does the work, all of it or nothing.
     *
     * @throws IOException if it cannot be done now; words for people
     */
    <T> T call(Work<T> work) throws IOException {
        lock.lock();
        try {
            Tables open = open();
            T result = work.with(open);
            open.connection().commit();
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
            Connection connection = access == Access.WRITE ? database.connect() : database.connectToRead();
            try {
                connection.setAutoCommit(false);
                if (access == Access.WRITE) {
                    Schema.bringUpToDate(connection, database);
                } else {
                    Schema.check(connection, database);
                }
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
