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
    private final Map<String, Kept> series = new LinkedHashMap<>();

    private record Kept(PriceFile file, BigDecimal factor) {}

    public PriceBook(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Adds a series.
     *
     * @param id which tariffs call it by
     * @param step how long a price holds
     * @param factor what makes prices of a kWh of those in the file: 0.001 of those of a MWh
     */
    public void add(String id, Path file, Duration step, BigDecimal factor) {
        series.put(id, new Kept(new PriceFile(file, step, clock), factor));
    }

    /**
     * Where a broker's messages about a series go to.
     *
     * @param zone whose midnight begins a list of numbers that says no time
     */
    public Intake intake(String id, PriceMessage.Form form, Duration step, ZoneId zone) {
        Kept kept = series.get(id);
        if (kept == null) {
            throw new IllegalStateException("add the series first: " + id);
        }
        return new PriceIntake(kept.file(), form, step, zone, clock);
    }

    @Override
    public Optional<BigDecimal> at(String id, Instant instant) {
        return Optional.ofNullable(series.get(id))
                .flatMap(kept -> kept.file().table().at(instant).map(kept.factor()::multiply));
    }
}
