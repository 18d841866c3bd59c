package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The front door: what energies cost, what peaks cost, where the running quarter hour will end, and what becomes of the own
 * production. Asks the series anew each time and remembers nothing.
 */
public final class Insight {

    private final EnergySeries series;
    private final Prices prices;

    public Insight(EnergySeries series, Prices prices) {
        this.series = series;
        this.prices = prices;
    }

    /**
     * What some days have cost. Standing charges are those of all these days, also of those to come.
     *
     * @param to the day after the last
     */
    public Cost cost(Tariff tariff, LocalDate from, LocalDate to) {
        return new Costing(series, prices, tariff, from, to).of(from, to);
    }

    /** How it came together; {@code bounds}: the first days of the parts, and the day after the last. */
    public CostCourse costs(Tariff tariff, List<LocalDate> bounds) {
        LocalDate from = bounds.getFirst();
        LocalDate to = bounds.getLast();
        Costing costing = new Costing(series, prices, tariff, from, to);
        Cost whole = costing.of(from, to);
        if (bounds.size() == 2) {
            return new CostCourse(whole, List.of(whole));
        }
        List<Cost> parts = new ArrayList<>();
        for (int i = 1; i < bounds.size(); i++) {
            parts.add(costing.of(bounds.get(i - 1), bounds.get(i)));
        }
        return new CostCourse(whole, parts);
    }

    /** The peaks of a month and what they cost, for each capacity model of the last contract that has a day in it. */
    public List<CapacityReport> capacity(Tariff tariff, YearMonth month) {
        List<CapacityReport> reports = new ArrayList<>();
        for (Contract contract : tariff.contracts().reversed()) {
            if (reports.isEmpty()
                    && contract.meets(month.atDay(1), month.plusMonths(1).atDay(1))) {
                for (CapacityModel model : models(contract)) {
                    reports.add(report(new PeakSearch(series, tariff, model, contract.holidays()), model, month));
                }
            }
        }
        return reports;
    }

    /**
     * Where the running period will end: that of the first capacity model, and without one the quarter hour. Empty if
     * nothing is known of it.
     */
    public Optional<Forecast> forecast(Tariff tariff, Running running) {
        Optional<Contract> contract =
                contract(tariff, running.now().atZone(tariff.zone()).toLocalDate());
        Optional<CapacityModel> model =
                contract.flatMap(agreed -> models(agreed).stream().findFirst());
        Span period = period(tariff, running.now());
        if (model.isEmpty()) {
            return new Outlook(period, running).forecast(Optional.empty(), Optional.empty());
        }
        PeakSearch search = new PeakSearch(
                series, tariff, model.get(), contract.orElseThrow().holidays());
        Room room = new Room(search, model.get(), period.from(), tariff.zone());
        return new Outlook(period, running).forecast(room.withoutRise(), room.withinStep());
    }

    /** The period that runs now: that of the first capacity model, and without one the quarter hour. */
    public Span period(Tariff tariff, Instant now) {
        Optional<Contract> contract = contract(tariff, now.atZone(tariff.zone()).toLocalDate());
        return contract.flatMap(agreed -> models(agreed).stream()
                        .findFirst()
                        .map(model -> new PeakSearch(series, tariff, model, agreed.holidays()).period(now)))
                .orElse(QuarterHours.around(now));
    }

    /**
     * What became of the production of some days.
     *
     * @param to the day after the last
     */
    public SelfUse selfUse(Site site, ZoneId zone, LocalDate from, LocalDate to) {
        Span range = new Span(
                from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
        return SelfUseSum.of(series, site, range);
    }

    private static CapacityReport report(PeakSearch search, CapacityModel model, YearMonth month) {
        Optional<BigDecimal> billed = search.billed(month);
        return new CapacityReport(
                model.name(),
                search.month(month),
                search.billedMonths(month),
                billed,
                billed.flatMap(kilowatts -> CapacityCharge.of(model, kilowatts, month)),
                billed.flatMap(model::step));
    }

    private static Optional<Contract> contract(Tariff tariff, LocalDate day) {
        return tariff.contracts().stream()
                .filter(contract -> contract.meets(day, day.plusDays(1)))
                .findFirst();
    }

    private static List<CapacityModel> models(Contract contract) {
        List<CapacityModel> models = new ArrayList<>();
        for (Component component : contract.components()) {
            if (component.pricing() instanceof Pricing.Capacity capacity) {
                models.add(capacity.model());
            }
        }
        return models;
    }
}
