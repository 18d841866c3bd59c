package org.polymeter.gateway.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.insight.Household.QUARTER;
import static org.polymeter.gateway.insight.Household.at;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.insight.Forecast.Basis;

/** Where a running period ends, with the arithmetic beside it. */
class ForecastTest {

    private static final Instant BEGIN = at("2026-03-10T18:00");
    private static final CapacityModel FLANDERS =
            CapacityModels.named("flanders").orElseThrow().at(new BigDecimal("48"), Pricing.Per.YEAR);

    private final Household house = new Household();

    @Test
    void the_meters_running_mean_plus_the_present_power_for_the_rest() {
        house.used(at("2026-03-02T12:00"), QUARTER, "1"); // the month's peak: 4 kW

        // at 5 minutes the demand is 1000 W of a whole quarter hour = 0.25 kWh; 3 kW × 10 min = 0.5 kWh; 0.75 kWh = 3
        // kW
        Forecast forecast = forecast(FLANDERS, power(5, "3000").withDemand(new BigDecimal(1000), minute(5)));

        assertThat(forecast.basis()).isEqualTo(Basis.METER);
        assertThat(forecast.kilowatts()).isEqualByComparingTo("3");
        assertThat(forecast.limit().orElseThrow()).isEqualByComparingTo("4");
        // 1 kWh − 0.25 kWh in 10 minutes
        assertThat(forecast.allowedWatts().orElseThrow()).isEqualByComparingTo("4500");
        assertThat(forecast.period()).isEqualTo(new Span(BEGIN, minute(15)));
    }

    @Test
    void without_a_running_mean_the_register_since_the_begin() {
        Running running = soFar(0, 10, "0.4", 10, "6000");

        // 0.4 kWh + 6 kW × 5 min = 0.9 kWh = 3.6 kW; the floor of 2.5 kW is 0.625 kWh: 0.225 kWh in 5 min = 2.7 kW
        Forecast forecast = forecast(FLANDERS, running);

        assertThat(forecast.basis()).isEqualTo(Basis.REGISTER);
        assertThat(forecast.kilowatts()).isEqualByComparingTo("3.6");
        assertThat(forecast.limit().orElseThrow()).isEqualByComparingTo("2.5");
        assertThat(forecast.allowedWatts().orElseThrow()).isEqualByComparingTo("2700");
    }

    @Test
    void a_register_that_was_read_just_before_the_begin_will_do() {
        Running running = new Running(
                minute(5),
                Optional.empty(),
                minute(5),
                Optional.of(new Energy(BEGIN.minusSeconds(20), minute(5), new BigDecimal("0.32"))),
                Optional.of(new BigDecimal(1200)));

        // 0.32 kWh in 320 s: 0.3 kWh of it since the begin; 1.2 kW × 10 min = 0.2 kWh
        assertThat(forecast(FLANDERS, running).kilowatts()).isEqualByComparingTo("2");
    }

    @Test
    void without_a_register_at_the_begin_the_present_power_has_been_all_along() {
        Forecast forecast = forecast(FLANDERS, soFar(-5, 10, "0.4", 10, "2000"));

        assertThat(forecast.basis()).isEqualTo(Basis.POWER);
        assertThat(forecast.kilowatts()).isEqualByComparingTo("2");
    }

    @Test
    void a_running_mean_of_the_quarter_hour_before_is_none() {
        Forecast forecast = forecast(FLANDERS, power(0, "700").withDemand(new BigDecimal(5000), BEGIN));

        assertThat(forecast.basis()).isEqualTo(Basis.POWER);
        assertThat(forecast.kilowatts()).isEqualByComparingTo("0.7");
    }

    @Test
    void in_the_first_seconds_the_present_power_decides() {
        Instant second = BEGIN.plusSeconds(1);
        Running running = Running.of(
                second,
                Optional.of(new Energy(BEGIN, second, new BigDecimal("0.001"))),
                Optional.of(new BigDecimal(1800)));

        // 0.001 kWh + 1.8 kW × 899 s = 0.4505 kWh = 1.802 kW
        assertThat(forecast(FLANDERS, running).kilowatts()).isEqualByComparingTo("1.802");
    }

    @Test
    void without_a_power_the_mean_so_far_goes_on_once_it_means_something() {
        Running early = Running.of(
                BEGIN.plusSeconds(30),
                Optional.of(new Energy(BEGIN, BEGIN.plusSeconds(30), new BigDecimal("0.01"))),
                Optional.empty());
        Running later = Running.of(
                minute(6), Optional.of(new Energy(BEGIN, minute(6), new BigDecimal("0.2"))), Optional.empty());

        assertThat(insight().forecast(tariff(FLANDERS), early)).isEmpty();
        assertThat(forecast(FLANDERS, later).kilowatts()).isEqualByComparingTo("2"); // 0.2 kWh in 6 minutes
    }

    @Test
    void nothing_known_is_no_forecast() {
        assertThat(insight().forecast(tariff(FLANDERS), Running.of(BEGIN, Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void feeding_in_uses_nothing() {
        assertThat(forecast(FLANDERS, power(5, "-3000")).kilowatts()).isZero();
    }

    @Test
    void what_is_over_the_limit_already_leaves_no_power() {
        assertThat(forecast(FLANDERS, soFar(0, 10, "0.7", 10, "100"))
                        .allowedWatts()
                        .orElseThrow())
                .isZero();
    }

    @Test
    void without_a_model_there_is_a_forecast_but_no_limit() {
        Tariff plain = new Tariff("house", "house", "EUR", Household.BRUSSELS, List.of());

        Forecast forecast = insight().forecast(plain, power(3, "900")).orElseThrow();

        assertThat(forecast.kilowatts()).isEqualByComparingTo("0.9");
        assertThat(forecast.limit()).isEmpty();
        assertThat(forecast.allowedWatts()).isEmpty();
    }

    @Test
    void in_norway_the_hour_may_reach_what_leaves_the_mean_of_three_days_as_it_is() {
        hour("2026-03-02T18:00", "6");
        hour("2026-03-05T18:00", "4");
        hour("2026-03-06T18:00", "2");
        hour("2026-03-10T07:00", "1"); // today

        // mean (6 + 4 + 2) / 3 = 4 kW, below 5; an hour of today above 2 kW raises it; with 3 × 5 − 10 = 5 kW it
        // reaches the
        // next step
        Forecast forecast = forecast(CapacityModels.named("norway-glitre").orElseThrow(), power(30, "3000"));

        assertThat(forecast.period().length()).isEqualTo(Duration.ofHours(1));
        assertThat(forecast.limit().orElseThrow()).isEqualByComparingTo("2");
        assertThat(forecast.nextStep().orElseThrow()).isEqualByComparingTo("5");
    }

    @Test
    void an_hour_of_today_that_counts_already_is_the_limit_of_the_next_ones() {
        hour("2026-03-02T18:00", "6");
        hour("2026-03-10T07:00", "5"); // today

        assertThat(forecast(CapacityModels.named("norway-glitre").orElseThrow(), power(30, "3000"))
                        .limit()
                        .orElseThrow())
                .isEqualByComparingTo("5");
    }

    @Test
    void where_an_hour_counts_half_it_may_be_twice_as_high() {
        hour("2026-03-02T18:00", "3");
        Instant night = at("2026-03-02T22:10");

        Forecast forecast = insight()
                .forecast(
                        tariff(CapacityModels.named("sweden-ellevio").orElseThrow()),
                        Running.of(night, Optional.empty(), Optional.of(new BigDecimal(1000))))
                .orElseThrow();

        assertThat(forecast.limit().orElseThrow()).isEqualByComparingTo("6");
    }

    @Test
    void where_an_hour_does_not_count_there_is_no_limit() {
        hour("2026-03-02T18:00", "3");
        Instant night = at("2026-03-02T22:10");

        Forecast forecast = insight()
                .forecast(
                        tariff(CapacityModels.named("sweden-seom").orElseThrow()),
                        Running.of(night, Optional.empty(), Optional.of(new BigDecimal(1000))))
                .orElseThrow();

        assertThat(forecast.limit()).isEmpty();
    }

    private Forecast forecast(CapacityModel model, Running running) {
        return insight().forecast(tariff(model), running).orElseThrow();
    }

    private Insight insight() {
        return new Insight(house, Prices.NONE);
    }

    private static Tariff tariff(CapacityModel model) {
        return CapacityTest.tariff(model, Calendar.Holidays.NONE);
    }

    private static Running power(int minute, String watts) {
        return Running.of(minute(minute), Optional.empty(), Optional.of(new BigDecimal(watts)));
    }

    private static Running soFar(int fromMinute, int toMinute, String kwh, int now, String watts) {
        Energy energy = new Energy(minute(fromMinute), minute(toMinute), new BigDecimal(kwh));
        return Running.of(minute(now), Optional.of(energy), Optional.of(new BigDecimal(watts)));
    }

    private void hour(String begin, String kwh) {
        house.used(at(begin), Duration.ofHours(1), kwh);
    }

    private static Instant minute(int minutes) {
        return BEGIN.plus(Duration.ofMinutes(minutes));
    }
}
