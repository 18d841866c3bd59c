package org.polymeter.gateway.plugtest;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.plugtest.MeterFacts.Span;

/** What is noted of one meter while it speaks. */
final class MeterNotes {

    private static final String CLOCK = "clock";
    private static final String UNVERIFIED = "unverified";

    private final Map<Quantity, QuantityNotes> quantities = new HashMap<>();
    private final Map<Quantity, Withheld> withheld = new HashMap<>();
    private final int distances;
    private final Beats beats;
    private MeterInfo info;
    private TimeSource clock = TimeSource.GATEWAY;
    private long readings;
    private long doubted;
    private long unverified;
    private @Nullable Instant first;
    private @Nullable Instant last;

    /** {@code distances}: of how many a median is. */
    MeterNotes(MeterInfo info, int distances) {
        this.info = info;
        this.distances = distances;
        this.beats = new Beats(distances);
    }

    void described(MeterInfo newest) {
        info = newest;
    }

    MeterInfo info() {
        return info;
    }

    void heard(Reading reading) {
        Instant time = reading.origin() == Origin.PROFILE ? null : time(reading);
        for (int i = 0; i < reading.size(); i++) {
            Quantity quantity = reading.quantity(i);
            quantities
                    .computeIfAbsent(quantity, unused -> new QuantityNotes(distances))
                    .take(reading, i, time);
        }
        if (reading.origin() == Origin.PROFILE) {
            return;
        }
        readings++;
        if (time != null) {
            passes(time);
        }
        if (reading.timeSource().compareTo(clock) < 0) {
            clock = reading.timeSource();
        }
        if (reading.quality().contains(CLOCK) && reading.timeSource() == TimeSource.GATEWAY) {
            doubted++;
        }
        unverified += reading.quality().contains(UNVERIFIED) ? 1 : 0;
    }

    void withheld(Quarantine quarantine) {
        quarantine
                .values()
                .forEach(value -> withheld.put(value.quantity(), new Withheld(value, quarantine.received())));
    }

    /** When a reading came; null if nobody knows. Of a capture only a clock in the telegram tells that. */
    private static @Nullable Instant time(Reading reading) {
        if (reading.origin() != Origin.REPLAY) {
            return reading.received();
        }
        return reading.timeSource() == TimeSource.GATEWAY ? null : reading.time();
    }

    private void passes(Instant time) {
        beats.at(time);
        first = first == null ? time : first;
        last = time;
    }

    MeterFacts facts(String label) {
        SortedMap<String, Delivery> deliveries = new TreeMap<>(Rows.IN_ORDER);
        quantities.forEach((quantity, notes) -> deliveries.put(
                quantity.name(), notes.delivery(quantity, info.quantities().get(quantity))));
        Optional<Span> span = first == null || last == null ? Optional.empty() : Optional.of(new Span(first, last));
        return new MeterFacts(
                label,
                info,
                readings,
                beats.rhythm(),
                clock,
                doubted,
                unverified,
                span,
                deliveries,
                List.copyOf(withheld.values()));
    }
}
