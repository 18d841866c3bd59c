package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an operator makes money of peaks: of each period of a month the mean power, of these the highest, of these the mean,
 * of these the mean of several months.
 *
 * @param title for people
 * @param period over which power is averaged: a quarter hour or an hour
 * @param highest how many periods of a month count
 * @param apart whether each of them is of another day
 * @param floor kW that a month counts at least; 0 for none
 * @param months of how many months, the running one included, the mean is billed; of those that there are
 * @param weights what a period's power is multiplied by: the labels of these windows; without windows 1, outside all of
 *     them not at all
 * @param rates of a kW
 * @param steps of the billed kW, in rising order, if it is not charged by the kW
 * @param currency of rates and steps; empty where there are none
 * @param source who says so, and when it was read
 */
public record CapacityModel(
        String name,
        String title,
        Duration period,
        int highest,
        boolean apart,
        BigDecimal floor,
        int months,
        List<Calendar.Window> weights,
        List<Rate> rates,
        List<Step> steps,
        Optional<String> currency,
        String source) {

    /** {@code price} of a kW for a month or a year, in some months. */
    public record Rate(BigDecimal price, Pricing.Per per, Set<Month> months) {
        public Rate {
            months = Set.copyOf(months);
        }
    }

    /**
     * A price by the month for all below a power.
     *
     * @param below kW; empty: there is no further step
     */
    public record Step(Optional<BigDecimal> below, BigDecimal price) {

        boolean holds(BigDecimal kilowatts) {
            return below.map(bound -> kilowatts.compareTo(bound) < 0).orElse(true);
        }
    }

    public CapacityModel {
        weights = List.copyOf(weights);
        rates = List.copyOf(rates);
        steps = List.copyOf(steps);
    }

    /** Whether it says what a peak costs. */
    public boolean hasPrices() {
        return !rates.isEmpty() || !steps.isEmpty();
    }

    /** The same at another price for each kW, whatever it says itself. */
    public CapacityModel at(BigDecimal price, Pricing.Per per) {
        Rate rate = new Rate(price, per, Set.of(Month.values()));
        return new CapacityModel(
                name,
                title,
                period,
                highest,
                apart,
                floor,
                months,
                weights,
                List.of(rate),
                List.of(),
                Optional.empty(),
                source);
    }

    /** The same with other steps. */
    public CapacityModel with(List<Step> others) {
        return new CapacityModel(
                name,
                title,
                period,
                highest,
                apart,
                floor,
                months,
                weights,
                List.of(),
                others,
                Optional.empty(),
                source);
    }

    /** The same with another floor. */
    public CapacityModel atLeast(BigDecimal kilowatts) {
        return new CapacityModel(
                name, title, period, highest, apart, kilowatts, months, weights, rates, steps, currency, source);
    }

    Optional<Rate> rate(Month month) {
        return rates.stream().filter(rate -> rate.months().contains(month)).findFirst();
    }

    Optional<Step> step(BigDecimal kilowatts) {
        return steps.stream().filter(step -> step.holds(kilowatts)).findFirst();
    }
}
