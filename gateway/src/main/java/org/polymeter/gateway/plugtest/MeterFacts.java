package org.polymeter.gateway.plugtest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.TimeSource;

/**
 * All that was heard of one meter.
 *
 * @param label what its column is called: its name, or that of its source; never its number
 * @param info its descriptor
 * @param readings how many
 * @param rhythm of its readings
 * @param clock whose clock told the time
 * @param doubted readings whose clock was too far off to be believed
 * @param unverified readings without a checksum that was checked
 * @param span from the first to the last reading by the clock that told the time; empty if none did
 * @param deliveries by name of the quantity, in the order of the vocabulary
 * @param withheld values that cannot be: of each quantity the newest
 */
public record MeterFacts(
        String label,
        MeterInfo info,
        long readings,
        Rhythm rhythm,
        TimeSource clock,
        long doubted,
        long unverified,
        Optional<Span> span,
        SortedMap<String, Delivery> deliveries,
        List<Withheld> withheld) {

    /** A stretch of time. */
    public record Span(Instant from, Instant to) {}

    /** Whether the meter itself says who it is; else its adapter or its source lends it a name. */
    public boolean saysWhoItIs() {
        return !info.identityScheme().equals("source") && !info.identityScheme().equals("adapter");
    }

    /** Whether it is read through another meter's port. */
    public boolean isSubMeter() {
        return info.parent() != null;
    }
}
