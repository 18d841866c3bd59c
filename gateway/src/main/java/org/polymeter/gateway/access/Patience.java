package org.polymeter.gateway.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How long somebody has to wait who has said something wrong: the more often, the longer. It is counted by
 * address, and for all together, since one person may have many addresses.
 */
final class Patience {

    /** Who has failed. */
    private record Failures(int count, Instant last) {

        static final Failures NONE = new Failures(0, Instant.EPOCH);

        Failures another(Instant now) {
            return new Failures(count + 1, now);
        }

        /** Since the last one, once {@code free} have gone by: 1 s, 2 s, 4 s, …, at most {@code longest}. */
        Duration pause(int free, Duration longest) {
            if (count < free) {
                return Duration.ZERO;
            }
            Duration pause = Duration.ofSeconds(1L << Math.min(count - free, 30));
            return pause.compareTo(longest) < 0 ? pause : longest;
        }
    }

    /** Slips of the fingers cost nothing. */
    private static final int FREE = 5;

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int FREE_OF_ALL = 50;

    /** Short, or strangers could keep the owner out. */
    private static final Duration LONGEST_OF_ALL = Duration.ofSeconds(10);

    /** After which nobody remembers. */
    private static final Duration FORGIVEN = Duration.ofHours(1);

    private static final int MOST_ADDRESSES = 1_000;

    /** An IPv6 network, all of which is one household's. */
    private static final int NETWORK_BYTES = 8;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Failures> byAddress = new LinkedHashMap<>();
    private Failures all = Failures.NONE;

    Patience(InstantSource clock) {
        this.clock = clock;
    }

    /** For how long this address is not listened to; zero: it is. */
    Duration wait(InetAddress from) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Duration own = left(failures(from, now), FREE, LONGEST, now);
            Duration common = left(forgiven(all, now), FREE_OF_ALL, LONGEST_OF_ALL, now);
            return own.compareTo(common) > 0 ? own : common;
        } finally {
            lock.unlock();
        }
    }

    void failed(InetAddress from) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Failures failures = failures(from, now).another(now);
            byAddress.remove(network(from));
            if (byAddress.size() >= MOST_ADDRESSES) {
                byAddress.remove(byAddress.keySet().iterator().next()); // that of the longest ago
            }
            byAddress.put(network(from), failures);
            all = forgiven(all, now).another(now);
        } finally {
            lock.unlock();
        }
    }

    void succeeded(InetAddress from) {
        lock.lock();
        try {
            byAddress.remove(network(from));
        } finally {
            lock.unlock();
        }
    }

    private Failures failures(InetAddress from, Instant now) {
        return forgiven(byAddress.getOrDefault(network(from), Failures.NONE), now);
    }

    /** Those of a time to come are from a clock that was wrong. */
    private static Failures forgiven(Failures failures, Instant now) {
        boolean isOld = now.isAfter(failures.last.plus(FORGIVEN)) || failures.last.isAfter(now);
        return isOld ? Failures.NONE : failures;
    }

    private static Duration left(Failures failures, int free, Duration longest, Instant now) {
        Duration left = Duration.between(now, failures.last.plus(failures.pause(free, longest)));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static String network(InetAddress from) {
        byte[] bytes = from.getAddress();
        return HexFormat.of().formatHex(bytes, 0, from instanceof Inet6Address ? NETWORK_BYTES : bytes.length);
    }
}
