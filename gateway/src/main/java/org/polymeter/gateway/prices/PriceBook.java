package org.polymeter.gateway.prices;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.adapter.PriceMessage;
import org.polymeter.gateway.flow.Intake;
import org.polymeter.gateway.insight.Prices;

/** All series of the configuration, each in a file. */
public final class PriceBook implements Prices {

    private final InstantSource clock;
    private final Map<String, PriceFile> files = new LinkedHashMap<>();
    private final Map<String, BigDecimal> factors = new LinkedHashMap<>();

    public PriceBook(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Adds a series.
     *
     * @param step how long a price holds
     * @param factor what makes prices of a kWh of those in the file: 0.001 of those of a MWh
     */
    public void add(String series, Path file, Duration step, BigDecimal factor) {
        files.put(series, new PriceFile(file, step, clock));
        factors.put(series, factor);
    }

    /**
     * Where a broker's messages about a series go to.
     *
     * @param zone whose midnight begins a list of numbers that says no time
     */
    public Intake intake(String series, PriceMessage.Form form, Duration step, ZoneId zone) {
        return new PriceIntake(file(series), form, step, zone, clock);
    }

    @Override
    public Optional<BigDecimal> at(String series, Instant instant) {
        return Optional.ofNullable(files.get(series))
                .flatMap(file -> file.table().at(instant))
                .map(factors.get(series)::multiply);
    }

    private PriceFile file(String series) {
        PriceFile file = files.get(series);
        if (file == null) {
            throw new IllegalStateException("add the series first: " + series);
        }
        return file;
    }
}
