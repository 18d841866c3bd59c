package org.polymeter.gateway.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.polymeter.gateway.insight.Household.BRUSSELS;
import static org.polymeter.gateway.insight.Household.QUARTER;
import static org.polymeter.gateway.insight.Household.at;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peaks as operators count them, with the arithmetic beside them. */
class CapacityTest {

    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final CapacityModel FLANDERS = model("flanders").at(new BigDecimal("48"), Pricing.Per.YEAR);

    private final Household house = new Household();

    @Test
    void flanders_takes_the_highest_quarter_hour_and_never_less_than_its_floor() {
        house.used(at("2026-03-10T18:00"), QUARTER, "1.25") // 5 kW
                .used(at("2026-03-11T18:00"), QUARTER, "1.10")
                .used(at("2026-02-01T00:00"), QUARTER, "0.30"); // 1.2 kW, counts 2.5

        CapacityReport report = report(FLANDERS, MARCH);

        assertThat(report.month().peaks())
                .extracting(Peak::begin, peak -> peak.kilowatts().toPlainString(), Peak::estimated)
                .containsExactly(tuple(at("2026-03-10T18:00"), "5", false));
        // of the last twelve months two are known: (2.5 + 5) / 2 = 3.75 kW; 3.75 × 48 / 12 = 15
        assertThat(report.billed().orElseThrow()).isEqualByComparingTo("3.75");
        assertThat(report.billedMonths()).extracting(MonthPeaks::month).containsExactly(YearMonth.of(2026, 2), MARCH);
        assertThat(report.cost().orElseThrow()).isEqualByComparingTo("15");
        assertThat(report.month().unmeasured())
                .isEqualTo(Duration.ofDays(31).minusHours(1).minusMinutes(30));
    }

    @Test
    void the_mean_is_that_of_twelve_months_and_of_no_more() {
        for (int month = 1; month <= 12; month++) {
            house.used(LocalDate.of(2025, month, 5).atStartOfDay(BRUSSELS).toInstant(), QUARTER, "1");
        }
        house.used(at("2026-01-05T00:00"), QUARTER, "2.5");

        // 2025: 4 kW each; January 2026: 10 kW. (11 × 4 + 10) / 12 = 4.5
        assertThat(report(FLANDERS, YearMonth.of(2026, 1)).billed().orElseThrow())
                .isEqualByComparingTo("4.5");
        assertThat(report(FLANDERS, YearMonth.of(2025, 12)).billed().orElseThrow())
                .isEqualByComparingTo("4");
    }

    @ParameterizedTest(name = "a peak at {0} belongs to {1}")
    @CsvSource({"2026-02-28T23:45, 2026-02", "2026-03-01T00:00, 2026-03", "2028-02-29T23:45, 2028-02"})
    void months_end_at_midnight_where_the_meter_is(String begin, YearMonth month) {
        house.used(at(begin), QUARTER, "1");

        assertThat(report(FLANDERS, month).month().peaks()).hasSize(1);
        assertThat(report(FLANDERS, month.plusMonths(1)).month().peaks()).isEmpty();
        assertThat(report(FLANDERS, month.minusMonths(1)).month().peaks()).isEmpty();
    }

    @Test
    void a_gap_is_a_peak_of_its_mean_and_said_to_be_estimated() {
        house.used(at("2026-03-10T18:00"), Duration.ofHours(2), "8"); // 4 kW all along, or more at times

        assertThat(report(FLANDERS, MARCH).month().peaks())
                .extracting(peak -> peak.kilowatts().toPlainString(), Peak::estimated)
                .containsExactly(tuple("4", true));
    }

    @Test
    void norway_takes_the_mean_of_the_highest_hours_of_three_days() {
        hour("2026-03-02T18:00", "6");
        hour("2026-03-02T19:00", "5.5"); // the second of that day does not count
        hour("2026-03-09T07:00", "4");
        hour("2026-03-20T12:00", "5");
        hour("2026-03-21T12:00", "3.9");

        CapacityReport report = report(model("norway-glitre"), MARCH);

        // (6 + 5 + 4) / 3 = 5 kW, which is no longer below 5: 335 NOK
        assertThat(report.month().peaks())
                .extracting(peak -> peak.kilowatts().toPlainString())
                .containsExactly("6", "5", "4");
        assertThat(report.billed().orElseThrow()).isEqualByComparingTo("5");
        assertThat(report.cost().orElseThrow()).isEqualByComparingTo("335");
        assertThat(report.step().orElseThrow().below().orElseThrow()).isEqualByComparingTo("10");
    }

    @Test
    void an_hour_of_which_a_quarter_is_unknown_does_not_count() {
        house.used(at("2026-03-02T18:00"), QUARTER, "2")
                .used(at("2026-03-02T18:15"), QUARTER, "2")
                .used(at("2026-03-02T18:45"), QUARTER, "2");
        hour("2026-03-02T20:00", "3");

        assertThat(report(model("norway-glitre"), MARCH).month().peaks())
                .extracting(Peak::begin)
                .containsExactly(at("2026-03-02T20:00"));
    }

    @Test
    void each_hour_of_the_long_day_counts_by_itself() {
        hour("2026-10-25T01:00", "1");
        house.used(at("2026-10-25T02:00"), Duration.ofHours(1), "4"); // summer time
        house.used(at("2026-10-25T02:00").plusSeconds(3600), Duration.ofHours(1), "7"); // winter time

        assertThat(report(model("sweden"), YearMonth.of(2026, 10)).month().peaks())
                .extracting(peak -> peak.kilowatts().toPlainString())
                .containsExactly("7", "4", "1");
    }

    @Test
    void a_swedish_window_leaves_out_nights_weekends_and_holidays() {
        hour("2026-03-02T06:00", "9"); // before seven
        hour("2026-03-02T19:00", "9"); // from seven in the evening on
        hour("2026-03-07T12:00", "9"); // a Saturday
        hour("2026-03-19T12:00", "9"); // a holiday
        hour("2026-03-02T18:00", "4");
        hour("2026-03-02T07:00", "5");
        hour("2026-03-20T12:00", "6");

        Calendar.Holidays holidays = new Calendar.Holidays(Set.of(LocalDate.parse("2026-03-19")), Set.of());
        CapacityReport report = report(model("sweden-seom"), MARCH, holidays);

        // (6 + 5 + 4) / 3 × 111.50 SEK in March
        assertThat(report.billed().orElseThrow()).isEqualByComparingTo("5");
        assertThat(report.cost().orElseThrow()).isEqualByComparingTo("557.50");
    }

    @Test
    void prices_may_differ_by_season() {
        hour("2026-04-01T12:00", "5.7");

        // the operator's own example: 55.75 × 5.7 = 317.775
        assertThat(report(model("sweden-seom"), YearMonth.of(2026, 4)).cost().orElseThrow())
                .isEqualByComparingTo("317.775");
    }

    @Test
    void hours_of_the_night_may_count_half() {
        hour("2026-03-02T21:00", "4");
        hour("2026-03-03T22:00", "10");
        hour("2026-03-04T05:00", "7");

        assertThat(report(model("sweden-ellevio"), MARCH).month().peaks())
                .extracting(peak -> peak.kilowatts().stripTrailingZeros().toPlainString())
                .containsExactly("5", "4", "3.5");
    }

    @Test
    void a_month_of_which_nothing_is_known_costs_nothing_and_is_named() {
        hour("2026-02-02T12:00", "2");

        Cost cost = new Insight(house, Prices.NONE)
                .cost(tariff(FLANDERS, Calendar.Holidays.NONE), day("2025-12-01"), day("2026-02-01"));

        assertThat(cost.net()).isZero();
        assertThat(cost.unpriced())
                .extracting(Unpriced::reason)
                .containsExactly(Unpriced.Reason.NO_PEAK, Unpriced.Reason.NO_PEAK);
    }

    @Test
    void a_bill_has_each_months_capacity_and_of_broken_months_the_days_share() {
        hour("2026-02-02T12:00", "4");
        hour("2026-03-02T12:00", "8");

        Cost cost = new Insight(house, Prices.NONE)
                .cost(tariff(FLANDERS, Calendar.Holidays.NONE), day("2026-02-15"), day("2026-04-01"));

        // February: 4 kW × 48 / 12 × 14/28 = 8; March: (4 + 8) / 2 = 6 kW × 48 / 12 = 24
        assertThat(cost.net()).isEqualByComparingTo("32");
        CostLine line = cost.parts().getFirst().lines().getFirst();
        assertThat(line.unit()).isEqualTo("kW");
        assertThat(line.quantity()).isEqualByComparingTo("5");
    }

    @Test
    void steps_of_the_configuration_take_the_place_of_prices() {
        hour("2026-03-02T12:00", "2");
        CapacityModel model = model("norway")
                .with(List.of(
                        new CapacityModel.Step(Optional.of(new BigDecimal("2")), new BigDecimal("100")),
                        new CapacityModel.Step(Optional.empty(), new BigDecimal("300"))));

        assertThat(report(model, MARCH).cost().orElseThrow()).isEqualByComparingTo("300");
    }

    private void hour(String begin, String kwh) {
        BigDecimal quarter = new BigDecimal(kwh).divide(new BigDecimal(4));
        for (int i = 0; i < 4; i++) {
            house.used(at(begin).plus(QUARTER.multipliedBy(i)), QUARTER, quarter.toPlainString());
        }
    }

    private CapacityReport report(CapacityModel model, YearMonth month) {
        return report(model, month, Calendar.Holidays.NONE);
    }

    private CapacityReport report(CapacityModel model, YearMonth month, Calendar.Holidays holidays) {
        return new Insight(house, Prices.NONE)
                .capacity(tariff(model, holidays), month)
                .getFirst();
    }

    static Tariff tariff(CapacityModel model, Calendar.Holidays holidays) {
        Component component = new Component("capacity", Direction.IMPORT, new Pricing.Capacity(model), BigDecimal.ZERO);
        Contract contract = new Contract(LocalDate.MIN, LocalDate.MAX, List.of(component), holidays);
        return new Tariff("house", "house", "EUR", BRUSSELS, List.of(contract));
    }

    private static CapacityModel model(String name) {
        return CapacityModels.named(name).orElseThrow();
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
