package org.polymeter.gateway.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.polymeter.gateway.insight.Household.BRUSSELS;
import static org.polymeter.gateway.insight.Household.QUARTER;
import static org.polymeter.gateway.insight.Household.at;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Costs, with the arithmetic beside them. */
class CostTest {

    private static final LocalDate EVER = LocalDate.MIN;
    private static final LocalDate FOR_EVER = LocalDate.MAX;
    private static final Calendar DAY_AND_NIGHT = new Calendar(
            List.of(WindowText.window("day", "mon-fri", "7-22", "").orElseThrow(), Calendar.Window.always("night")),
            new Calendar.Holidays(Set.of(LocalDate.parse("2026-04-06")), Set.of(MonthDay.of(12, 25))));
    private static final Pricing RATES =
            new Pricing.Rates(DAY_AND_NIGHT, Map.of("day", kwh("0.30"), "night", kwh("0.20")));

    private final Household house = new Household();

    @Test
    void a_fixed_price_times_energy_and_vat_on_top() {
        house.used(at("2026-03-02T10:00"), QUARTER, "0.250").used(at("2026-03-02T10:15"), QUARTER, "1.125");

        Cost cost = cost(tariff(component("energy", fixed("0.2534"), "0.21")), "2026-03-02", "2026-03-03");

        // 0.250 + 1.125 = 1.375 kWh × 0.2534 = 0.348425, VAT 0.348425 × 0.21 = 0.07316925
        assertThat(cost.net()).isEqualByComparingTo("0.348425");
        assertThat(cost.vat()).isEqualByComparingTo("0.07316925");
        assertThat(cost.gross()).isEqualByComparingTo("0.42159425");
        assertThat(Money.rounded(cost.gross(), "EUR")).isEqualTo(new BigDecimal("0.42"));
        assertThat(cost.unpriced()).isEmpty();
        assertThat(cost.unmeasured()).isEqualTo(Duration.ofMinutes(24 * 60 - 30));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-03-02T06:45, night", // a Monday; the quarter hour ends at 7
        "2026-03-02T07:00, day",
        "2026-03-02T21:45, day",
        "2026-03-02T22:00, night",
        "2026-03-07T12:00, night", // a Saturday
        "2026-04-06T12:00, night", // Easter Monday, by its date
        "2025-12-25T12:00, night", // a Thursday, but Christmas of every year
        "2026-12-24T12:00, day"
    })
    void a_calendar_says_which_rate_a_quarter_hour_has(String begin, String rate) {
        house.used(at(begin), QUARTER, "1");

        Cost cost = cost(tariff(component("energy", RATES, "0")), "2025-01-01", "2027-01-01");

        assertThat(lines(cost)).singleElement().extracting(CostLine::rate).isEqualTo(rate);
    }

    @Test
    void a_holiday_has_the_rate_of_the_days_that_name_it() {
        Calendar calendar = new Calendar(
                List.of(WindowText.window("free", "sun,holiday", "", "").orElseThrow(), Calendar.Window.always("work")),
                DAY_AND_NIGHT.holidays());
        Pricing rates = new Pricing.Rates(calendar, Map.of("free", kwh("0.1"), "work", kwh("0.2")));
        house.used(at("2026-04-06T12:00"), QUARTER, "1") // Easter Monday
                .used(at("2026-04-07T12:00"), QUARTER, "2");

        Cost cost = cost(tariff(component("energy", rates, "0")), "2026-04-01", "2026-05-01");

        assertThat(line(cost, "free").quantity()).isEqualByComparingTo("1");
        assertThat(line(cost, "work").quantity()).isEqualByComparingTo("2");
    }

    @ParameterizedTest(name = "{0} has {1} hours at the night rate")
    @CsvSource({"2026-03-29, 23", "2026-10-25, 25", "2026-10-24, 24", "2028-02-29, 9"})
    void days_have_as_many_hours_as_they_have(String day, int hours) {
        LocalDate date = LocalDate.parse(day);
        house.every("energy_import_kwh", BRUSSELS, date.minusDays(2), date.plusDays(3), "0.25");

        Cost cost = cost(
                tariff(component("energy", RATES, "0")), day, date.plusDays(1).toString());

        // the first three are at a weekend; 29 February 2028 is a Tuesday: 24 − 15 hours of the day rate
        assertThat(lines(cost).stream()
                        .filter(line -> line.rate().equals("night"))
                        .findFirst()
                        .orElseThrow()
                        .quantity())
                .isEqualByComparingTo(BigDecimal.valueOf(hours));
        assertThat(cost.unmeasured()).isZero();
    }

    @Test
    void energy_over_several_rates_is_apportioned_by_time_and_said_to_be_estimated() {
        house.used(at("2026-03-02T06:00"), Duration.ofHours(3), "1"); // one hour of night, two of day

        Cost cost = cost(tariff(component("energy", RATES, "0")), "2026-03-02", "2026-03-03");

        // day: 2/3 × 0.30 = 0.20; night: 1/3 × 0.20 = 0.0666…; together exactly 1 kWh
        assertThat(line(cost, "day").net().setScale(12, RoundingMode.HALF_EVEN)).isEqualByComparingTo("0.2");
        assertThat(line(cost, "day").quantity().add(line(cost, "night").quantity()))
                .isEqualByComparingTo("1");
        assertThat(line(cost, "day").estimated()).isEqualTo(line(cost, "day").quantity());
        assertThat(line(cost, "night").estimated())
                .isEqualTo(line(cost, "night").quantity());
    }

    @Test
    void a_gap_within_one_rate_costs_no_certainty() {
        house.used(at("2026-03-02T08:00"), Duration.ofHours(3), "1.7");

        CostLine line = line(cost(tariff(component("energy", RATES, "0")), "2026-03-02", "2026-03-03"), "day");

        assertThat(line.quantity()).isEqualByComparingTo("1.7");
        assertThat(line.net()).isEqualByComparingTo("0.51");
        assertThat(line.estimated()).isZero();
    }

    @Test
    void a_gap_over_midnight_gives_each_day_its_share_and_both_days_all_of_it() {
        house.used(at("2026-03-02T23:00"), Duration.ofHours(3), "1");
        Tariff tariff = tariff(component("energy", fixed("0.3"), "0"));

        CostLine first = line(cost(tariff, "2026-03-02", "2026-03-03"), "");
        CostLine second = line(cost(tariff, "2026-03-03", "2026-03-04"), "");

        assertThat(first.quantity().add(second.quantity())).isEqualByComparingTo("1");
        assertThat(first.net().add(second.net())).isEqualByComparingTo("0.3");
        assertThat(first.estimated()).isEqualByComparingTo(first.quantity());
    }

    @Test
    void registers_of_the_meter_have_their_own_prices_and_need_no_calendar() {
        house.counted("house", "energy_import_t1_kwh", at("2026-03-02T06:00"), Duration.ofHours(4), "2.5")
                .counted("house", "energy_import_t2_kwh", at("2026-03-02T06:00"), Duration.ofHours(4), "0.5")
                .used(at("2026-03-02T06:00"), Duration.ofHours(4), "3.0");
        Pricing registers = new Pricing.Registers(Map.of("t1", kwh("0.30"), "t2", kwh("0.20")));

        Cost cost = cost(tariff(component("energy", registers, "0")), "2026-03-02", "2026-03-03");

        assertThat(line(cost, "t1").net()).isEqualByComparingTo("0.75");
        assertThat(line(cost, "t2").net()).isEqualByComparingTo("0.10");
        assertThat(line(cost, "t1").estimated()).isZero();
        assertThat(cost.unpriced()).isEmpty();
    }

    @Test
    void what_is_in_no_register_with_a_price_is_said() {
        house.counted("house", "energy_import_t1_kwh", at("2026-03-02T06:00"), QUARTER, "2.5")
                .used(at("2026-03-02T06:00"), QUARTER, "3.1");
        Pricing registers = new Pricing.Registers(Map.of("t1", kwh("0.30")));

        Cost cost = cost(tariff(component("energy", registers, "0")), "2026-03-02", "2026-03-03");

        assertThat(cost.unpriced()).singleElement().satisfies(rest -> {
            assertThat(rest.kwh()).isEqualByComparingTo("0.6");
            assertThat(rest.reason()).isEqualTo(Unpriced.Reason.NO_PRICE);
        });
    }

    @Test
    void dynamic_prices_may_be_negative_and_their_vat_is_too() {
        house.used(at("2026-03-02T12:00"), QUARTER, "2").used(at("2026-03-02T12:15"), QUARTER, "3");
        Prices spot =
                (series, instant) -> Optional.of(instant.equals(at("2026-03-02T12:00")) ? kwh("-0.10") : kwh("0.05"));
        Pricing dynamic = new Pricing.Dynamic("spot", kwh("1.02"), kwh("0.01"));

        Cost cost = new Insight(house, spot)
                .cost(tariff(component("energy", dynamic, "0.06")), day("2026-03-02"), day("2026-03-03"));

        // 2 × (−0.10 × 1.02 + 0.01) = −0.184; 3 × (0.05 × 1.02 + 0.01) = 0.183
        assertThat(cost.net()).isEqualByComparingTo("-0.001");
        assertThat(cost.vat()).isEqualByComparingTo("-0.00006");
        assertThat(lines(cost)).singleElement().extracting(CostLine::rate).isEqualTo("spot");
    }

    @Test
    void energy_without_a_price_is_named_and_not_free() {
        house.used(at("2026-03-02T12:00"), QUARTER, "2")
                .used(at("2026-03-02T12:15"), QUARTER, "3")
                .used(at("2026-03-02T12:30"), QUARTER, "4");
        Prices spot = (series, instant) ->
                instant.equals(at("2026-03-02T12:00")) ? Optional.of(kwh("0.10")) : Optional.empty();

        Cost cost = new Insight(house, spot)
                .cost(
                        tariff(component("energy", new Pricing.Dynamic("spot", kwh("1"), kwh("0")), "0")),
                        day("2026-03-02"),
                        day("2026-03-03"));

        assertThat(cost.net()).isEqualByComparingTo("0.20");
        assertThat(cost.unpriced()).singleElement().satisfies(rest -> {
            assertThat(rest.component()).isEqualTo("energy");
            assertThat(rest.kwh()).isEqualByComparingTo("7");
            assertThat(rest.span()).isEqualTo(new Span(at("2026-03-02T12:15"), at("2026-03-02T12:45")));
        });
    }

    @Test
    void a_new_price_in_mid_year_begins_at_midnight_where_the_meter_is() {
        house.used(at("2026-06-30T23:45"), QUARTER, "1").used(at("2026-07-01T00:00"), QUARTER, "1");
        Contract old = new Contract(
                EVER, day("2026-07-01"), List.of(component("energy", fixed("0.30"), "0")), Calendar.Holidays.NONE);
        Contract young = new Contract(
                day("2026-07-01"), FOR_EVER, List.of(component("energy", fixed("0.25"), "0")), Calendar.Holidays.NONE);

        Cost cost =
                cost(new Tariff("house", "house", "EUR", BRUSSELS, List.of(old, young)), "2026-01-01", "2027-01-01");

        assertThat(cost.parts()).extracting(Cost.Part::to).containsExactly(day("2026-07-01"), day("2027-01-01"));
        assertThat(cost.parts())
                .extracting(part -> part.lines().getFirst().net())
                .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .containsExactly(kwh("0.30"), kwh("0.25"));
    }

    @Test
    void energy_outside_of_all_contracts_is_named() {
        house.used(at("2026-01-05T12:00"), QUARTER, "2").fed(at("2026-01-05T13:00"), QUARTER, "0.5");
        Contract late = new Contract(
                day("2026-02-01"), FOR_EVER, List.of(component("energy", fixed("0.25"), "0")), Calendar.Holidays.NONE);

        Cost cost = cost(new Tariff("house", "house", "EUR", BRUSSELS, List.of(late)), "2026-01-01", "2026-03-01");

        assertThat(cost.unpriced())
                .extracting(
                        Unpriced::reason,
                        Unpriced::direction,
                        rest -> rest.kwh().toPlainString())
                .containsExactly(
                        tuple(Unpriced.Reason.NO_CONTRACT, Direction.IMPORT, "2"),
                        tuple(Unpriced.Reason.NO_CONTRACT, Direction.EXPORT, "0.5"));
    }

    @Test
    void what_is_fed_in_is_paid_for() {
        house.used(at("2026-03-02T12:00"), QUARTER, "1").fed(at("2026-03-02T12:00"), QUARTER, "4");
        Component feedIn = new Component("feed-in", Direction.EXPORT, fixed("0.035"), BigDecimal.ZERO);

        Cost cost = cost(tariff(component("energy", fixed("0.25"), "0.21"), feedIn), "2026-03-02", "2026-03-03");

        // 1 × 0.25 × 1.21 − 4 × 0.035 = 0.3025 − 0.14
        assertThat(cost.gross()).isEqualByComparingTo("0.1625");
    }

    @ParameterizedTest(name = "{0} a {1}, {2} to {3}: {4}")
    @CsvSource({
        "0.12, DAY,   2026-02-01, 2026-03-01, 3.36", // 28 × 0.12
        "6.20, MONTH, 2026-01-16, 2026-02-01, 3.2", // 16 of 31 days
        "6.20, MONTH, 2026-01-16, 2026-04-01, 15.6", // and two whole months
        "36.6, YEAR,  2028-01-01, 2028-03-01, 6.0", // 60 of 366 days: leap year
        "36.5, YEAR,  2026-01-01, 2026-03-01, 5.9", // 59 of 365
        "60,   YEAR,  2025-01-01, 2027-01-01, 120"
    })
    void standing_charges_are_shared_out_by_days(String price, Pricing.Per per, String from, String to, String net) {
        Cost cost = cost(tariff(component("base", new Pricing.Standing(kwh(price), per), "0")), from, to);

        assertThat(cost.net()).isEqualByComparingTo(net);
    }

    @Test
    void money_is_rounded_half_up_to_the_coin_of_the_currency() {
        assertThat(Money.rounded(kwh("1.005"), "EUR")).isEqualTo(kwh("1.01"));
        assertThat(Money.rounded(kwh("-1.005"), "EUR")).isEqualTo(kwh("-1.01"));
        assertThat(Money.rounded(kwh("1.4999"), "ISK")).isEqualTo(kwh("1"));
    }

    private Cost cost(Tariff tariff, String from, String to) {
        return new Insight(house, Prices.NONE).cost(tariff, day(from), day(to));
    }

    private static Tariff tariff(Component... components) {
        Contract contract = new Contract(EVER, FOR_EVER, List.of(components), Calendar.Holidays.NONE);
        return new Tariff("house", "house", "EUR", BRUSSELS, List.of(contract));
    }

    private static Component component(String name, Pricing pricing, String vat) {
        return new Component(name, Direction.IMPORT, pricing, new BigDecimal(vat));
    }

    private static Pricing fixed(String price) {
        return new Pricing.Fixed(new BigDecimal(price));
    }

    private static BigDecimal kwh(String number) {
        return new BigDecimal(number);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static List<CostLine> lines(Cost cost) {
        return cost.parts().stream().flatMap(part -> part.lines().stream()).toList();
    }

    private static CostLine line(Cost cost, String rate) {
        return lines(cost).stream()
                .filter(line -> line.rate().equals(rate))
                .findFirst()
                .orElseThrow();
    }
}
