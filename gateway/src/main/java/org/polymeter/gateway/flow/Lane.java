package org.polymeter.gateway.flow;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.polymeter.codec.Symptom;
import org.polymeter.gateway.source.Receiver;
import org.polymeter.gateway.source.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One source and the thread that reads it. Reopens a lost wire, with growing pauses; a bug met on
 * one wire costs the others nothing.
 */
public final class Lane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long LONGEST_FAREWELL_MILLIS = 2_000;
    private static final long GLANCE_MILLIS = 2;

    private final String id;
    private final Source source;
    private final Intake intake;
    private final Downstream downstream;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Of whoever does not want to wait for the next attempt. */
    private final Semaphore knocks = new Semaphore(0);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Backoff backoff = new Backoff();
    private final WireLog log;
    private final Thread thread;
    private volatile boolean lost;

    /** What a lane has to know of those who come after it. */
    public interface Downstream {

        /** Whether messages had better wait where they come from; bytes of a wire cannot. */
        boolean isBusy();

        /** Runs the action once all that the lane has said until now is delivered. */
        default void whenDelivered(Runnable action) {
            action.run();
        }
    }

    public Lane(String id, Source source, Intake intake, Downstream downstream, InstantSource clock) {
        this.id = id;
        this.source = source;
        this.intake = intake;
        this.downstream = downstream;
        this.log = new WireLog(clock);
        Thread.Builder threads =
                source.waitsInJava() ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        this.thread = threads.name("lane " + id).unstarted(this::run);
    }

    public String id() {
        return id;
    }

    /** Where it reads, for people, without passwords. */
    String where() {
        return source.describe();
    }

    /** What happened last on its wire. */
    WireLog log() {
        return log;
    }

    /** Tries the wire now, if it waits for its next attempt; whether it did. */
    boolean retry() {
        if (log.line().nextTry().isEmpty()) {
            return false;
        }
        knocks.release();
        return true;
    }

    void start() {
        thread.start();
    }

    /** Lets time pass for the intake; never waits for a wire. */
    void tick(Instant now) {
        lock.lock();
        try {
            intake.tick(now);
        } finally {
            lock.unlock();
        }
    }

    /** Says something to the intake, which must not wait for anything. */
    void tell(Consumer<Intake> word) {
        locked(() -> word.accept(intake));
    }

    /** Waits until the source has ended for good; false if it has not by then. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether it was told to end, and did not do so by itself. */
    boolean isClosed() {
        return stopping.getCount() == 0;
    }

    /** Hastens {@link #close}, which waits for it. */
    void end() {
        if (!isClosed()) {
            stopping.countDown();
            knocks.release();
            source.close();
        }
    }

    @Override
    public void close() {
        end();
        try {
            thread.join(LONGEST_FAREWELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (stopping.getCount() > 0 && !listen()) {
                locked(intake::silence);
                if (!isNextAttempt()) {
                    return;
                }
            }
            locked(intake::ended);
            log.ended();
        } catch (InterruptedException e) {
            LOG.debug("source {}: interrupted", id, e);
        } finally {
            ended.countDown();
        }
    }

    /** Waits until the wire is to be tried again; false if it is not. */
    private boolean isNextAttempt() throws InterruptedException {
        long pause = backoff.nextMillis();
        log.waits(pause);
        if (knocks.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
            backoff.reset();
            knocks.drainPermits();
        }
        log.tries();
        return stopping.getCount() > 0;
    }

    /** Returns whether the source has ended for good. */
    private boolean listen() throws InterruptedException {
        try {
            source.run(new Guarded());
            return true;
        } catch (IOException e) {
            if (!lost && stopping.getCount() > 0) {
                LOG.warn("source {}: {}; trying again", id, e.getMessage());
            }
            lost = true;
            log.failed(e);
        } catch (RuntimeException e) { // a bug, not the wire
            log.failed(e);
            LOG.error("source {}: starting again after a fault of ours", id, e);
        }
        return false;
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Not under the lock, for the hub that we wait for takes it at every tick. */
    private void awaitQuiet() {
        try {
            while (downstream.isBusy() && !stopping.await(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The intake, one caller at a time: the wire's thread, or the clock's. */
    private final class Guarded implements Receiver {

        @Override
        public void opened() {
            log.opened();
            locked(intake::opened);
        }

        @Override
        public void puzzled(Symptom nearest) {
            log.puzzled(nearest);
        }

        @Override
        public void bytes(byte[] bytes, int offset, int length) {
            alive();
            lock.lock();
            try {
                intake.bytes(bytes, offset, length);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void message(String topic, byte[] payload, boolean retained) {
            alive();
            awaitQuiet();
            lock.lock();
            try {
                intake.message(topic, payload, retained);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void whenDelivered(Runnable action) {
            downstream.whenDelivered(action);
        }

        @Override
        public void silence() {
            locked(intake::silence);
        }

        /** Only now, for a device may take every call and end it at once. */
        private void alive() {
            if (lost) {
                LOG.info("source {}: {} is back", id, source.describe());
            }
            lost = false;
            log.heardSomething();
            backoff.reset();
        }
    }
}
