package org.polymeter.gateway.config;

import java.util.List;
import org.polymeter.gateway.insight.Tariff;

/** What energy costs: series of prices, and tariffs, which may name them. */
public record MoneyConfig(List<PriceConfig> prices, List<Tariff> tariffs) {

    public static final MoneyConfig NONE = new MoneyConfig(List.of(), List.of());

    public MoneyConfig {
        prices = List.copyOf(prices);
        tariffs = List.copyOf(tariffs);
    }
}
