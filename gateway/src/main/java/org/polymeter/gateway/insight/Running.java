package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What a meter says while a period runs.
 *
 * @param now when
 * @param demandWatts its {@code demand_import_w}: the energy since the quarter hour began, divided by a whole quarter hour, so
 *     that it begins at 0 and ends at the quarter hour's mean
 * @param demandTime when it said so
 * @param soFar what the import register has moved since the period began, or a little before, until it was heard last
 * @param watts {@code power_import_w}
 */
public record Running(
        Instant now,
        Optional<BigDecimal> demandWatts,
        Instant demandTime,
        Optional<Energy> soFar,
        Optional<BigDecimal> watts) {

    /** A meter that knows nothing of demands. */
    public static Running of(Instant now, Optional<Energy> soFar, Optional<BigDecimal> watts) {
        return new Running(now, Optional.empty(), now, soFar, watts);
    }

    /** The same with the meter's own running mean. */
    public Running withDemand(BigDecimal demand, Instant time) {
        return new Running(now, Optional.of(demand), time, soFar, watts);
    }
}
