package org.polymeter.gateway.insight;

import java.time.LocalDate;
import java.util.List;

/**
 * What was agreed for a time.
 *
 * @param from the first day
 * @param to the day after the last one
 */
public record Contract(LocalDate from, LocalDate to, List<Component> components, Calendar.Holidays holidays) {

    public Contract {
        components = List.copyOf(components);
    }

    /** Whether it is in force on one of some days; {@code end}: the day after the last. */
    boolean meets(LocalDate begin, LocalDate end) {
        return begin.isBefore(to) && from.isBefore(end);
    }
}
