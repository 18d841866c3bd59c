package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the peaks of months as a {@link CapacityModel} counts them. Remembers months, so one serves one question. */
final class PeakSearch {

    private static final Comparator<Peak> HIGHEST_FIRST =
            Comparator.comparing(Peak::kilowatts).reversed().thenComparing(Peak::begin);

    private final EnergySeries series;
    private final Tariff tariff;
    private final CapacityModel model;
    private final Calendar weights;
    private final Map<YearMonth, MonthPeaks> found = new HashMap<>();

    PeakSearch(EnergySeries series, Tariff tariff, CapacityModel model, Calendar.Holidays holidays) {
        this.series = series;
        this.tariff = tariff;
        this.model = model;
        this.weights = new Calendar(model.weights(), holidays);
    }

    /** What a month's energies say; of the running month, what there is. */
    MonthPeaks month(YearMonth month) {
        return found.computeIfAbsent(month, this::search);
    }

    /** The months that count for the bill of this one and have energies, the newest last. */
    List<MonthPeaks> billedMonths(YearMonth month) {
        List<MonthPeaks> months = new ArrayList<>();
        for (int back = model.months() - 1; back >= 0; back--) {
            MonthPeaks peaks = month(month.minusMonths(back));
            if (peaks.kilowatts().isPresent()) {
                months.add(peaks);
            }
        }
        return months;
    }

    /** What is billed in a month, in kW; empty if nothing is known. */
    Optional<BigDecimal> billed(YearMonth month) {
        return mean(billedMonths(month).stream()
                .map(peaks -> peaks.kilowatts().orElseThrow())
                .toList());
    }

    /** All that compete in a month, but not those of one day: of each day the highest if days are to differ. */
    List<Peak> candidatesWithout(LocalDate day, YearMonth month) {
        return candidates(periods(month)).stream()
                .filter(peak ->
                        !model.apart() || !local(peak.begin()).toLocalDate().equals(day))
                .sorted(HIGHEST_FIRST)
                .toList();
    }

    /** How a period counts that begins then; empty if it does not. */
    Optional<BigDecimal> weight(Instant begin) {
        return model.weights().isEmpty()
                ? Optional.of(BigDecimal.ONE)
                : weights.label(local(begin)).map(BigDecimal::new).filter(weight -> weight.signum() > 0);
    }

    /** The period that an instant lies in. */
    Span period(Instant instant) {
        if (model.period().equals(QuarterHours.LENGTH)) {
            return QuarterHours.around(instant);
        }
        Instant begin = local(instant).truncatedTo(ChronoUnit.HOURS).toInstant();
        return new Span(begin, begin.plus(model.period()));
    }

    static Optional<BigDecimal> mean(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal::add).map(sum -> Exact.quotient(sum, values.size()));
    }

    private MonthPeaks search(YearMonth month) {
        List<Sum> whole = periods(month);
        List<Peak> best = candidates(whole).stream()
                .sorted(HIGHEST_FIRST)
                .limit(model.highest())
                .toList();
        Optional<BigDecimal> mean = mean(best.stream().map(Peak::kilowatts).toList());
        Optional<BigDecimal> counted = whole.isEmpty()
                ? Optional.empty()
                : Optional.of(mean.orElse(BigDecimal.ZERO).max(model.floor()));
        Duration measured = model.period().multipliedBy(whole.size());
        return new MonthPeaks(month, best, counted, span(month).length().minus(measured));
    }

    private List<Sum> periods(YearMonth month) {
        Span span = span(month);
        Map<Instant, Sum> sums = new LinkedHashMap<>();
        for (Energy energy : series.between(tariff.meter(), Direction.IMPORT.quantity(), span)) {
            for (Slice slice : Slices.of(energy, span)) {
                Span period = period(slice.span().from());
                sums.computeIfAbsent(period.from(), Sum::new).add(slice, period.holds(energy.span()));
            }
        }
        return sums.values().stream()
                .filter(sum -> sum.covered == model.period().toMillis())
                .toList();
    }

    private List<Peak> candidates(List<Sum> periods) {
        List<Peak> all = new ArrayList<>();
        Map<LocalDate, Peak> ofDays = new HashMap<>();
        for (Sum sum : periods) {
            weight(sum.begin).ifPresent(weight -> {
                Peak peak = new Peak(
                        sum.begin, Exact.kilowatts(sum.kwh, model.period()).multiply(weight), sum.estimated);
                all.add(peak);
                ofDays.merge(local(peak.begin()).toLocalDate(), peak, PeakSearch::higher);
            });
        }
        return model.apart() ? List.copyOf(ofDays.values()) : all;
    }

    private static Peak higher(Peak a, Peak b) {
        return HIGHEST_FIRST.compare(a, b) <= 0 ? a : b;
    }

    private Span span(YearMonth month) {
        return tariff.days(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    private ZonedDateTime local(Instant instant) {
        return instant.atZone(tariff.zone());
    }

    /** What has come together of a period. */
    private static final class Sum {

        private final Instant begin;
        private BigDecimal kwh = BigDecimal.ZERO;
        private long covered;
        private boolean estimated;

        Sum(Instant begin) {
            this.begin = begin;
        }

        void add(Slice slice, boolean whole) {
            kwh = kwh.add(slice.kwh());
            covered += slice.span().millis();
            estimated |= !whole;
        }
    }
}
