package org.polymeter.gateway.sink;

import java.io.IOException;
import java.util.List;

/** One consumer. The smallest contract that a new output has to meet. */
public interface Sink extends AutoCloseable {

    /** A few words for people and logs, without passwords: {@code mqtt 192.168.1.5:1883}. */
    String describe();

    /**
     * Delivers a batch in order; an empty one only keeps the connection. One thread calls this; it may block and may fail: then the courier
     * waits and offers the same batch again, so delivering twice must be harmless.
     */
    void write(List<Fact> batch) throws IOException, InterruptedException;

    /** Says goodbye to the other side, with a deadline of its own, and frees everything. */
    @Override
    void close();
}
