package org.polymeter.gateway.plugtest;

import java.time.Instant;
import org.polymeter.codec.reading.Quarantine;

/**
 * A value that cannot be, so it is in no reading.
 *
 * @param when the telegram that had it came
 */
public record Withheld(Quarantine.Value value, Instant when) {}
