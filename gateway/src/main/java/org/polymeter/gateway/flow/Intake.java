package org.polymeter.gateway.flow;

import java.time.Instant;
import org.polymeter.gateway.source.Receiver;

/**
 * What a lane does with what its source hears. Called under the lane's lock, so an implementation
 * needs none of its own.
 */
public interface Intake extends Receiver {

    /** Time passes, also while the wire is silent. */
    void tick(Instant now);

    /** The source has ended for good: what still waits goes out. */
    void ended();
}
