package org.polymeter.gateway.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Who waits for facts to be delivered. They are counted in the order in which they go. */
final class Receipts {

    private record Wish(long fact, Runnable action) {}

    private final Deque<Wish> wishes = new ArrayDeque<>();
    private long expected;
    private long done;

    /** One more fact that has to be delivered. */
    synchronized void expect() {
        expected++;
    }

    /** Runs the action, on any thread, when as many facts as are expected now are done. */
    void when(Runnable action) {
        synchronized (this) {
            if (done < expected) {
                wishes.addLast(new Wish(expected, action));
                return;
            }
        }
        action.run();
    }

    /** So many more facts were delivered, or given up. */
    void done(long facts) {
        List<Runnable> due = new ArrayList<>(0);
        synchronized (this) {
            done += facts;
            while (!wishes.isEmpty() && wishes.getFirst().fact <= done) {
                due.add(wishes.removeFirst().action);
            }
        }
        due.forEach(Runnable::run);
    }

    /** Whoever waits need not do so any more. */
    void release() {
        List<Runnable> due = new ArrayList<>(0);
        synchronized (this) {
            wishes.forEach(wish -> due.add(wish.action));
            wishes.clear();
        }
        due.forEach(Runnable::run);
    }

    /** Whether somebody waits. */
    synchronized boolean isAwaited() {
        return !wishes.isEmpty();
    }
}
