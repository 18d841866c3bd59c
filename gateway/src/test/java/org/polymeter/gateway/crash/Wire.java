package org.polymeter.gateway.crash;

import java.io.IOException;

/** A meter's port. */
interface Wire extends AutoCloseable {

    /** The entry of the gateway's list of sources, in braces. */
    String source();

    /**
     * Sends bytes, or fails if they cannot go to whoever listens.
     *
     * @return false if nobody listens yet
     */
    boolean send(byte[] bytes) throws IOException;

    /** Whoever listens has died: what is sent next goes to the next one. */
    void hangUp() throws IOException;

    /** Says half a word, and the device is gone. */
    void vanish(byte[] lastBytes) throws IOException;

    /** The device is there again. */
    void comeBack() throws IOException;

    @Override
    void close() throws IOException;
}
