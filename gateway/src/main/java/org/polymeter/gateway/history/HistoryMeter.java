package org.polymeter.gateway.history;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;

/**
 * A meter of which there is history.
 *
 * @param id as in the profile
 * @param zone whose days its days are
 * @param point the point of delivery: the id of the first meter that was there
 * @param name as configured; empty if it has none
 * @param role as configured; empty if it has none
 * @param medium as in the profile; empty while it is not known
 */
public record HistoryMeter(String id, ZoneId zone, String point, String name, String role, String medium) {

    /** One of which nothing is known but its id. */
    public static HistoryMeter unknown(String id, ZoneId zone) {
        return new HistoryMeter(id, zone, id, "", "", "");
    }

    /** At another point of delivery. */
    public HistoryMeter at(String otherPoint) {
        return new HistoryMeter(id, zone, otherPoint, name, role, medium);
    }

    /** With what a descriptor says. */
    public HistoryMeter described(MeterInfo info) {
        return new HistoryMeter(id, ZoneId.of(info.zone()), point, text(info.name()), text(info.role()), info.medium());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
