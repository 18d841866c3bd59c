package org.polymeter.gateway.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What meters have said, and when the last byte had left them. Any thread. */
final class Ledger {

    /** A telegram that was sent so long before a crash has to survive it. */
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Sent(String claim, long nanos) {}

    private final List<Sent> sent = new ArrayList<>();
    private final Set<String> begun = new HashSet<>();

    /** Before its first byte: what arrives of it may be all of it. */
    synchronized void begins(Telegram telegram) {
        begun.add(telegram.claim());
    }

    /** After its last byte. */
    synchronized void sent(Telegram telegram) {
        sent.add(new Sent(telegram.claim(), System.nanoTime()));
    }

    synchronized int size() {
        return sent.size();
    }

    /** Whether a meter has ever said that. */
    synchronized boolean knows(String claim) {
        return begun.contains(claim);
    }

    /** All that was sent until now. */
    Set<String> all() {
        return between(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** What was sent from one moment on. */
    Set<String> since(long nanos) {
        return between(nanos, Long.MAX_VALUE);
    }

    /** What was sent from one moment on, and a second or more before another one. */
    Set<String> dueBetween(long nanos, long crash) {
        return between(nanos, crash - GRACE_NANOS);
    }

    private synchronized Set<String> between(long from, long until) {
        Set<String> due = new TreeSet<>();
        for (Sent telegram : sent) {
            if (telegram.nanos() >= from && telegram.nanos() < until) {
                due.add(telegram.claim());
            }
        }
        return due;
    }
}
