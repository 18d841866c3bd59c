package org.polymeter.gateway.history;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Whose history is asked for: a meter, or a point of delivery, which is all meters that replaced one another there.
 *
 * @param id of the meter; of a point, the id of its first meter
 * @param meters in the order in which they came; at least one
 */
public record Subject(String id, boolean isPoint, List<HistoryMeter> meters) {

    public Subject {
        meters = List.copyOf(meters);
    }

    public static Subject of(HistoryMeter meter) {
        return new Subject(meter.id(), false, List.of(meter));
    }

    /** The point of delivery that a meter is or was at; empty if there is no such meter among all. */
    public static Optional<Subject> point(String meter, List<HistoryMeter> all) {
        return all.stream()
                .filter(it -> it.id().equals(meter) || it.point().equals(meter))
                .findFirst()
                .map(HistoryMeter::point)
                .map(point -> new Subject(
                        point,
                        true,
                        all.stream().filter(it -> it.point().equals(point)).toList()));
    }

    /** Whose days its days are: those of the meter that is there now. */
    public ZoneId zone() {
        return meters.getLast().zone();
    }
}
