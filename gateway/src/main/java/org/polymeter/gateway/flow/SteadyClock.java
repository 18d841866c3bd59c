package org.polymeter.gateway.flow;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that nobody can set: it only goes on. It measures how long something has taken or is to wait, whatever is
 * done to the system's clock meanwhile; what it shows is told to nobody.
 */
public final class SteadyClock implements InstantSource {

    private final Instant start;
    private final long startNanos = System.nanoTime();

    /** {@code start}: what it shows at first. */
    public SteadyClock(Instant start) {
        this.start = start;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
