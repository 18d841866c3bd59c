package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.polymeter.gateway.insight.RateSums.Price;
import org.polymeter.gateway.insight.Unpriced.Reason;

/**
 * Computes {@link Cost}s of some days: each contract's days, each of its components, each quarter hour. Serves one question,
 * and reads each register only once for it.
 */
final class Costing {

    /** By so many kWh registers of tariffs and their total may differ, because each drops what is below its last digit. */
    private static final BigDecimal ROUNDED_OFF = new BigDecimal("0.01");

    private final EnergySeries series;
    private final Prices prices;
    private final Tariff tariff;
    private final Span all;
    private final List<Unpriced> unpriced = new ArrayList<>();
    private final Map<String, List<Energy>> known = new HashMap<>();
    private final Map<Counted, PeakSearch> searches = new HashMap<>();

    private record Counted(CapacityModel model, Calendar.Holidays holidays) {}

    /** {@code to}: the day after the last that will be asked for. */
    Costing(EnergySeries series, Prices prices, Tariff tariff, LocalDate from, LocalDate to) {
        this.series = series;
        this.prices = prices;
        this.tariff = tariff;
        this.all = tariff.days(from, to);
    }

    /** {@code to}: the day after the last. */
    Cost of(LocalDate from, LocalDate to) {
        unpriced.clear();
        List<Cost.Part> parts = new ArrayList<>();
        LocalDate day = from;
        for (Contract contract : tariff.contracts()) {
            LocalDate begin = later(day, contract.from());
            LocalDate end = earlier(to, contract.to());
            if (begin.isBefore(end)) {
                withoutContract(day, begin);
                parts.add(new Cost.Part(begin, end, lines(contract, begin, end)));
                day = end;
            }
        }
        withoutContract(day, to);
        return new Cost(tariff.currency(), from, to, parts, unpriced, unmeasured(tariff.days(from, to)));
    }

    private List<CostLine> lines(Contract contract, LocalDate from, LocalDate to) {
        List<CostLine> lines = new ArrayList<>();
        for (Component component : contract.components()) {
            switch (component.pricing()) {
                case Pricing.Fixed fixed ->
                    lines.addAll(priced(
                            component, from, to, Reason.NO_PRICE, at -> Optional.of(new Price("", fixed.price()))));
                case Pricing.Registers registers -> lines.addAll(registers(component, registers, from, to));
                case Pricing.Rates rates ->
                    lines.addAll(priced(component, from, to, Reason.NO_RATE, at -> rate(rates, at)));
                case Pricing.Dynamic dynamic ->
                    lines.addAll(priced(component, from, to, Reason.NO_PRICE, at -> price(dynamic, at)));
                case Pricing.Standing standing -> lines.add(standing(component, standing, from, to));
                case Pricing.Capacity capacity ->
                    capacity(component, capacity.model(), contract, from, to).ifPresent(lines::add);
            }
        }
        return lines;
    }

    private Optional<Price> rate(Pricing.Rates rates, Instant instant) {
        return rates.calendar()
                .label(instant.atZone(tariff.zone()))
                .flatMap(label -> Optional.ofNullable(rates.prices().get(label)).map(price -> new Price(label, price)));
    }

    private Optional<Price> price(Pricing.Dynamic dynamic, Instant instant) {
        return prices.at(dynamic.series(), instant)
                .map(price -> new Price(
                        dynamic.series(), price.multiply(dynamic.factor()).add(dynamic.plus())));
    }

    private List<CostLine> registers(Component component, Pricing.Registers registers, LocalDate from, LocalDate to) {
        List<CostLine> lines = new ArrayList<>();
        for (Map.Entry<String, BigDecimal> register : new TreeMap<>(registers.prices()).entrySet()) {
            RateSums sums = new RateSums(component, Reason.NO_PRICE);
            Price price = new Price(register.getKey(), register.getValue());
            String quantity = component.direction().quantity(register.getKey());
            add(sums, quantity, tariff.days(from, to), at -> Optional.of(price));
            lines.addAll(sums.lines());
        }
        inNoRegister(component, lines, tariff.days(from, to));
        return lines;
    }

    /** Energy that the total has counted and no register with a price. */
    private void inNoRegister(Component component, List<CostLine> lines, Span span) {
        BigDecimal rest =
                lines.stream().map(CostLine::quantity).reduce(total(component.direction(), span), BigDecimal::subtract);
        if (rest.compareTo(ROUNDED_OFF) > 0) {
            unpriced.add(new Unpriced(component.name(), component.direction(), Reason.NO_PRICE, rest, span));
        }
    }

    private List<CostLine> priced(
            Component component,
            LocalDate from,
            LocalDate to,
            Reason missing,
            Function<Instant, Optional<Price>> price) {
        RateSums sums = new RateSums(component, missing);
        add(sums, component.direction().quantity(), tariff.days(from, to), price);
        sums.unpriced().ifPresent(unpriced::add);
        return sums.lines();
    }

    private void add(RateSums sums, String quantity, Span span, Function<Instant, Optional<Price>> price) {
        for (Energy energy : energies(quantity, span)) {
            List<Slice> slices = Slices.of(energy, span);
            List<Optional<Price>> found = slices.stream()
                    .map(slice -> price.apply(slice.span().from()))
                    .toList();
            boolean estimated =
                    !span.holds(energy.span()) || found.stream().distinct().count() > 1;
            for (int i = 0; i < slices.size(); i++) {
                sums.add(slices.get(i), found.get(i), estimated);
            }
        }
    }

    private static CostLine standing(Component component, Pricing.Standing standing, LocalDate from, LocalDate to) {
        BigDecimal quantity = Accrual.count(standing.per(), from, to);
        BigDecimal net = Accrual.of(standing.price(), standing.per(), from, to);
        return new CostLine(
                component.name(),
                "",
                quantity,
                standing.per().name().toLowerCase(Locale.ROOT),
                net,
                net.multiply(component.vat()),
                BigDecimal.ZERO);
    }

    private Optional<CostLine> capacity(
            Component component, CapacityModel model, Contract contract, LocalDate from, LocalDate to) {
        PeakSearch search = searches.computeIfAbsent(
                new Counted(model, contract.holidays()),
                counted -> new PeakSearch(series, tariff, counted.model(), counted.holidays()));
        List<BigDecimal> kilowatts = new ArrayList<>();
        BigDecimal net = BigDecimal.ZERO;
        LocalDate day = from;
        while (day.isBefore(to)) {
            YearMonth month = YearMonth.from(day);
            LocalDate end = earlier(month.plusMonths(1).atDay(1), to);
            Optional<BigDecimal> billed = search.billed(month);
            LocalDate begin = day;
            Optional<BigDecimal> charge = billed.flatMap(kw -> CapacityCharge.of(model, kw, begin, end));
            if (charge.isPresent()) {
                kilowatts.add(billed.get());
                net = net.add(charge.get());
            } else {
                Reason reason = billed.isPresent() ? Reason.NO_RATE : Reason.NO_PEAK;
                unpriced.add(new Unpriced(
                        component.name(), component.direction(), reason, BigDecimal.ZERO, tariff.days(day, end)));
            }
            day = end;
        }
        BigDecimal amount = net;
        return PeakSearch.mean(kilowatts)
                .map(mean -> new CostLine(
                        component.name(),
                        model.name(),
                        mean,
                        "kW",
                        amount,
                        amount.multiply(component.vat()),
                        BigDecimal.ZERO));
    }

    /** Energy that was used while there was no contract is said, not given away. */
    private void withoutContract(LocalDate from, LocalDate to) {
        if (!from.isBefore(to)) {
            return;
        }
        Span span = tariff.days(from, to);
        for (Direction direction : Direction.values()) {
            BigDecimal kwh = total(direction, span);
            if (kwh.signum() != 0) {
                unpriced.add(new Unpriced("", direction, Reason.NO_CONTRACT, kwh, span));
            }
        }
    }

    private BigDecimal total(Direction direction, Span span) {
        return Slices.of(energies(direction.quantity(), span), span).stream()
                .map(Slice::kwh)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Duration unmeasured(Span span) {
        Duration known = Slices.of(energies(Direction.IMPORT.quantity(), span), span).stream()
                .map(slice -> slice.span().length())
                .reduce(Duration.ZERO, Duration::plus);
        return span.length().minus(known);
    }

    /** Asked for once, for components are many. */
    private List<Energy> energies(String quantity, Span span) {
        List<Energy> energies = known.computeIfAbsent(quantity, asked -> series.between(tariff.meter(), quantity, all));
        return span.equals(all)
                ? energies
                : energies.stream().filter(energy -> energy.span().meets(span)).toList();
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }
}
