package org.polymeter.gateway.health;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** What the program said last, in memory. */
public final class LogRing extends Handler {

    /** Some hours of a gateway in trouble. */
    private static final int MOST = 2_000;

    /** Of all lines together: with what surrounds them, less than a megabyte. */
    static final int MOST_CHARACTERS = 300_000;

    /** Of a fault with all its causes. */
    private static final int LONGEST_TEXT = 8_000;

    private static final SimpleFormatter FORMATTER = new SimpleFormatter();

    /**
     * One thing that was said.
     *
     * @param number one more than that of the one before
     * @param where the class that said it, without its package
     * @param thrown of a fault of ours: where it happened; else empty
     */
    record Line(long number, Instant time, Level level, String where, String text, String thrown) {
        int characters() {
            return text.length() + thrown.length();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition said = lock.newCondition();
    private final Deque<Line> lines = new ArrayDeque<>();
    private final Logger root = Logger.getLogger("");
    private int characters;
    private long next = 1;

    private LogRing() {}

    /** Listens from now on to all that the program says, until it is closed. */
    public static LogRing open() {
        LogRing ring = new LogRing();
        ring.setLevel(Level.INFO);
        ring.root.addHandler(ring);
        return ring;
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        String name = String.valueOf(record.getLoggerName());
        String where = name.substring(name.lastIndexOf('.') + 1);
        String text = cut(FORMATTER.formatMessage(record));
        String thrown = cut(trace(record.getThrown()));
        lock.lock();
        try {
            keep(new Line(next++, record.getInstant(), record.getLevel(), where, text, thrown));
            said.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The last lines before one, oldest first.
     *
     * @param before number of the line that is not wanted any more; {@code Long.MAX_VALUE}: the newest ones
     */
    List<Line> before(long before, Level least, int most) {
        lock.lock();
        try {
            Deque<Line> found = new ArrayDeque<>();
            var newestFirst = lines.descendingIterator();
            while (newestFirst.hasNext() && found.size() < most) {
                Line line = newestFirst.next();
                if (line.number < before && line.level.intValue() >= least.intValue()) {
                    found.addFirst(line);
                }
            }
            return List.copyOf(found);
        } finally {
            lock.unlock();
        }
    }

    /** All lines after one, once there are any; none if nothing was said for so long. */
    List<Line> after(long number, long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (next - 1 <= number && left > 0) {
                left = said.awaitNanos(left);
            }
            List<Line> found = new ArrayList<>();
            lines.stream().filter(line -> line.number > number).forEach(found::add);
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Number of the line that was said last. */
    long last() {
        lock.lock();
        try {
            return next - 1;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        // nothing waits
    }

    @Override
    public void close() {
        root.removeHandler(this);
    }

    private void keep(Line line) {
        lines.addLast(line);
        characters += line.characters();
        while (lines.size() > MOST || characters > MOST_CHARACTERS) {
            characters -= lines.removeFirst().characters();
        }
    }

    private static String trace(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
