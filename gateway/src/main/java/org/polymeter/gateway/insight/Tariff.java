package org.polymeter.gateway.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * What a point of delivery pays, by one contract after the other.
 *
 * @param meter or point of delivery
 * @param currency three letters, ISO 4217
 * @param zone whose days, hours and months count
 * @param contracts in the order of time, none over another
 */
public record Tariff(String id, String meter, String currency, ZoneId zone, List<Contract> contracts) {

    public Tariff {
        contracts = List.copyOf(contracts);
    }

    /** Days as they are where the meter is, with 23 or 25 hours now and then. */
    public Span days(LocalDate from, LocalDate to) {
        return new Span(midnight(from), midnight(to));
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
