package org.polymeter.gateway.flow;

/** Pauses between attempts: from one second, doubling, to at most a minute. */
final class Backoff {

    private static final long SHORTEST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private long nextMillis = SHORTEST_PAUSE_MILLIS;

    long nextMillis() {
        long pause = nextMillis;
        nextMillis = Math.min(2 * nextMillis, LONGEST_PAUSE_MILLIS);
        return pause;
    }

    /** An attempt succeeded: the next failure begins anew. */
    void reset() {
        nextMillis = SHORTEST_PAUSE_MILLIS;
    }
}
