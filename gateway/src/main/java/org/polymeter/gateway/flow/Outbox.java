package org.polymeter.gateway.flow;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.gateway.sink.Fact;

/**
 * The waiting room of one sink: many put, one takes. Putting never blocks, because a meter does not
 * wait.
 *
 * <p>State that is put again replaces what still waits under the same key; it waits behind all
 * facts, unless it introduces them. When the room is full
 * the oldest fact is dropped and counted; state is never dropped, for there is one per meter only.
 */
final class Outbox {

    private final int capacity;
    private final Runnable drop;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Map<Object, Fact> waiting = new LinkedHashMap<>();
    private int facts;
    private long sequence;
    private long dropped;

    /** {@code drop}: told of each fact that is dropped, under the lock. */
    Outbox(int capacity, Runnable drop) {
        this.capacity = capacity;
        this.drop = drop;
    }

    void put(Fact fact) {
        lock.lock();
        try {
            Optional<String> key = fact.key();
            if (key.isPresent()) {
                if (!fact.introduces()) {
                    waiting.remove(key.get());
                }
                waiting.put(key.get(), fact);
            } else {
                if (facts == capacity) {
                    dropOldest();
                }
                waiting.put(sequence++, fact);
                facts++;
            }
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Up to {@code most} in order, or none after the given time. */
    List<Fact> take(int most, long timeoutMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (waiting.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            List<Fact> batch = new ArrayList<>(Math.min(most, waiting.size()));
            Iterator<Fact> next = waiting.values().iterator();
            while (next.hasNext() && batch.size() < most) {
                Fact fact = next.next();
                facts -= fact.key().isEmpty() ? 1 : 0;
                batch.add(fact);
                next.remove();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void dropOldest() {
        Iterator<Fact> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().key().isEmpty()) {
                oldest.remove();
                facts--;
                dropped++;
                drop.run();
                return;
            }
        }
    }
}
