package org.polymeter.gateway.insight;

import java.math.BigDecimal;

/**
 * Energy, or a capacity, that is in no amount, because nobody has said what it costs.
 *
 * @param component empty: there was no contract
 * @param kwh how much; 0 for a capacity
 * @param span the first and the last of it
 */
public record Unpriced(String component, Direction direction, Reason reason, BigDecimal kwh, Span span) {

    /** Why it has no price. */
    public enum Reason {
        NO_CONTRACT,
        NO_PRICE,
        /** The calendar of the contract leaves that time out, or nobody has set a price for a peak. */
        NO_RATE,
        /** A capacity of a month without energies. */
        NO_PEAK
    }
}
