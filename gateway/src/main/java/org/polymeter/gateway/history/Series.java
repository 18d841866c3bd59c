package org.polymeter.gateway.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.reading.Quantity;

/**
 * One quantity of one meter over some time.
 *
 * @param values as received, if readings were asked for; else empty
 * @param parts with values in them, or a usage, in order; empty if readings were asked for
 */
public record Series(String meter, String quantity, Quantity.Kind kind, List<Value> values, List<Part> parts) {

    /**
     * A value as received.
     *
     * @param text as {@code value/{name}} has it
     */
    public record Value(Instant time, String text) {}

    /**
     * An hour, a day, whatever was asked for. A value at its end belongs to it, one at its beginning does not.
     *
     * @param rollup of the values in it; empty if there are none
     * @param usage of registers
     */
    public record Part(Instant from, Instant to, Optional<Rollup> rollup, Optional<Usage> usage) {}

    /**
     * What a register has counted: the difference of two of its values, resets made good. The one nearest to a bound
     * counts for it: the last before or at it, or the next one, if that is at most seven and a half minutes later. So
     * usages of neighbours add up to that of both. After a gap, the first usage is that of the gap, too: then
     * {@code since} is earlier than the part.
     *
     * @param amount in the quantity's unit
     * @param since when the register was read first
     * @param until when it was read last
     */
    public record Usage(BigDecimal amount, Instant since, Instant until) {}
}
