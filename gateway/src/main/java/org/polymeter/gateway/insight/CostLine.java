package org.polymeter.gateway.insight;

import java.math.BigDecimal;

/**
 * One line of a bill: a component at one rate.
 *
 * @param rate {@code day}, {@code t1}, a series' id, a model's name; empty where there is only one
 * @param quantity how much, in {@code unit}
 * @param unit {@code kWh}, {@code day}, {@code month}, {@code year}, or {@code kW}: of a capacity, the mean over the months
 * @param net amount without VAT; negative if it is paid to the customer
 * @param vat what is to be added
 * @param estimated of the quantity, the kWh that were apportioned by time, because they came in one with others of another
 *     price or of another period
 */
public record CostLine(
        String component,
        String rate,
        BigDecimal quantity,
        String unit,
        BigDecimal net,
        BigDecimal vat,
        BigDecimal estimated) {

    public BigDecimal gross() {
        return net.add(vat);
    }
}
