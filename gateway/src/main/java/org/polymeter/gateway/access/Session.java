package org.polymeter.gateway.access;

import java.time.Duration;
import java.time.Instant;

/**
 * A browser in which the owner has signed in.
 *
 * @param hash of its id; the id itself is only in the browser
 * @param made when
 * @param used when it last asked for something, to the hour
 */
record Session(String hash, Instant made, Instant used) {

    /** After which one that is not used ends. */
    static final Duration IDLE = Duration.ofDays(30);

    /** After which each ends. */
    static final Duration LONGEST = Duration.ofDays(180);

    /** Using one is written down so seldom, for the sake of memory cards. */
    static final Duration STEP = Duration.ofHours(1);

    boolean isOver(Instant now) {
        return now.isAfter(used.plus(IDLE)) || now.isAfter(made.plus(LONGEST));
    }

    /** Never the hash. */
    @Override
    public String toString() {
        return "session of " + made;
    }

    /**
     * What a page has to send along with each change: other sites make a browser send its cookie, but they cannot
     * know this. It comes from the id, so nothing more need be kept.
     *
     * @param id from the cookie
     */
    static String proof(String id) {
        return Nonce.hash("proof of " + id);
    }
}
