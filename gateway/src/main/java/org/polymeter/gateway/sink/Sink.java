package org.polymeter.gateway.sink;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One consumer. The smallest contract that a new output has to meet. */
public interface Sink extends AutoCloseable {

    /** A few words for people and logs, without passwords: {@code mqtt 192.168.1.5:1883}. */
    String describe();

    /**
     * Takes a batch, in order. One thread calls this; it may block and may fail: then the courier waits
     * and offers again all that was not confirmed, so delivering twice must be harmless. An empty batch
     * keeps the connection.
     */
    void write(List<Fact> batch) throws IOException, InterruptedException;

    /** Waits until everything is confirmed: at the end, and after a failure. */
    default void settle() throws IOException, InterruptedException {
        write(List.of());
    }

    /** How many of the facts taken last are on their way, and not confirmed by the other side yet. */
    default int unconfirmed() {
        return 0;
    }

    /**
     * Whether a broker's message may be acknowledged only when this sink has delivered what was made of it.
     * Does not change.
     */
    default boolean answersForMessages() {
        return false;
    }

    /** Whether it reads {@link Fact.Told}; without a sink that does, none is made. Does not change. */
    default boolean wantsTold() {
        return false;
    }

    /** How many facts the other side has refused for good since the start. Any thread may ask. */
    default long refused() {
        return 0;
    }

    /** How its other side can be tried; empty for a sink that has none. Does not change. */
    default Optional<Trial> trial() {
        return Optional.empty();
    }

    /** Says goodbye to the other side, with a deadline of its own, and frees everything. */
    @Override
    void close();
}
