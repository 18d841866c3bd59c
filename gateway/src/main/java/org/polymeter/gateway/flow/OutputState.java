package org.polymeter.gateway.flow;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.gateway.flow.SourceState.Failure;

/**
 * How an output is at one moment.
 *
 * @param id made of its name, for addresses: {@code mqtt-192-168-1-5-1883-profile}
 * @param name under which the journal knows it; empty if nothing is kept for it
 * @param words what it is and where, for people, without passwords
 * @param since when the phase began
 * @param nextTry while it is failing; empty while it is being tried
 * @param failure why the last attempt failed
 * @param delivered facts since the start
 * @param waiting facts that are not delivered yet, because it is away, slow, or gathers them
 * @param oldest when the first that waits was received, while it is failing
 * @param dropped facts that were too many, or that the other side refused
 * @param reconnects times it came back
 * @param lastDelivered when it last took something
 * @param testable whether it can be tried by {@link Gateway#trial}
 */
public record OutputState(
        String id,
        Optional<String> name,
        String words,
        Phase phase,
        Instant since,
        Optional<Instant> nextTry,
        Optional<Failure> failure,
        long delivered,
        long waiting,
        Optional<Instant> oldest,
        long dropped,
        long reconnects,
        Optional<Instant> lastDelivered,
        boolean testable) {

    /** What its courier does. */
    public enum Phase {
        /** Nothing was delivered yet. */
        STARTING,
        DELIVERING,
        /** The other side is away or refuses: facts wait, and it is tried again and again. */
        FAILING
    }

    /** {@code name}: of a URL it ends in what is made of a secret path. */
    static String id(String name) {
        String shown = name.startsWith("http-post ") ? name.replaceFirst(" [0-9a-f]+$", "") : name;
        return shown.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
