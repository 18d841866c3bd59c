package org.polymeter.gateway.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.insight.Household.BRUSSELS;
import static org.polymeter.gateway.insight.Household.QUARTER;
import static org.polymeter.gateway.insight.Household.at;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the own production, with the arithmetic beside it. */
class SelfUseTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Household house = new Household();

    @Test
    void what_was_produced_and_did_not_go_to_the_grid_was_used() {
        quarter("12:00", "0", "0.6", "1.0");
        quarter("12:15", "0.3", "0", "0.2");

        SelfUse use = use(Site.of(List.of("house"), List.of("roof"), List.of()));

        // used: 1.0 − 0.6 = 0.4 and 0.2; the house: 0.4 and 0.3 + 0.2
        assertThat(use.selfConsumed()).isEqualByComparingTo("0.6");
        assertThat(use.consumed()).isEqualByComparingTo("0.9");
        assertThat(use.selfConsumption().orElseThrow()).isEqualByComparingTo("0.5"); // 0.6 of 1.2
        assertThat(use.autarky().orElseThrow().setScale(6, RoundingMode.HALF_EVEN))
                .isEqualByComparingTo("0.666667"); // 0.6 of 0.9
        assertThat(use.unmeasured()).isEqualTo(DAY.minusMinutes(30));
    }

    @Test
    void more_export_than_production_is_no_negative_use() {
        quarter("12:00", "0", "0.502", "0.5"); // registers are cut off at different digits
        quarter("12:15", "0", "0.1", "0.4");

        assertThat(use(Site.of(List.of("house"), List.of("roof"), List.of())).selfConsumed())
                .isEqualByComparingTo("0.3");
    }

    @Test
    void a_gap_of_one_meter_is_bridged_with_the_sums_of_the_others() {
        house.used(at("2026-06-01T12:00"), Duration.ofMinutes(45), "0.1")
                .fed(at("2026-06-01T12:00"), Duration.ofMinutes(45), "1.0");
        roof("12:00", "0.5");
        roof("12:15", "0.4");
        roof("12:30", "0.3");

        SelfUse use = use(Site.of(List.of("house"), List.of("roof"), List.of()));

        assertThat(use.selfConsumed()).isEqualByComparingTo("0.2");
        assertThat(use.unmeasured()).isEqualTo(DAY.minusMinutes(45));
    }

    @Test
    void time_in_which_one_meter_is_missing_is_in_no_amount() {
        quarter("12:00", "0", "0.6", "1.0");
        roof("12:15", "5");

        SelfUse use = use(Site.of(List.of("house"), List.of("roof"), List.of()));

        assertThat(use.produced()).isEqualByComparingTo("1.0");
        assertThat(use.unmeasured()).isEqualTo(DAY.minusMinutes(15));
    }

    @Test
    void several_plants_are_one_and_each_may_count_in_its_own_register() {
        quarter("12:00", "0", "0.6", "1.0");
        house.counted("balcony", "energy_import_kwh", at("2026-06-01T12:00"), QUARTER, "0.2");
        Site site = new Site(
                List.of("house"),
                List.of(
                        new Site.Register("roof", "energy_export_kwh"),
                        new Site.Register("balcony", "energy_import_kwh")),
                List.of());

        assertThat(use(site).selfConsumed()).isEqualByComparingTo("0.6");
    }

    @Test
    void a_battery_takes_by_day_and_gives_at_night() {
        quarter("12:00", "0", "0", "1.0");
        quarter("22:00", "0.1", "0", "0");
        battery("12:00", "0.7", "0");
        battery("22:00", "0", "0.5");

        SelfUse use = use(Site.of(List.of("house"), List.of("roof"), List.of("battery")));

        // noon: 1.0 − 0.7 = 0.3 in the house; night: 0.1 + 0.5 = 0.6
        assertThat(use.consumed()).isEqualByComparingTo("0.9");
        assertThat(use.selfConsumed()).isEqualByComparingTo("1.0");
        assertThat(use.autarky().orElseThrow().setScale(6, RoundingMode.HALF_EVEN))
                .isEqualByComparingTo("0.888889"); // 0.8 of 0.9
    }

    @Test
    void a_battery_that_is_charged_from_the_grid_makes_nobody_independent() {
        quarter("03:00", "2.0", "0", "0");
        battery("03:00", "1.9", "0");

        SelfUse use = use(Site.of(List.of("house"), List.of("roof"), List.of("battery")));

        assertThat(use.consumed()).isEqualByComparingTo("0.1");
        assertThat(use.autarky().orElseThrow()).isZero();
    }

    @Test
    void without_production_there_is_no_share_of_it() {
        quarter("03:00", "0.2", "0", "0");

        SelfUse use = use(Site.of(List.of("house"), List.of("roof"), List.of()));

        assertThat(use.selfConsumption()).isEmpty();
        assertThat(use.autarky().orElseThrow()).isZero();
    }

    private SelfUse use(Site site) {
        LocalDate day = LocalDate.parse("2026-06-01");
        return new Insight(house, Prices.NONE).selfUse(site, BRUSSELS, day, day.plusDays(1));
    }

    private void quarter(String time, String imported, String exported, String produced) {
        house.used(at("2026-06-01T" + time), QUARTER, imported).fed(at("2026-06-01T" + time), QUARTER, exported);
        roof(time, produced);
    }

    private void roof(String time, String kwh) {
        house.counted("roof", "energy_export_kwh", at("2026-06-01T" + time), QUARTER, kwh);
    }

    private void battery(String time, String charged, String discharged) {
        house.counted("battery", "energy_import_kwh", at("2026-06-01T" + time), QUARTER, charged)
                .counted("battery", "energy_export_kwh", at("2026-06-01T" + time), QUARTER, discharged);
    }
}
