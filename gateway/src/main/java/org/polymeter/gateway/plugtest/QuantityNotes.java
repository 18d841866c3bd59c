package org.polymeter.gateway.plugtest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo.Detail;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Reading;

/** What is noted of one quantity of one meter while it comes; written out only when somebody asks. */
final class QuantityNotes {

    private final Beats beats;
    private @Nullable Reading newest;
    private int place;
    private int decimals = -1;
    private long count;
    private @Nullable BigDecimal least;
    private @Nullable BigDecimal most;

    /** {@code distances}: of how many the median is. */
    QuantityNotes(int distances) {
        beats = new Beats(distances);
    }

    /** {@code time}: when it came; null if nobody knows, or if it is history. */
    void take(Reading reading, int index, @Nullable Instant time) {
        newest = reading;
        place = index;
        if (!reading.isText(index)) {
            decimals = Math.max(decimals, reading.decimals(index));
            span(reading.number(index));
        }
        count++;
        if (time != null) {
            beats.at(time);
        }
    }

    private void span(BigDecimal number) {
        if (least == null || number.compareTo(least) < 0) {
            least = number;
        }
        if (most == null || number.compareTo(most) > 0) {
            most = number;
        }
    }

    /** {@code detail}: of the meter's descriptor; null if it has none, as for rows of a history. */
    Delivery delivery(Quantity quantity, @Nullable Detail detail) {
        Reading said = newest;
        String unit = detail == null ? quantity.unit().symbol() : detail.unit();
        return new Delivery(
                quantity,
                said == null ? "" : said.plain(place),
                unit,
                decimals,
                least == null || most == null ? Optional.empty() : Optional.of(new Delivery.Span(least, most)),
                Optional.ofNullable(detail == null ? null : detail.obis()),
                detail == null ? List.of() : detail.derived(),
                count,
                beats.rhythm());
    }
}
