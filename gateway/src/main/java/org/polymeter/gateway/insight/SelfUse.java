package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of the own production. All in kWh, of the time in which all meters of the site are known.
 *
 * @param produced by the plants
 * @param imported from the grid
 * @param exported to the grid
 * @param charged into batteries
 * @param discharged out of them
 * @param selfConsumed production that did not go to the grid, a battery's charge and losses included; of each quarter hour
 *     at least 0
 * @param consumed by the house: imported + selfConsumed + discharged − charged, of each quarter hour at least 0
 * @param unmeasured time in which a meter is missing, in no amount
 */
public record SelfUse(
        BigDecimal produced,
        BigDecimal imported,
        BigDecimal exported,
        BigDecimal charged,
        BigDecimal discharged,
        BigDecimal selfConsumed,
        BigDecimal consumed,
        Duration unmeasured) {

    /** Which part of the production was used in the house: 0 to 1; empty if there was none. */
    public Optional<BigDecimal> selfConsumption() {
        return share(selfConsumed, produced);
    }

    /**
     * Which part of what the house used did not come from the grid: 0 to 1, and 0 if more was imported to charge a battery;
     * empty if it used nothing.
     */
    public Optional<BigDecimal> autarky() {
        return share(consumed.subtract(imported).max(BigDecimal.ZERO), consumed);
    }

    private static Optional<BigDecimal> share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? Optional.empty() : Optional.of(Exact.quotient(part, whole));
    }
}
