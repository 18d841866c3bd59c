package org.polymeter.gateway.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.insight.Household.BRUSSELS;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random households against what is computed a second time, minute by minute and without any of the program's classes, over
 * days with 23, 24 and 25 hours, a leap day, and ends of months and years, with gaps, new contracts and negative prices.
 */
class InsightPropertyTest {

    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal NEARLY_NOTHING = new BigDecimal("1e-9");
    private static final int SEEDS = 4;

    /** The first of some days, and a seed. */
    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String day : List.of("2026-03-27", "2026-10-23", "2028-02-27", "2026-12-29", "2026-06-01")) {
            for (int seed = 0; seed < SEEDS; seed++) {
                cases.add(new Case(LocalDate.parse(day), seed));
            }
        }
        return cases.stream();
    }

    record Case(LocalDate first, int seed) {
        LocalDate end() {
            return first.plusDays(5);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void costs_are_those_that_minutes_add_up_to(Case sample) {
        List<Energy> energies = energies(sample, new Random(sample.seed()));
        LocalDate change = sample.first().plusDays(2);
        Tariff tariff = new Tariff(
                "house",
                "house",
                "EUR",
                BRUSSELS,
                List.of(
                        contract(LocalDate.MIN, change, "0.31", "0.22"),
                        contract(change, LocalDate.MAX, "0.27", "0.19")));
        Prices spot = (series, instant) -> spot(instant);

        Cost cost = new Insight((meter, quantity, range) -> meeting(energies, quantity, range), spot)
                .cost(tariff, sample.first(), sample.end());

        BigDecimal expected = BigDecimal.ZERO;
        BigDecimal unpriced = BigDecimal.ZERO;
        BigDecimal all = BigDecimal.ZERO;
        for (Energy energy : energies) {
            long minutes =
                    Duration.between(energy.span().from(), energy.span().to()).toMinutes();
            BigDecimal share = energy.kwh().divide(BigDecimal.valueOf(minutes), DIGITS);
            for (long minute = 0; minute < minutes; minute++) {
                Instant at = energy.span().from().plusSeconds(60 * minute);
                LocalDateTime local = LocalDateTime.ofInstant(at, BRUSSELS);
                if (local.isBefore(sample.first().atStartOfDay())
                        || !local.isBefore(sample.end().atStartOfDay())) {
                    continue;
                }
                all = all.add(share);
                boolean weekend = local.getDayOfWeek().getValue() > 5;
                boolean day = !weekend && local.getHour() >= 7 && local.getHour() < 22;
                boolean old = local.toLocalDate().isBefore(change);
                BigDecimal rate = new BigDecimal(day ? old ? "0.31" : "0.27" : old ? "0.22" : "0.19");
                expected = expected.add(share.multiply(rate).multiply(new BigDecimal("1.21")));
                Optional<BigDecimal> price = spot(at);
                if (price.isPresent()) {
                    BigDecimal paid =
                            price.get().multiply(new BigDecimal("1.05")).add(new BigDecimal("0.02"));
                    expected = expected.add(share.multiply(paid).multiply(new BigDecimal("1.06")));
                } else {
                    unpriced = unpriced.add(share);
                }
            }
        }
        same(cost.gross(), expected);
        same(sum(cost.unpriced().stream().map(Unpriced::kwh)), unpriced);
        same(sum(lines(cost, "rated").map(CostLine::quantity)), all);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void days_add_up_to_their_period_to_the_last_digit(Case sample) {
        List<Energy> energies = energies(sample, new Random(sample.seed()));
        Tariff tariff = new Tariff(
                "house", "house", "EUR", BRUSSELS, List.of(contract(LocalDate.MIN, LocalDate.MAX, "0.3", "0.2")));
        Insight insight = new Insight(
                (meter, quantity, range) -> meeting(energies, quantity, range), (series, instant) -> spot(instant));

        BigDecimal days = BigDecimal.ZERO;
        for (LocalDate day = sample.first(); day.isBefore(sample.end()); day = day.plusDays(1)) {
            days = days.add(insight.cost(tariff, day, day.plusDays(1)).gross());
        }

        assertThat(days)
                .isEqualByComparingTo(
                        insight.cost(tariff, sample.first(), sample.end()).gross());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void peaks_are_those_that_a_second_look_finds(Case sample) {
        List<Energy> energies = energies(sample, new Random(sample.seed()));
        Insight insight = new Insight((meter, quantity, range) -> meeting(energies, quantity, range), Prices.NONE);
        YearMonth month = YearMonth.from(sample.first());

        for (String name : List.of("flanders", "norway", "sweden", "sweden-seom", "sweden-ellevio")) {
            CapacityModel model = CapacityModels.named(name).orElseThrow();
            List<BigDecimal> found = insight
                    .capacity(CapacityTest.tariff(model, Calendar.Holidays.NONE), month)
                    .getFirst()
                    .month()
                    .peaks()
                    .stream()
                    .map(Peak::kilowatts)
                    .toList();
            List<BigDecimal> expected = peaks(energies, month, name);
            assertThat(found).as(name).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                same(found.get(i), expected.get(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void own_use_is_what_the_sums_of_common_spans_say(Case sample) {
        Random random = new Random(sample.seed());
        List<Energy> imported = energies(sample, random);
        List<Energy> exported = energies(sample, random);
        List<Energy> produced = energies(sample, random);
        Map<String, List<Energy>> registers = Map.of(
                "house energy_import_kwh", imported,
                "house energy_export_kwh", exported,
                "roof energy_export_kwh", produced);
        Span range = new Span(
                sample.first().atStartOfDay(BRUSSELS).toInstant(),
                sample.end().atStartOfDay(BRUSSELS).toInstant());

        SelfUse use = new Insight(
                        (meter, quantity, asked) -> registers.getOrDefault(meter + " " + quantity, List.of()).stream()
                                .filter(energy -> energy.span().meets(asked))
                                .toList(),
                        Prices.NONE)
                .selfUse(Site.of(List.of("house"), List.of("roof"), List.of()), BRUSSELS, sample.first(), sample.end());

        BigDecimal self = BigDecimal.ZERO;
        long known = 0;
        Instant begin = range.from();
        while (begin.isBefore(range.to())) {
            Instant end = begin;
            Optional<BigDecimal> own = Optional.empty();
            boolean begins = begins(imported, begin) && begins(exported, begin) && begins(produced, begin);
            while (begins && own.isEmpty() && end.isBefore(range.to())) {
                end = end.plusSeconds(900);
                own = exactly(imported, begin, end).isPresent()
                                && exactly(exported, begin, end).isPresent()
                        ? both(exactly(produced, begin, end), exactly(exported, begin, end))
                        : Optional.empty();
            }
            if (own.isPresent()) {
                self = self.add(own.get().max(BigDecimal.ZERO));
                known += Duration.between(begin, end).toSeconds();
                begin = end;
            } else {
                begin = begin.plusSeconds(900);
            }
        }
        assertThat(use.selfConsumed()).isEqualByComparingTo(self);
        assertThat(use.unmeasured()).isEqualTo(range.length().minusSeconds(known));
    }

    private static boolean begins(List<Energy> energies, Instant at) {
        return energies.stream().anyMatch(energy -> energy.span().from().equals(at));
    }

    private static Optional<BigDecimal> both(Optional<BigDecimal> produced, Optional<BigDecimal> exported) {
        return produced.flatMap(kwh -> exported.map(kwh::subtract));
    }

    /** What a register moved in a span that its energies fill without a rest. */
    private static Optional<BigDecimal> exactly(List<Energy> energies, Instant from, Instant to) {
        BigDecimal sum = BigDecimal.ZERO;
        long seconds = 0;
        for (Energy energy : energies) {
            if (!energy.span().from().isBefore(to)) {
                break;
            }
            if (!energy.span().from().isBefore(from) && !energy.span().to().isAfter(to)) {
                sum = sum.add(energy.kwh());
                seconds += Duration.between(energy.span().from(), energy.span().to())
                        .toSeconds();
            }
        }
        return seconds == Duration.between(from, to).toSeconds() ? Optional.of(sum) : Optional.empty();
    }

    private static List<BigDecimal> peaks(List<Energy> energies, YearMonth month, String model) {
        int minutes = model.equals("flanders") ? 15 : 60;
        Map<Long, BigDecimal> kwh = new TreeMap<>();
        Map<Long, Integer> covered = new HashMap<>();
        for (Energy energy : energies) {
            long length =
                    Duration.between(energy.span().from(), energy.span().to()).toMinutes();
            BigDecimal share = energy.kwh().divide(BigDecimal.valueOf(length), DIGITS);
            for (long minute = 0; minute < length; minute++) {
                Instant at = energy.span().from().plusSeconds(60 * minute);
                if (YearMonth.from(LocalDateTime.ofInstant(at, BRUSSELS)).equals(month)) {
                    long period = at.getEpochSecond() / (60L * minutes);
                    kwh.merge(period, share, BigDecimal::add);
                    covered.merge(period, 1, Integer::sum);
                }
            }
        }
        List<BigDecimal> values = new ArrayList<>();
        Map<LocalDate, BigDecimal> days = new HashMap<>();
        kwh.forEach((period, energy) -> {
            LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(period * 60L * minutes), BRUSSELS);
            BigDecimal weight = weight(model, local);
            if (covered.getOrDefault(period, 0) == minutes && weight.signum() > 0) {
                BigDecimal kilowatts =
                        energy.multiply(BigDecimal.valueOf(60L / minutes)).multiply(weight);
                values.add(kilowatts);
                days.merge(local.toLocalDate(), kilowatts, BigDecimal::max);
            }
        });
        boolean apart = model.equals("norway") || model.equals("sweden-ellevio");
        return (apart ? days.values().stream() : values.stream())
                .sorted(Comparator.reverseOrder())
                .limit(model.equals("flanders") ? 1 : 3)
                .toList();
    }

    private static BigDecimal weight(String model, LocalDateTime local) {
        int hour = local.getHour();
        return switch (model) {
            case "sweden-seom" ->
                local.getDayOfWeek().getValue() <= 5 && hour >= 7 && hour < 19 ? BigDecimal.ONE : BigDecimal.ZERO;
            case "sweden-ellevio" -> hour >= 22 || hour < 6 ? new BigDecimal("0.5") : BigDecimal.ONE;
            default -> BigDecimal.ONE;
        };
    }

    /** Mostly quarter hours, some longer ones, and here and there nothing; some stick out at both ends. */
    private static List<Energy> energies(Case sample, Random random) {
        List<Energy> energies = new ArrayList<>();
        Instant at = sample.first().atStartOfDay(BRUSSELS).toInstant().minusSeconds(2700);
        Instant end = sample.end().atStartOfDay(BRUSSELS).toInstant().plusSeconds(2700);
        while (at.isBefore(end)) {
            int kind = random.nextInt(20);
            int quarters = kind == 0 ? 1 + random.nextInt(40) : 1;
            Instant next = at.plusSeconds(900L * quarters);
            if (kind != 1) {
                energies.add(new Energy(at, next, BigDecimal.valueOf(random.nextInt(4000 * quarters), 3)));
            }
            at = next;
        }
        return energies;
    }

    /** Hourly, often negative, now and then unknown. */
    private static Optional<BigDecimal> spot(Instant instant) {
        long hour = instant.getEpochSecond() / 3600;
        return hour % 7 == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(hour * 7919 % 400 - 150, 3));
    }

    private static Contract contract(LocalDate from, LocalDate to, String day, String night) {
        Calendar calendar = new Calendar(
                List.of(WindowText.window("day", "mon-fri", "7-22", "").orElseThrow(), Calendar.Window.always("night")),
                Calendar.Holidays.NONE);
        Pricing rates = new Pricing.Rates(calendar, Map.of("day", new BigDecimal(day), "night", new BigDecimal(night)));
        Pricing dynamic = new Pricing.Dynamic("spot", new BigDecimal("1.05"), new BigDecimal("0.02"));
        return new Contract(
                from,
                to,
                List.of(
                        new Component("rated", Direction.IMPORT, rates, new BigDecimal("0.21")),
                        new Component("spot", Direction.IMPORT, dynamic, new BigDecimal("0.06"))),
                Calendar.Holidays.NONE);
    }

    private static List<Energy> meeting(List<Energy> energies, String quantity, Span range) {
        return quantity.equals("energy_import_kwh")
                ? energies.stream().filter(energy -> energy.span().meets(range)).toList()
                : List.of();
    }

    private static Stream<CostLine> lines(Cost cost, String component) {
        return cost.parts().stream()
                .flatMap(part -> part.lines().stream())
                .filter(line -> line.component().equals(component));
    }

    private static BigDecimal sum(Stream<BigDecimal> numbers) {
        return numbers.reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void same(BigDecimal found, BigDecimal expected) {
        assertThat(found.subtract(expected).abs())
                .as("%s is %s", found, expected)
                .isLessThan(NEARLY_NOTHING);
    }
}
