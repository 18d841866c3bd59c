package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.polymeter.gateway.insight.Forecast.Basis;

/** Computes where a period that is running will end. */
final class Outlook {

    /** So much before the period's beginning a register may have been read and still count as read then. */
    private static final Duration LATEST_START = Duration.ofMinutes(1);

    /** Without a present power, the mean of less than this says nothing. */
    private static final Duration SHORTEST_MEAN = Duration.ofMinutes(1);

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final int WATT_OF_KILOWATTS = 3;

    private final Span period;
    private final Running running;

    Outlook(Span period, Running running) {
        this.period = period;
        this.running = running;
    }

    /** Energy of the period, in kWh, until an instant. */
    private record Known(BigDecimal kwh, Instant until, Basis basis) {}

    /** Empty if neither a power nor a mean is known. */
    Optional<Forecast> forecast(Optional<BigDecimal> limit, Optional<BigDecimal> nextStep) {
        Optional<Known> known = demand().or(this::register);
        Optional<BigDecimal> power = running.watts()
                .map(watts -> Exact.quotient(watts.max(BigDecimal.ZERO), THOUSAND))
                .or(() -> known.flatMap(this::meanSoFar));
        return power.map(kilowatts -> {
            Known used = known.orElseGet(() -> new Known(BigDecimal.ZERO, period.from(), Basis.POWER));
            BigDecimal kwh = used.kwh().add(Exact.kilowattHours(kilowatts, until(used.until(), period.to())));
            BigDecimal end = Exact.kilowatts(kwh, period.length()).setScale(WATT_OF_KILOWATTS, RoundingMode.HALF_UP);
            BigDecimal now = used.kwh().add(Exact.kilowattHours(kilowatts, until(used.until(), running.now())));
            return new Forecast(period, end, used.basis(), limit, limit.map(bound -> allowed(bound, now)), nextStep);
        });
    }

    private Optional<Known> demand() {
        Instant time = running.demandTime();
        boolean ofThisPeriod = time.isAfter(period.from()) && !time.isAfter(period.to());
        return running.demandWatts()
                .filter(watts -> ofThisPeriod && period.length().equals(QuarterHours.LENGTH))
                .map(watts -> new Known(
                        Exact.kilowattHours(Exact.quotient(watts, THOUSAND), QuarterHours.LENGTH), time, Basis.METER));
    }

    private Optional<Known> register() {
        return running.soFar().filter(this::beginsWithThePeriod).map(energy -> {
            Instant until = energy.span().to();
            BigDecimal kwh =
                    Slices.of(energy, period).stream().map(Slice::kwh).reduce(BigDecimal.ZERO, BigDecimal::add);
            return new Known(kwh, until, Basis.REGISTER);
        });
    }

    private boolean beginsWithThePeriod(Energy energy) {
        Instant from = energy.span().from();
        return !from.isAfter(period.from())
                && !from.isBefore(period.from().minus(LATEST_START))
                && energy.span().to().isAfter(period.from())
                && !energy.span().to().isAfter(period.to());
    }

    private Optional<BigDecimal> meanSoFar(Known known) {
        Duration time = until(period.from(), known.until());
        return time.compareTo(SHORTEST_MEAN) < 0 ? Optional.empty() : Optional.of(Exact.kilowatts(known.kwh(), time));
    }

    private BigDecimal allowed(BigDecimal limit, BigDecimal now) {
        BigDecimal left = Exact.kilowattHours(limit, period.length()).subtract(now);
        return Exact.kilowatts(left.max(BigDecimal.ZERO), until(running.now(), period.to()))
                .multiply(THOUSAND)
                .setScale(0, RoundingMode.DOWN);
    }

    private static Duration until(Instant from, Instant to) {
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }
}
