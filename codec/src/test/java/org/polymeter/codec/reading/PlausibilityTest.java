package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.Deviation;

/** What a meter cannot have measured is in no reading; what it can have is in every one. */
class PlausibilityTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final LocalDateTime START = LocalDateTime.parse("2025-11-17T15:00:00");

    private final List<Map<String, String>> readings = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Quarantine> quarantines = new ArrayList<>();
    private final List<MeterInfo> infos = new ArrayList<>();
    private Harmonizer harmonizer = harmonizer(WireSettings.of("p1", ZURICH));

    private Harmonizer harmonizer(WireSettings wire) {
        return new Harmonizer(wire, new MeterIds(), Bindings.inMemory(), new Harmonizer.Listener() {
            @Override
            public void described(MeterInfo info) {
                infos.add(info);
            }

            @Override
            public void reading(Reading reading) {
                Map<String, String> values = new TreeMap<>();
                for (int i = 0; i < reading.size(); i++) {
                    values.put(reading.quantity(i).name(), reading.plain(i));
                }
                readings.add(values);
            }

            @Override
            public void event(Event event) {
                events.add(event);
            }

            @Override
            public void quarantined(Quarantine quarantine, byte[] evidence) {
                assertThat(evidence).isNotEmpty();
                quarantines.add(quarantine);
            }
        });
    }

    private static MeterLabel limits(Limits limits) {
        return MeterLabel.NONE.withLimits(limits);
    }

    private static Quantity quantity(String name) {
        return java.util.Objects.requireNonNull(Vocabulary.standard().named(name));
    }

    /** A telegram so many seconds after the start, by the meter's clock and by ours. */
    private void at(long second, Telegrams telegram) {
        at(second, second, telegram);
    }

    private void at(long second, long heard, Telegrams telegram) {
        String local = START.plusSeconds(second).withNano(0).toString();
        telegram.at(local.length() == 16 ? local + ":00" : local, Deviation.WINTER);
        Instant received = START.atZone(ZURICH).toInstant().plusSeconds(heard);
        harmonizer.telegram(telegram.done(), Telegrams.frame("evidence"), received);
    }

    private static Telegrams meter() {
        return Telegrams.dsmr().text("0-0:96.1.1", "E1");
    }

    /** A register and five values that are all right. */
    private static Telegrams energy(String kwh) {
        return meter().amount("1-0:1.8.0", kwh, "kWh")
                .amount("1-0:1.7.0", "0.4", "kW")
                .amount("1-0:2.7.0", "0", "kW")
                .amount("1-0:32.7.0", "230", "V")
                .amount("1-0:31.7.0", "2", "A")
                .amount("1-0:14.7.0", "50.0", "Hz");
    }

    private List<String> energies() {
        return readings.stream()
                .map(values -> values.getOrDefault("energy_import_kwh", "-"))
                .toList();
    }

    private List<String> reasons() {
        return quarantines.stream()
                .flatMap(it -> it.values().stream())
                .map(value -> value.reason() + " " + value)
                .toList();
    }

    @Test
    void a_counter_that_falls_by_one_digit_is_withheld_and_the_next_one_is_good() {
        at(0, energy("888.343"));
        at(10, energy("888.342"));
        at(20, energy("888.344"));
        assertThat(energies()).containsExactly("888.343", "-", "888.344");
        assertThat(reasons()).containsExactly("FALL energy_import_kwh is 888.342, possible is 888.343 to 889.02561");
        assertThat(events).isEmpty();
    }

    @Test
    void the_rest_of_the_telegram_is_published() {
        at(0, energy("888.343"));
        at(10, energy("2.343"));
        assertThat(readings.getLast())
                .containsEntry("power_w", "400")
                .containsEntry("voltage_l1_v", "230")
                .doesNotContainKey("energy_import_kwh");
        assertThat(quarantines.getFirst().whole()).isFalse();
    }

    @Test
    void a_hundred_and_fifty_megawatts_are_withheld_and_nothing_follows_from_them() {
        at(
                0,
                meter().amount("1-0:1.7.0", "150000", "kW")
                        .amount("1-0:2.7.0", "0", "kW")
                        .amount("1-0:32.7.0", "230", "V")
                        .amount("1-0:52.7.0", "230", "V")
                        .amount("1-0:72.7.0", "230", "V"));
        assertThat(readings.getLast())
                .containsEntry("power_export_w", "0")
                .doesNotContainKeys("power_import_w", "power_w");
        assertThat(reasons()).containsExactly("LIMIT power_import_w is 150000000, possible is -105000 to 105000");
    }

    @Test
    void net_power_is_no_guess_while_export_is_withheld() {
        at(
                0,
                meter().amount("1-0:1.7.0", "0.5", "kW")
                        .amount("1-0:2.7.0", "150000", "kW")
                        .amount("1-0:32.7.0", "230", "V"));
        assertThat(readings.getLast())
                .containsEntry("power_import_w", "500")
                .doesNotContainKeys("power_export_w", "power_w");
    }

    @Test
    void a_total_is_not_made_of_the_tariffs_that_are_left() {
        at(
                0,
                meter().amount("1-0:1.8.1", "100.000", "kWh")
                        .amount("1-0:1.8.2", "999999999.999", "kWh")
                        .amount("1-0:1.7.0", "1", "kW"));
        assertThat(readings.getLast())
                .containsEntry("energy_import_t1_kwh", "100.000")
                .doesNotContainKeys("energy_import_t2_kwh", "energy_import_kwh");
    }

    @Test
    void ten_times_the_voltage_is_withheld_and_no_voltage_is_not() {
        at(0, meter().amount("1-0:32.7.0", "2300", "V").amount("1-0:52.7.0", "0", "V"));
        assertThat(readings).containsExactly(Map.of("voltage_l2_v", "0"));
        assertThat(reasons()).containsExactly("LIMIT voltage_l1_v is 2300, possible is 0 to 500");
    }

    @Test
    void a_frequency_of_zero_is_that_of_a_line_without_voltage() {
        at(0, meter().amount("1-0:14.7.0", "0", "Hz"));
        at(1, meter().amount("1-0:14.7.0", "5", "Hz").amount("1-0:32.7.0", "0", "V"));
        assertThat(readings).containsExactly(Map.of("frequency_hz", "0"), Map.of("voltage_l1_v", "0"));
    }

    @Test
    void one_phase_carries_a_third() {
        at(0, meter().amount("1-0:1.7.0", "50", "kW").amount("1-0:32.7.0", "230", "V"));
        at(
                1,
                meter().amount("1-0:1.7.0", "50", "kW")
                        .amount("1-0:32.7.0", "230", "V")
                        .amount("1-0:52.7.0", "230", "V")
                        .amount("1-0:72.7.0", "230", "V"));
        assertThat(readings.getFirst()).doesNotContainKey("power_import_w");
        assertThat(readings.getLast()).containsEntry("power_import_w", "50000");
    }

    @Test
    void of_a_telegram_that_is_mostly_impossible_nothing_is_believed() {
        at(0, energy("888.343"));
        at(
                10,
                meter().amount("1-0:1.8.0", "888.400", "kWh")
                        .amount("1-0:1.7.0", "150000", "kW")
                        .amount("1-0:32.7.0", "2300", "V")
                        .text("0-0:96.14.0", "0002"));
        assertThat(readings).hasSize(1);
        assertThat(quarantines.getFirst().whole()).isTrue();
        at(20, energy("888.344"));
        assertThat(energies()).containsExactly("888.343", "888.344");
    }

    @Test
    void a_register_that_leaps_is_withheld_and_is_no_base_for_the_next() {
        at(0, energy("888.343"));
        at(10, energy("1912.343"));
        at(20, energy("888.345"));
        at(30, energy("888.346"));
        assertThat(energies()).containsExactly("888.343", "-", "888.345", "888.346");
        assertThat(reasons()).singleElement().asString().startsWith("JUMP");
    }

    @Test
    void a_reset_is_believed_when_three_telegrams_agree_and_is_an_event() {
        for (int i = 0; i < 5; i++) {
            at(10L * i, energy("888.34" + i));
        }
        for (int i = 0; i < 4; i++) {
            at(50 + 10L * i, energy("0.00" + i));
        }
        assertThat(energies())
                .containsExactly("888.340", "888.341", "888.342", "888.343", "888.344", "-", "-", "0.002", "0.003");
        assertThat(events).extracting(Event::type).containsExactly("register_reset");
        assertThat(events.getFirst().data())
                .containsEntry("from", new BigDecimal("888.344"))
                .containsEntry("to", new BigDecimal("0.002"));
    }

    @Test
    void damage_that_differs_each_time_never_becomes_the_new_level() {
        for (int i = 0; i < 5; i++) {
            at(10L * i, energy("888.340"));
        }
        List.of("12.5", "700.1", "3.3", "500", "12.4", "600")
                .forEach(damaged -> at(50 + readings.size(), energy(damaged)));
        at(70, energy("888.341"));
        assertThat(energies()).endsWith("-", "-", "-", "-", "-", "-", "888.341");
        assertThat(events).isEmpty();
    }

    @Test
    void a_damaged_telegram_that_is_repeated_confirms_nothing() {
        for (int i = 0; i < 5; i++) {
            at(10L * i, energy("888.340"));
        }
        for (int i = 0; i < 5; i++) {
            at(50, 50 + i, energy("12.5"));
        }
        assertThat(energies()).doesNotContain("12.5");
    }

    @Test
    void a_good_telegram_between_two_damaged_ones_makes_the_count_begin_anew() {
        for (int i = 0; i < 8; i++) {
            at(10L * i, energy("888.340"));
            at(10L * i + 5, energy("0.000"));
        }
        assertThat(energies()).endsWith("888.340", "-").doesNotContain("0.000");
    }

    @Test
    void a_first_value_that_the_next_two_contradict_was_wrong() {
        at(0, energy("99000.000"));
        at(10, energy("888.340"));
        at(20, energy("888.341"));
        assertThat(energies()).containsExactly("99000.000", "-", "888.341");
    }

    @Test
    void the_first_value_after_a_start_is_taken_whatever_was_before() {
        at(0, energy("888.343"));
        harmonizer = harmonizer(WireSettings.of("p1", ZURICH));
        at(10, energy("0.100"));
        assertThat(energies()).containsExactly("888.343", "0.100");
        assertThat(quarantines).isEmpty();
    }

    @Test
    void an_exchanged_meter_begins_where_it_likes() {
        at(0, energy("888.343"));
        at(10, Telegrams.dsmr().text("0-0:96.1.1", "E2").amount("1-0:1.8.0", "0.001", "kWh"));
        assertThat(energies()).containsExactly("888.343", "0.001");
        assertThat(events).extracting(Event::type).containsExactly("meter_replaced");
        assertThat(quarantines).isEmpty();
    }

    @Test
    void so_does_one_in_a_place_that_has_a_name_and_the_register_says_so() {
        harmonizer = harmonizer(WireSettings.of("p1", ZURICH)
                .withMeter(new MeterLabel(Optional.of("house"), Optional.empty(), Optional.empty())));
        at(0, energy("888.343"));
        at(10, Telegrams.dsmr().text("0-0:96.1.1", "E2").amount("1-0:1.8.0", "0.001", "kWh"));
        at(20, Telegrams.dsmr().text("0-0:96.1.1", "E2").amount("1-0:1.8.0", "0.000", "kWh"));
        assertThat(energies()).containsExactly("888.343", "0.001");
        assertThat(events).extracting(Event::type).containsExactly("register_reset");
        assertThat(infos.getLast().identityValue()).isEqualTo("E2");
        assertThat(reasons()).hasSize(1);
    }

    @Test
    void a_register_that_is_full_begins_anew() {
        at(0, energy("99999.998"));
        at(10, energy("00000.001"));
        at(20, energy("00000.002"));
        assertThat(energies()).containsExactly("99999.998", "0.001", "0.002");
        assertThat(quarantines).isEmpty();
        assertThat(events).extracting(Event::type).containsExactly("register_reset");
    }

    @Test
    void a_late_telegram_is_no_fall() {
        at(0, energy("888.343"));
        at(30, energy("888.400"));
        at(10, 31, energy("888.360"));
        at(40, energy("888.399"));
        assertThat(energies()).containsExactly("888.343", "888.400", "888.360", "-");
    }

    @Test
    void a_late_telegram_does_not_reach_further_back_than_its_time() {
        at(0, energy("888.343"));
        at(30, energy("888.400"));
        at(10, 31, energy("12.360"));
        assertThat(energies()).containsExactly("888.343", "888.400", "-");
    }

    @Test
    void after_a_long_silence_a_register_may_have_come_far() {
        at(0, energy("888.343"));
        at(48 * 3600, energy("1488.343"));
        assertThat(energies()).containsExactly("888.343", "1488.343");
    }

    @Test
    void a_register_that_the_meter_renews_every_quarter_of_an_hour_may_step() {
        for (int second = 0; second <= 900; second += 10) {
            at(second, energy(second < 900 ? "888.343" : "893.843"));
        }
        assertThat(energies()).endsWith("893.843");
        assertThat(quarantines).isEmpty();
    }

    @Test
    void a_list_with_fewer_digits_is_no_fall() {
        at(0, energy("888.349"));
        at(10, energy("888.34"));
        at(20, energy("888.348"));
        assertThat(energies()).containsExactly("888.349", "888.34", "-");
    }

    @Test
    void a_net_register_may_run_backwards_and_not_leap() {
        Telegrams one = meter().amount("1-0:16.8.0", "10.000", "kWh");
        at(0, one);
        at(10, meter().amount("1-0:16.8.0", "9.900", "kWh"));
        at(20, meter().amount("1-0:16.8.0", "-900.000", "kWh"));
        assertThat(readings).extracting(it -> it.get("energy_kwh")).containsExactly("10.000", "9.900");
    }

    @Test
    void behind_transformers_limits_grow_with_the_ratio() {
        harmonizer = harmonizer(WireSettings.of("p1", ZURICH).withRatio(new BigDecimal("40")));
        at(0, meter().amount("1-0:1.7.0", "4", "kW").amount("1-0:32.7.0", "230", "V"));
        at(10, meter().amount("1-0:1.7.0", "36", "kW").amount("1-0:32.7.0", "2300", "V"));
        assertThat(readings.getFirst()).containsEntry("power_import_w", "160000");
        assertThat(reasons())
                .containsExactly(
                        "LIMIT power_import_w is 1440000, possible is -1400000 to 1400000",
                        "LIMIT voltage_l1_v is 2300, possible is 0 to 500");
    }

    @Test
    void a_meter_can_do_without() {
        harmonizer = harmonizer(WireSettings.of("p1", ZURICH).withMeter(limits(Limits.OFF)));
        at(0, energy("888.343"));
        at(10, meter().amount("1-0:1.8.0", "2.343", "kWh").amount("1-0:32.7.0", "2300", "V"));
        assertThat(readings.getLast())
                .containsEntry("energy_import_kwh", "2.343")
                .containsEntry("voltage_l1_v", "2300");
        assertThat(events).extracting(Event::type).containsExactly("register_reset");
        assertThat(quarantines).isEmpty();
    }

    @Test
    void a_meter_can_have_a_limit_of_its_own() {
        harmonizer = harmonizer(WireSettings.of("p1", ZURICH)
                .withMeter(limits(Limits.STANDARD.with(
                        quantity("voltage_l1_v"), BigDecimal.valueOf(200), BigDecimal.valueOf(20_000)))));
        at(0, meter().amount("1-0:32.7.0", "11000", "V"));
        at(1, meter().amount("1-0:32.7.0", "100", "V").amount("1-0:52.7.0", "230", "V"));
        assertThat(readings).containsExactly(Map.of("voltage_l1_v", "11000"), Map.of("voltage_l2_v", "230"));
    }

    @Test
    void a_gas_meter_that_shows_nothing_for_once_is_not_believed() {
        for (int hour = 0; hour < 4; hour++) {
            String volume = hour == 2 ? "0.000" : "1500.30" + hour;
            at(
                    3600L * hour + 10,
                    meter().amount("1-0:1.7.0", "0.4", "kW")
                            .amount("0-1:24.1.0", "3", "")
                            .text("0-1:96.1.0", "G1")
                            .amount("0-1:24.2.1", volume, "m3")
                            .captured(START.plusHours(hour) + ":00", Deviation.WINTER));
        }
        assertThat(readings.stream().map(it -> it.get("volume_m3")).filter(it -> it != null))
                .containsExactly("1500.300", "1500.301", "1500.303");
        assertThat(quarantines).extracting(Quarantine::meter).containsExactly("g1");
    }

    @Test
    void a_true_value_of_the_same_capture_is_published_after_a_damaged_one() {
        List.of("1500.300", "0.000", "1500.301").forEach(volume -> {
            int second = 3600 * Math.min(1, readings.size() / 2) + readings.size();
            at(
                    second,
                    meter().amount("1-0:1.7.0", "0.4", "kW")
                            .amount("0-1:24.1.0", "3", "")
                            .text("0-1:96.1.0", "G1")
                            .amount("0-1:24.2.1", volume, "m3")
                            .captured(START.plusHours(readings.isEmpty() ? 0 : 1) + ":00", Deviation.WINTER));
        });
        assertThat(readings.stream().map(it -> it.get("volume_m3")).filter(it -> it != null))
                .containsExactly("1500.300", "1500.301");
    }

    /** Whatever bit is damaged in whatever telegram: nothing impossible is published, and truth returns. */
    @Test
    void one_flipped_bit_withholds_at_most_two_true_values() {
        Random random = new Random(42);
        for (int bit = 0; bit < 34; bit++) {
            readings.clear();
            harmonizer = harmonizer(WireSettings.of("p1", ZURICH));
            int damaged = 4 + random.nextInt(10);
            long register = 100_000L + random.nextInt(50_000_000);
            List<String> truth = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                register += random.nextInt(30);
                truth.add(BigDecimal.valueOf(register, 3).toPlainString());
                long sent = i == damaged ? register ^ 1L << bit : register;
                at(10L * i, energy(BigDecimal.valueOf(sent, 3).toPlainString()));
            }
            List<String> heard = energies();
            assertThat(heard.subList(0, damaged)).as("bit %d", bit).isEqualTo(truth.subList(0, damaged));
            assertThat(heard.subList(damaged + 3, 20)).as("bit %d", bit).isEqualTo(truth.subList(damaged + 3, 20));
            BigDecimal before = new BigDecimal(truth.get(damaged - 1));
            if (!heard.get(damaged).equals("-")) { // no more than the connection can carry
                assertThat(new BigDecimal(heard.get(damaged))).isBetween(before, before.add(BigDecimal.ONE));
            }
        }
    }

    @Test
    void good_values_are_checked_without_garbage() {
        Plausibility plausibility = new Plausibility(BigDecimal.ONE);
        Draft draft = new Draft();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Instant now = Instant.parse("2026-11-26T12:00:00Z");
        long before = 0;
        for (int i = 0; i < 1_100; i++) {
            if (i == 100) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            draft.clear();
            draft.number(quantity("energy_import_kwh"), 888_343 + i, -3);
            draft.number(quantity("voltage_l1_v"), 2300, -1);
            draft.number(quantity("power_w"), -543, 0);
            assert plausibility.check(draft, now, now).isEmpty();
        }
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 1_000).isZero();
    }

    @Test
    void every_number_of_the_profile_has_a_limit_that_its_name_asks_for() {
        List<String> unlimited = Vocabulary.standard().quantities().stream()
                .filter(quantity -> quantity.kind().isNumber())
                .filter(quantity -> {
                    Limit limit = Limits.STANDARD.of(quantity, 3, BigDecimal.ONE);
                    boolean register = quantity.kind() != Quantity.Kind.GAUGE;
                    return limit.equals(Limit.NONE) || limit.isRegister() != register;
                })
                .map(Quantity::name)
                .toList();
        assertThat(unlimited).isEmpty();
    }
}
