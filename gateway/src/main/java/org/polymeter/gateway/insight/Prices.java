package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Prices that change by the quarter hour or the hour. */
public interface Prices {

    /** No series at all. */
    Prices NONE = (series, instant) -> Optional.empty();

    /**
     * What a kWh costs that is used right after an instant; may be negative. Empty if nobody has said.
     *
     * @param series an id of the configuration's {@code prices}
     */
    Optional<BigDecimal> at(String series, Instant instant);
}
