package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.util.Map;

/** How a {@link Component} is charged. Prices of kWh are in whole units of the currency. */
public sealed interface Pricing {

    /** The same at all times. */
    record Fixed(BigDecimal price) implements Pricing {}

    /**
     * By the meter's own registers.
     *
     * @param prices by tariff: {@code t1} is what {@code energy_import_t1_kwh} counts
     */
    record Registers(Map<String, BigDecimal> prices) implements Pricing {
        public Registers {
            prices = Map.copyOf(prices);
        }
    }

    /** By the time of use; {@code prices} has one for each label of the calendar. */
    record Rates(Calendar calendar, Map<String, BigDecimal> prices) implements Pricing {
        public Rates {
            prices = Map.copyOf(prices);
        }
    }

    /** {@code price × factor + plus}, with a price of a series. */
    record Dynamic(String series, BigDecimal factor, BigDecimal plus) implements Pricing {}

    /** For being connected, whatever is used. */
    record Standing(BigDecimal price, Per per) implements Pricing {}

    /** For the capacity that was taken. */
    record Capacity(CapacityModel model) implements Pricing {}

    /** What a standing charge is charged for; parts of it are charged by the day. */
    enum Per {
        DAY,
        MONTH,
        YEAR
    }
}
