package org.polymeter.gateway.source;

import java.io.IOException;

/**
 * One wire. {@link #run} is called again and again by the thread that owns the wire; reconnecting,
 * with its pauses, is that thread's business and not the source's.
 */
public interface Source extends AutoCloseable {

    /** A few words for people, without passwords: {@code serial /dev/ttyUSB0 115200 8N1}. */
    String describe();

    /**
     * Opens the wire and passes on what arrives until the wire is lost or closed.
     *
     * <p>Returns normally when the wire has ended for good (end of a file) or after {@link #close};
     * throws when it may come back. The message says what, where, why and what to do.
     */
    void run(Receiver receiver) throws IOException, InterruptedException;

    /**
     * Whether {@link #run} waits by means of Java alone, so that it may have a virtual thread: it costs
     * a wire a few kilobytes instead of a hundred. What waits in native code would stop others.
     */
    default boolean waitsInJava() {
        return false;
    }

    /** Ends a blocked {@link #run} from another thread. */
    @Override
    void close();
}
