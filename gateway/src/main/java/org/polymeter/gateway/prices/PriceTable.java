package org.polymeter.gateway.prices;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;

/** A series of prices. Immutable; a year of quarter hours takes less than 2 MB. */
final class PriceTable {

    private final long[] begins;
    private final BigDecimal[] prices;
    private final Duration step;

    /** {@code step}: how long a price holds, unless the next one begins before. */
    PriceTable(NavigableMap<Instant, BigDecimal> byBegin, Duration step) {
        this.begins =
                byBegin.keySet().stream().mapToLong(Instant::getEpochSecond).toArray();
        this.prices = byBegin.values().toArray(BigDecimal[]::new);
        this.step = step;
    }

    /** Empty where no price holds. */
    Optional<BigDecimal> at(Instant instant) {
        long second = instant.getEpochSecond();
        int place = Arrays.binarySearch(begins, second);
        int holding = place >= 0 ? place : -place - 2;
        return holding >= 0 && second < begins[holding] + step.toSeconds()
                ? Optional.of(prices[holding])
                : Optional.empty();
    }

    /** Whether a price begins at that time and is that one. */
    boolean has(Instant begin, BigDecimal price) {
        int place = Arrays.binarySearch(begins, begin.getEpochSecond());
        return place >= 0 && prices[place].compareTo(price) == 0;
    }

    int size() {
        return begins.length;
    }
}
