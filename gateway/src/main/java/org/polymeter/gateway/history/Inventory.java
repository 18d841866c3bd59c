package org.polymeter.gateway.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.reading.Quantity;

/**
 * What there is of a meter.
 *
 * @param readings since when there are readings as received; empty if there are none any more
 * @param items by name
 */
public record Inventory(HistoryMeter meter, Optional<Instant> readings, List<Item> items) {

    /** A quantity, and when its first and last values were true. */
    public record Item(String name, Quantity.Kind kind, Instant first, Instant last) {}
}
