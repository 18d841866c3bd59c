package org.polymeter.gateway.crash;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Speaks without a pause to whoever listens at its port, and notes what it has said. */
final class Meter implements AutoCloseable {

    private static final long LONGEST_TELEGRAM_MILLIS = 500;

    private final String id;
    private final Optional<InstantSource> clock;
    private final long pauseNanos;
    private final Wire wire;
    private final Ledger ledger;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private volatile boolean ended;
    private int number;

    /**
     * A meter that is silent until it is started.
     *
     * @param clock empty for one without a clock
     * @param perSecond telegrams
     */
    Meter(String id, Optional<InstantSource> clock, int perSecond, Wire wire, Ledger ledger) {
        this.id = id;
        this.clock = clock;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.wire = wire;
        this.ledger = ledger;
        this.thread = Thread.ofPlatform().daemon().name("meter " + id).unstarted(this::speak);
    }

    void start() {
        thread.start();
    }

    String id() {
        return id;
    }

    String source() {
        return wire.source();
    }

    void hangUp() throws IOException {
        betweenTelegrams(wire::hangUp);
    }

    /** In the middle of a telegram; at once if it cannot get rid of its bytes. */
    void vanish(Random random) throws IOException, InterruptedException {
        if (!lock.tryLock(LONGEST_TELEGRAM_MILLIS, TimeUnit.MILLISECONDS)) {
            wire.vanish(new byte[0]);
            return;
        }
        try {
            byte[] whole = next().bytes();
            wire.vanish(Arrays.copyOf(whole, random.nextInt(whole.length - 1)));
        } finally {
            lock.unlock();
        }
    }

    void comeBack() throws IOException {
        betweenTelegrams(wire::comeBack);
    }

    /** Says nothing more. */
    void hush() throws InterruptedException {
        ended = true;
        thread.join();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        wire.close();
    }

    private interface Step {
        void run() throws IOException;
    }

    private void betweenTelegrams(Step step) throws IOException {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private void speak() {
        long due = System.nanoTime();
        while (!ended) {
            lock.lock();
            try {
                say(next());
            } finally {
                lock.unlock();
            }
            due = Math.max(due + pauseNanos, System.nanoTime() - pauseNanos);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void say(Telegram telegram) {
        ledger.begins(telegram);
        try {
            if (wire.send(telegram.bytes())) {
                ledger.sent(telegram);
            }
        } catch (IOException e) {
            return; // nobody has all of it
        }
    }

    private Telegram next() {
        return new Telegram(id, ++number, clock.map(InstantSource::instant));
    }
}
