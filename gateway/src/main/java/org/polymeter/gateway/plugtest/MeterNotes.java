package org.polymeter.gateway.plugtest;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.plugtest.MeterFacts.Span;

/** What is noted of one meter while it speaks. */
final class MeterNotes {

    private static final String CLOCK = "clock";
    private static final String UNVERIFIED = "unverified";

    private final Map<Quantity, QuantityNotes> quantities = new HashMap<>();
    private final Beats beats = new Beats();
    private MeterInfo info;
    private TimeSource clock = TimeSource.GATEWAY;
    private long readings;
    private long doubted;
    private long unverified;
    private @Nullable Instant first;
    private @Nullable Instant last;

    MeterNotes(MeterInfo info) {
        this.info = info;
    }

    void described(MeterInfo newest) {
        info = newest;
    }

    MeterInfo info() {
        return info;
    }

    void heard(Reading reading) {
        Optional<Instant> time = reading.origin() == Origin.PROFILE ? Optional.empty() : time(reading);
        for (int i = 0; i < reading.size(); i++) {
            Quantity quantity = reading.quantity(i);
            quantities.computeIfAbsent(quantity, unused -> new QuantityNotes()).take(reading, i, time);
        }
        if (reading.origin() == Origin.PROFILE) {
            return;
        }
        readings++;
        time.ifPresent(this::passes);
        if (reading.timeSource().compareTo(clock) < 0) {
            clock = reading.timeSource();
        }
        if (reading.quality().contains(CLOCK) && reading.timeSource() == TimeSource.GATEWAY) {
            doubted++;
        }
        unverified += reading.quality().contains(UNVERIFIED) ? 1 : 0;
    }

    /** When a reading came. Of a capture only a clock in the telegram tells that. */
    private static Optional<Instant> time(Reading reading) {
        if (reading.origin() != Origin.REPLAY) {
            return Optional.of(reading.received());
        }
        return reading.timeSource() == TimeSource.GATEWAY ? Optional.empty() : Optional.of(reading.time());
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
        return new MeterFacts(label, info, readings, beats.rhythm(), clock, doubted, unverified, span, deliveries);
    }
}
