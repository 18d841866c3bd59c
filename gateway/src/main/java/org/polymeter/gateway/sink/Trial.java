package org.polymeter.gateway.sink;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** Tries the other side of a sink by something harmless, on any thread, beside all that is delivered meanwhile. */
@FunctionalInterface
public interface Trial {

    /** What was found out. */
    enum Finding {
        /** A message was acknowledged, and came back to a subscription of ours. */
        CAME_BACK,
        /** A message was acknowledged. */
        ACKNOWLEDGED,
        /** We are let in; nothing was sent. */
        LET_IN,
        /** We may write there; nothing was written. */
        MAY_WRITE,
        /** A document that says that it is a test was taken. */
        TAKEN,
        /** The same was not taken, by a server that knows us: readings may be. */
        NOT_TAKEN;

        /** As programs read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code detail}: for people: where and what. */
    record Result(Finding finding, String detail) {}

    /**
     * Tries; may block for seconds.
     *
     * @throws IOException if it does not work; says why, and what to do
     */
    Result run(Instant now) throws IOException, InterruptedException;
}
