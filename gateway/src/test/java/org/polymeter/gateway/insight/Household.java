package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Energies in memory. */
final class Household implements EnergySeries {

    static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    static final Duration QUARTER = Duration.ofMinutes(15);

    private final Map<String, List<Energy>> registers = new HashMap<>();

    @Override
    public List<Energy> between(String meter, String quantity, Span range) {
        return registers.getOrDefault(meter + " " + quantity, List.of()).stream()
                .filter(energy -> energy.span().meets(range))
                .toList();
    }

    /** The import register of the meter "house". */
    Household used(Instant from, Duration time, String kwh) {
        return counted("house", "energy_import_kwh", from, time, kwh);
    }

    Household fed(Instant from, Duration time, String kwh) {
        return counted("house", "energy_export_kwh", from, time, kwh);
    }

    Household counted(String meter, String quantity, Instant from, Duration time, String kwh) {
        registers
                .computeIfAbsent(meter + " " + quantity, key -> new ArrayList<>())
                .add(new Energy(from, from.plus(time), new BigDecimal(kwh)));
        return this;
    }

    /** The same in every quarter hour of some days where the meter is. */
    Household every(String quantity, ZoneId zone, LocalDate from, LocalDate to, String kwh) {
        Instant end = to.atStartOfDay(zone).toInstant();
        for (Instant at = from.atStartOfDay(zone).toInstant(); at.isBefore(end); at = at.plus(QUARTER)) {
            counted("house", quantity, at, QUARTER, kwh);
        }
        return this;
    }

    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BRUSSELS).toInstant();
    }
}
