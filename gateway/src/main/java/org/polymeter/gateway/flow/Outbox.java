package org.polymeter.gateway.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.polymeter.gateway.sink.Fact;

/**
 * The waiting room of one sink: many put, one takes. Putting never blocks, because a meter does not
 * wait.
 *
 * <p>State that is put again replaces what still waits under the same key; it waits behind all
 * facts, unless it introduces them. When the room is full, facts that are kept on disk wait there; of the others the
 * oldest is dropped and counted. State is never dropped, for there is one per meter only.
 */
final class Outbox {

    /** A fact, and its number if it is kept on disk, else 0. */
    record Parcel(Fact fact, long number) {}

    /** Where facts are that are kept on disk. */
    interface Shelf {

        /** Of the facts from a number on, so many at most; those that are gone are missing. */
        List<Parcel> read(long from, int most) throws IOException;
    }

    private final int capacity;
    private final LongConsumer drop;
    private final Shelf shelf;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Map<Object, Parcel> waiting = new LinkedHashMap<>();
    private int facts;
    private long sequence;
    private long dropped;

    /** Of the facts on disk: the last that was put, the last of them that is in memory, too, and the last taken. */
    private long put;

    private long held;
    private long taken;

    /** Whether facts wait on disk that are not in memory; then all later ones do. */
    private boolean shelved;

    private boolean hurried;

    /** {@code drop}: told the number of each fact that is dropped, 0 if it was not on disk; under the lock. */
    Outbox(int capacity, LongConsumer drop) {
        this(capacity, drop, (from, most) -> List.of());
    }

    Outbox(int capacity, LongConsumer drop, Shelf shelf) {
        this.capacity = capacity;
        this.drop = drop;
        this.shelf = shelf;
    }

    /**
     * What waits on disk from an earlier run, before anything is put.
     *
     * @param delivered number of the last fact that was delivered then
     * @param last number of the last fact that was kept
     */
    void resume(long delivered, long last) {
        taken = delivered;
        put = last;
        shelved = put > taken;
    }

    void put(Fact fact) {
        put(fact, 0);
    }

    /** {@code number}: under which it is kept on disk; 0 if it is not. */
    void put(Fact fact, long number) {
        lock.lock();
        try {
            fact.ends().forEach(waiting::remove);
            Optional<String> key = fact.key();
            if (key.isPresent()) {
                if (!fact.introduces()) {
                    waiting.remove(key.get());
                }
                waiting.put(key.get(), new Parcel(fact, 0));
            } else if (number > 0 && (shelved || facts >= capacity)) {
                shelved = true;
            } else if (facts < capacity || dropOldest()) {
                waiting.put(sequence++, new Parcel(fact, number));
                held = Math.max(held, number);
                facts++;
            } else {
                drop(number);
            }
            put = Math.max(put, number);
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Up to {@code most} in order, or none after the given time. */
    List<Parcel> take(int most, long timeoutMillis) throws InterruptedException, IOException {
        List<Parcel> batch;
        boolean more;
        long until;
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (waiting.isEmpty() && !shelved && !hurried && left > 0) {
                left = filled.awaitNanos(left);
            }
            batch = fromMemory(most);
            more = shelved && facts == 0 && batch.size() < most;
            until = put;
        } finally {
            lock.unlock();
        }
        if (more) {
            batch.addAll(fromShelf(most - batch.size(), until));
        }
        return batch;
    }

    /** Who takes does not wait any more. */
    void hurry() {
        lock.lock();
        try {
            hurried = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return (int) Math.min(Integer.MAX_VALUE, waiting.size() + (shelved ? put - Math.max(held, taken) : 0));
        } finally {
            lock.unlock();
        }
    }

    /** The facts in memory that wait, oldest first. */
    List<Fact> inMemory() {
        lock.lock();
        try {
            return waiting.values().stream().map(Parcel::fact).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Whether facts wait on disk, which has room for more. */
    boolean isShelved() {
        lock.lock();
        try {
            return shelved;
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

    private List<Parcel> fromMemory(int most) {
        List<Parcel> batch = new ArrayList<>(Math.min(most, waiting.size()));
        Iterator<Parcel> next = waiting.values().iterator();
        while (next.hasNext() && batch.size() < most) {
            Parcel parcel = next.next();
            facts -= parcel.fact().key().isEmpty() ? 1 : 0;
            taken = Math.max(taken, parcel.number());
            batch.add(parcel);
            next.remove();
        }
        return batch;
    }

    /** {@code until}: number of the last fact that was put; behind it may be one on disk that will be put yet. */
    private List<Parcel> fromShelf(int most, long until) throws IOException {
        List<Parcel> parcels = shelf.read(taken + 1, most).stream()
                .filter(parcel -> parcel.number() <= until)
                .toList();
        lock.lock();
        try {
            for (Parcel parcel : parcels) {
                dropUntil(parcel.number());
                taken = parcel.number();
            }
            if (parcels.isEmpty()) {
                dropUntil(until + 1);
                taken = until;
            }
            shelved = taken < put;
            return parcels;
        } finally {
            lock.unlock();
        }
    }

    /** Those between the last taken and that number are not on disk any more. */
    private void dropUntil(long number) {
        for (long missing = taken + 1; missing < number; missing++) {
            drop(missing);
        }
    }

    /** Makes room; false if all that waits is kept on disk. */
    private boolean dropOldest() {
        Iterator<Parcel> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Parcel parcel = oldest.next();
            if (parcel.fact().key().isEmpty() && parcel.number() == 0) {
                oldest.remove();
                facts--;
                drop(0);
                return true;
            }
        }
        return false;
    }

    private void drop(long number) {
        dropped++;
        drop.accept(number);
    }
}
