package org.polymeter.gateway.access;

import java.time.Instant;
import java.util.Optional;
import org.polymeter.gateway.http.Right;

/**
 * What a program may do that shows the text of this token.
 *
 * @param id a name for it, which is no secret
 * @param name what the owner calls it: {@code Home Assistant}
 * @param made when
 * @param ends when; empty: never
 * @param hash of its text
 */
record ApiToken(String id, String name, Right right, Instant made, Optional<Instant> ends, String hash) {

    boolean isOver(Instant now) {
        return ends.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Never the hash. */
    @Override
    public String toString() {
        return "token " + id;
    }
}
