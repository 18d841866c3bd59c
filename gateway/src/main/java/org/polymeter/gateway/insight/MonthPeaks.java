package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * The peaks of a month.
 *
 * @param peaks those that count, the highest first
 * @param kilowatts their mean, at least the model's floor; empty if the month has no whole period
 * @param unmeasured time of the month that no whole period covers: past, without energies, or still to come
 */
public record MonthPeaks(YearMonth month, List<Peak> peaks, Optional<BigDecimal> kilowatts, Duration unmeasured) {

    public MonthPeaks {
        peaks = List.copyOf(peaks);
    }
}
