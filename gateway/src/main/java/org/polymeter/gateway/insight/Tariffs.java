package org.polymeter.gateway.insight;

import java.util.List;
import java.util.Optional;

/** All tariffs that were agreed, and the prices that they refer to. */
public record Tariffs(List<Tariff> all, Prices prices) {

    /** None at all. */
    public static final Tariffs NONE = new Tariffs(List.of(), Prices.NONE);

    public Tariffs {
        all = List.copyOf(all);
    }

    public Optional<Tariff> named(String id) {
        return all.stream().filter(tariff -> tariff.id().equals(id)).findFirst();
    }
}
