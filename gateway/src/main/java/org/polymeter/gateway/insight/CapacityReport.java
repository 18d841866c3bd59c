package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A month's peaks and what they cost.
 *
 * @param model the name of its {@link CapacityModel}
 * @param month the month that was asked for
 * @param billedMonths those whose mean is billed, the newest last
 * @param billed kW; empty if nothing is known
 * @param cost of the whole month at that capacity, without VAT; empty if there is no price
 * @param step the step that the capacity is in, where there are steps
 */
public record CapacityReport(
        String model,
        MonthPeaks month,
        List<MonthPeaks> billedMonths,
        Optional<BigDecimal> billed,
        Optional<BigDecimal> cost,
        Optional<CapacityModel.Step> step) {

    public CapacityReport {
        billedMonths = List.copyOf(billedMonths);
    }
}
