package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Where the running quarter hour, or hour, will end.
 *
 * @param kilowatts mean power of the whole period if the present power stays; to whole watts, half up
 * @param basis how what has been used so far is known
 * @param limit kW that the period may reach without the bill rising; empty if the period counts for nothing or no energies
 *     of the month are known
 * @param allowedWatts power from now until the end that keeps it under the limit; whole watts, rounded down; 0: it is over
 *     already. Empty if there is no limit
 * @param nextStep kW that the period may reach without the bill entering the next step; empty without steps
 */
public record Forecast(
        Span period,
        BigDecimal kilowatts,
        Basis basis,
        Optional<BigDecimal> limit,
        Optional<BigDecimal> allowedWatts,
        Optional<BigDecimal> nextStep) {

    /** From what the energy of the period until now is known, the best first. */
    public enum Basis {
        /** The meter's own running mean. */
        METER,
        /** The register at the period's beginning and now. */
        REGISTER,
        /** Only the present power is known; it is taken for what has been all along. */
        POWER
    }
}
