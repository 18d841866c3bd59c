package org.polymeter.gateway.insight;

import java.math.BigDecimal;

/**
 * One line of a bill.
 *
 * @param direction whose energy it counts; of {@link Direction#EXPORT} the amount is paid to the customer
 * @param vat as a factor: 0.21; on top of the prices
 */
public record Component(String name, Direction direction, Pricing pricing, BigDecimal vat) {}
