package org.polymeter.gateway.plugtest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.reading.Quantity;

/**
 * What came of one quantity from one meter: a cell of the matrix.
 *
 * @param value the newest, as the profile writes it
 * @param unit of the profile; of an {@code x_…} value the one sent
 * @param decimals the most that were seen; -1 for texts
 * @param span between which values it was; empty for texts
 * @param obis the code as sent; empty if derived, or if an adapter keeps it to itself
 * @param derivedFrom names it follows from; empty if it was sent
 * @param count in how many readings
 */
public record Delivery(
        Quantity quantity,
        String value,
        String unit,
        int decimals,
        Optional<Span> span,
        Optional<String> obis,
        List<String> derivedFrom,
        long count,
        Rhythm rhythm) {

    /** From the least to the most. */
    public record Span(BigDecimal least, BigDecimal most) {}

    public boolean isDerived() {
        return !derivedFrom.isEmpty();
    }

    public boolean isText() {
        return decimals < 0;
    }
}
