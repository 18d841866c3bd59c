package org.polymeter.gateway.plugtest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo.Detail;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Reading;

/** What is noted of one quantity of one meter while it comes. */
final class QuantityNotes {

    private final Beats beats = new Beats();
    private String value = "";
    private int decimals = -1;
    private long count;

    /** {@code time}: when it came; empty if nobody knows, or if it is history. */
    void take(Reading reading, int index, Optional<Instant> time) {
        value = reading.plain(index);
        if (!reading.isText(index)) {
            decimals = Math.max(decimals, reading.decimals(index));
        }
        count++;
        time.ifPresent(beats::at);
    }

    /** {@code detail}: of the meter's descriptor; null if it has none, as for rows of a history. */
    Delivery delivery(Quantity quantity, @Nullable Detail detail) {
        String unit = detail == null ? quantity.unit().symbol() : detail.unit();
        return new Delivery(
                quantity,
                value,
                unit,
                decimals,
                Optional.ofNullable(detail == null ? null : detail.obis()),
                detail == null ? List.of() : detail.derived(),
                count,
                beats.rhythm());
    }
}
