package org.polymeter.gateway.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.gateway.history.Rollup.Gauge;
import org.polymeter.gateway.history.Rollup.Last;
import org.polymeter.gateway.history.Rollup.Register;
import org.polymeter.gateway.history.Series.Part;

/**
 * A column of an export.
 *
 * @param head its first line; the name of the quantity, which ends in its unit, and the statistic
 * @param cell what a part has there; empty if nothing
 */
record CsvColumn(String head, String quantity, Function<Part, Optional<String>> cell) {

    /** The columns that a quantity has: one of readings, or its statistics. */
    static List<CsvColumn> of(String quantity, Kind kind, boolean readings) {
        if (readings) {
            return List.of(new CsvColumn(quantity, quantity, part -> Optional.empty()));
        }
        return switch (kind) {
            case GAUGE ->
                List.of(
                        gauge(quantity, "_mean", Figures::mean),
                        gauge(quantity, "_min", it -> it.minimum().toPlainString()),
                        gauge(quantity, "_max", it -> it.maximum().toPlainString()),
                        gauge(quantity, "_count", it -> Long.toString(it.count())));
            case COUNTER, NET ->
                List.of(
                        new CsvColumn(
                                quantity + "_usage",
                                quantity,
                                part -> part.usage().map(it -> it.amount().toPlainString())),
                        new CsvColumn(
                                quantity,
                                quantity,
                                part -> rollup(part, Register.class)
                                        .map(it -> it.last().toPlainString())));
            case STATE, TEXT, TIME ->
                List.of(new CsvColumn(
                        quantity, quantity, part -> rollup(part, Last.class).map(Last::text)));
        };
    }

    private static CsvColumn gauge(String quantity, String statistic, Function<Gauge, String> number) {
        return new CsvColumn(
                quantity + statistic,
                quantity,
                part -> rollup(part, Gauge.class).map(number));
    }

    private static <T> Optional<T> rollup(Part part, Class<T> type) {
        return part.rollup().filter(type::isInstance).map(type::cast);
    }
}
