package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Telegram;

class HarmonizerTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final Instant NOW = Instant.parse("2025-11-17T14:52:50.233Z");

    private final List<Reading> readings = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<MeterInfo> infos = new ArrayList<>();
    private final Bindings bindings = Bindings.inMemory();

    private final Harmonizer.Listener listener = new Harmonizer.Listener() {
        @Override
        public void described(MeterInfo info) {
            infos.add(info);
        }

        @Override
        public void reading(Reading reading) {
            readings.add(reading);
        }

        @Override
        public void event(Event event) {
            events.add(event);
        }
    };

    private Harmonizer harmonizer(WireSettings wire) {
        return new Harmonizer(wire, new MeterIds(), bindings, listener);
    }

    private Harmonizer harmonizer() {
        return harmonizer(WireSettings.of("p1", ZURICH));
    }

    private Map<String, String> hear(Harmonizer harmonizer, Telegrams telegram, Instant received) {
        harmonizer.telegram(telegram.done(), Telegrams.frame("evidence"), received);
        return readings.isEmpty() ? Map.of() : values(readings.getLast());
    }

    private static Map<String, String> values(Reading reading) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < reading.size(); i++) {
            values.put(reading.quantity(i).name(), reading.plain(i));
        }
        return values;
    }

    /** Fast list of a Landis+Gyr E450: no energies. */
    private static Telegrams listA() {
        return Telegrams.dlms()
                .at("2025-11-17T15:52:50")
                .text("0-0:42.0.0", "LGZ1030655933512")
                .amount("1-0:1.7.0", "412", "W")
                .amount("1-0:2.7.0", "0", "W")
                .amount("1-0:31.7.0", "1.02", "A")
                .amount("1-0:32.7.0", "234", "V");
    }

    /** Slow list of the same meter. */
    private static Telegrams listB() {
        return Telegrams.dlms()
                .at("2025-11-17T15:45:00")
                .text("0-0:42.0.0", "LGZ1030655933512")
                .amount("1-1:1.8.0", "888343", "Wh")
                .amount("1-1:2.8.0", "25414", "Wh")
                .text("0-0:96.14.0", "RATE1");
    }

    @Test
    void watt_hours_become_kilowatt_hours_and_no_digit_is_lost() {
        assertThat(hear(harmonizer(), listB(), NOW))
                .containsEntry("energy_import_kwh", "888.343")
                .containsEntry("energy_export_kwh", "25.414")
                .containsEntry("tariff", "1");
    }

    @Test
    void kilowatts_become_watts_and_the_meters_resolution_survives() {
        assertThat(hear(
                        harmonizer(),
                        Telegrams.dsmr()
                                .text("0-0:96.1.1", "E1")
                                .amount("1-0:1.7.0", "00.543", "kW")
                                .amount("1-0:32.7.0", "230.0", "V"),
                        NOW))
                .containsEntry("power_import_w", "543")
                .containsEntry("voltage_l1_v", "230.0");
    }

    @Test
    void net_power_is_import_minus_export() {
        assertThat(hear(harmonizer(), listA(), NOW)).containsEntry("power_w", "412");
        assertThat(hear(
                        harmonizer(),
                        Telegrams.dlms()
                                .text("0-0:42.0.0", "LGZ1")
                                .amount("1-0:1.7.0", "3", "W")
                                .amount("1-0:2.7.0", "500.5", "W"),
                        NOW))
                .containsEntry("power_w", "-497.5");
    }

    @Test
    void net_power_is_not_guessed_while_a_meter_that_exports_sends_a_list_without_export() {
        Harmonizer norway = harmonizer();
        hear(norway, Telegrams.dlms().text("0-0:96.1.0", "7").amount("1-0:1.7.0", "0", "W"), NOW);
        assertThat(values(readings.getLast())).containsEntry("power_w", "0");

        hear(
                norway,
                Telegrams.dlms().amount("1-0:1.7.0", "0", "W").amount("1-0:2.7.0", "900", "W"),
                NOW.plusSeconds(2));
        hear(norway, Telegrams.dlms().amount("1-0:1.7.0", "0", "W"), NOW.plusSeconds(4));
        assertThat(values(readings.getLast())).doesNotContainKey("power_w");
    }

    @Test
    void a_signed_net_power_yields_import_and_export() {
        assertThat(hear(harmonizer(), Telegrams.dlms().text("0-0:96.1.0", "7").amount("1-0:16.7.0", "-894", "W"), NOW))
                .containsEntry("power_w", "-894")
                .containsEntry("power_import_w", "0")
                .containsEntry("power_export_w", "894");
    }

    @Test
    void a_total_is_the_sum_of_all_tariffs_the_meter_is_known_to_have() {
        Harmonizer dutch = harmonizer();
        Telegrams both = Telegrams.dsmr()
                .text("0-0:96.1.1", "E1")
                .amount("1-0:1.8.1", "10830.511", "kWh")
                .amount("1-0:1.8.2", "2948.827", "kWh");
        assertThat(hear(dutch, both, NOW)).containsEntry("energy_import_kwh", "13779.338");

        Telegrams one = Telegrams.dsmr().text("0-0:96.1.1", "E1").amount("1-0:1.8.1", "10830.512", "kWh");
        assertThat(hear(dutch, one, NOW)).doesNotContainKey("energy_import_kwh");
    }

    @Test
    void what_the_meter_sends_is_never_replaced_by_a_sum() {
        assertThat(hear(
                        harmonizer(),
                        Telegrams.dsmr()
                                .text("0-0:96.1.1", "E1")
                                .amount("1-0:1.8.0", "100.000", "kWh")
                                .amount("1-0:1.8.1", "60.000", "kWh")
                                .amount("1-0:1.8.2", "39.999", "kWh"),
                        NOW))
                .containsEntry("energy_import_kwh", "100.000");
    }

    @Test
    void an_unknown_code_keeps_its_number_and_is_marked_as_unmapped() {
        hear(harmonizer(), Telegrams.dsmr().text("0-0:96.1.1", "E1").amount("1-0:94.7.3", "12.5", "V"), NOW);
        assertThat(values(readings.getLast())).containsOnly(Map.entry("x_1_0_94_7_3", "12.5"));
        assertThat(infos.getLast().quantities().values()).extracting("unit").containsExactly("V");
    }

    @Test
    void what_nothing_names_is_not_published() {
        assertThat(hear(
                        harmonizer(),
                        Telegrams.dlms().text("0-0:42.0.0", "LGZ1").nameless().amount("1-0:32.7.0", "230", "V"),
                        NOW))
                .containsOnlyKeys("voltage_l1_v");
    }

    @Test
    void a_number_whose_unit_nobody_knows_never_gets_a_name_with_a_unit() {
        assertThat(hear(
                        harmonizer(),
                        Telegrams.dlms().text("0-0:42.0.0", "LGZ1").unstated("1-0:31.7.0", 106),
                        NOW))
                .containsOnly(Map.entry("x_1_0_31_7_0", "106"));
    }

    @Test
    void of_two_channels_with_one_code_the_lower_wins() {
        assertThat(hear(
                        harmonizer(),
                        Telegrams.dlms()
                                .text("0-0:42.0.0", "LGZ1")
                                .amount("1-4:1.7.0", "7", "W")
                                .amount("1-1:1.7.0", "5", "W"),
                        NOW))
                .containsEntry("power_import_w", "5")
                .containsEntry("x_1_4_1_7_0", "7");
    }

    @Test
    void a_limit_of_all_nines_is_no_limit() {
        assertThat(hear(
                        harmonizer(),
                        Telegrams.dsmr()
                                .text("0-0:96.1.1", "E1")
                                .amount("0-0:17.0.0", "999.9", "kW")
                                .amount("1-0:31.4.0", "999.99", "A")
                                .amount("1-0:1.7.0", "1", "kW"),
                        NOW))
                .doesNotContainKeys("power_limit_w", "current_limit_l1_a")
                .containsEntry("power_import_w", "1000");
    }

    @Test
    void the_limiter_of_old_dutch_meters_counts_in_ampere() {
        assertThat(hear(harmonizer(), Telegrams.dsmr().text("0-0:96.1.1", "E1").amount("0-0:17.0.0", "16", "A"), NOW))
                .containsOnly(Map.entry("current_limit_a", "16"));
    }

    @Test
    void switches_are_words() {
        assertThat(hear(harmonizer(), Telegrams.dsmr().text("0-0:96.1.1", "E1").amount("0-0:96.3.10", "1", ""), NOW))
                .containsOnly(Map.entry("breaker", "connected"));
    }

    @Test
    void transformers_multiply_powers_energies_and_currents_exactly() {
        WireSettings wire = WireSettings.of("p1", ZURICH).withRatio(new BigDecimal("40"));
        assertThat(hear(harmonizer(wire), listA(), NOW))
                .containsEntry("power_import_w", "16480")
                .containsEntry("current_l1_a", "40.80")
                .containsEntry("voltage_l1_v", "234");
    }

    @Test
    void the_meters_clock_is_believed_within_an_hour() {
        hear(harmonizer(), listA(), NOW);
        assertThat(readings.getLast().time()).isEqualTo("2025-11-17T14:52:50Z");
        assertThat(readings.getLast().timeSource()).isEqualTo(TimeSource.METER);
        assertThat(readings.getLast().quality()).isEmpty();
    }

    @Test
    void a_clock_that_is_hours_wrong_is_not_believed_and_the_reading_says_so() {
        Instant later = NOW.plus(Duration.ofHours(3));
        hear(harmonizer(), listA(), later);
        assertThat(readings.getLast().time()).isEqualTo(later);
        assertThat(readings.getLast().timeSource()).isEqualTo(TimeSource.GATEWAY);
        assertThat(readings.getLast().quality()).containsExactly("clock");
    }

    @Test
    void a_gateway_whose_clock_is_not_set_takes_the_meters_and_says_so() {
        WireSettings wire = WireSettings.of("p1", ZURICH)
                .withClock(new WireSettings.Clock(TimeSource.METER, Duration.ofHours(1), false, false, NOW));
        hear(harmonizer(wire), listA(), Instant.parse("1970-01-01T00:05:00Z"));
        assertThat(readings.getLast().time()).isEqualTo("2025-11-17T14:52:50Z");
        assertThat(readings.getLast().timeSource()).isEqualTo(TimeSource.METER);
        assertThat(readings.getLast().quality()).containsExactly("clock");
    }

    @Test
    void a_meter_without_clock_takes_the_time_of_receipt() {
        hear(harmonizer(), Telegrams.dlms().text("0-0:42.0.0", "LGZ1").amount("1-0:1.7.0", "42", "W"), NOW);
        assertThat(readings.getLast().time()).isEqualTo(NOW);
        assertThat(readings.getLast().timeSource()).isEqualTo(TimeSource.GATEWAY);
        assertThat(readings.getLast().quality()).isEmpty();
    }

    @Test
    void telegrams_without_checksum_are_marked_unverified() {
        harmonizer().telegram(listA().done(), Telegrams.frame("x").integrity(Integrity.UNCHECKED), NOW);
        assertThat(readings.getLast().quality()).containsExactly("unverified");
    }

    @Test
    void a_telegram_without_identity_belongs_to_the_meter_the_wire_is_bound_to() {
        Harmonizer wire = harmonizer();
        hear(wire, listA(), NOW);
        hear(wire, Telegrams.dlms().amount("1-0:1.7.0", "1", "W"), NOW.plusSeconds(5));
        assertThat(readings)
                .extracting(Reading::meter)
                .containsOnly("lgz1030655933512")
                .hasSize(2);
    }

    @Test
    void the_binding_survives_a_restart() {
        hear(harmonizer(), listA(), NOW);
        hear(harmonizer(), Telegrams.dlms().amount("1-0:1.7.0", "1", "W"), NOW.plusSeconds(5));
        assertThat(readings)
                .extracting(Reading::meter)
                .containsOnly("lgz1030655933512")
                .hasSize(2);
    }

    @Test
    void after_a_restart_the_descriptor_is_complete_before_the_slow_list_comes() {
        Harmonizer before = harmonizer();
        hear(before, listA(), NOW);
        hear(before, listB(), NOW.plusSeconds(1));
        infos.clear();

        hear(harmonizer(), listA(), NOW.plusSeconds(5));
        assertThat(infos.getFirst().quantities().keySet())
                .extracting(Quantity::name)
                .contains("power_w", "energy_import_kwh", "tariff");
    }

    @Test
    void after_a_restart_a_meter_that_exports_is_still_known_to() {
        hear(harmonizer(), listA(), NOW);
        hear(harmonizer(), Telegrams.dlms().amount("1-0:1.7.0", "0", "W"), NOW.plusSeconds(5));
        assertThat(values(readings.getLast())).doesNotContainKey("power_w");
    }

    @Test
    void telegrams_wait_for_an_identity_and_then_come_in_order() {
        Harmonizer wire = harmonizer();
        hear(wire, Telegrams.dlms().amount("1-0:1.7.0", "1", "W"), NOW);
        hear(wire, Telegrams.dlms().amount("1-0:1.7.0", "2", "W"), NOW.plusSeconds(5));
        assertThat(readings).isEmpty();

        hear(wire, listA(), NOW.plusSeconds(10));
        assertThat(readings)
                .extracting(reading -> reading.number("power_import_w"))
                .containsExactly(new BigDecimal(1), new BigDecimal(2), new BigDecimal(412));
        assertThat(readings).extracting(Reading::meter).containsOnly("lgz1030655933512");
    }

    @Test
    void after_a_minute_without_identity_the_source_lends_its_name() {
        Harmonizer wire = harmonizer();
        hear(wire, Telegrams.dlms().amount("1-0:1.7.0", "1", "W"), NOW);
        wire.tick(NOW.plusSeconds(59));
        assertThat(readings).isEmpty();
        wire.tick(NOW.plusSeconds(60));
        assertThat(readings).extracting(Reading::meter).containsExactly("p1");
        assertThat(infos.getLast().identityScheme()).isEqualTo("source");
    }

    @Test
    void a_configured_id_needs_no_waiting() {
        WireSettings aew = WireSettings.of("aew", ZURICH)
                .withMeter(new MeterLabel(Optional.of("aew"), Optional.of("AEW"), Optional.of("grid")));
        hear(harmonizer(aew), Telegrams.dlms().amount("1-0:1.7.0", "42", "W"), NOW);
        assertThat(readings).extracting(Reading::meter).containsExactly("aew");
        assertThat(infos.getLast().name()).isEqualTo("AEW");
    }

    @Test
    void another_text_in_the_same_field_means_that_the_meter_was_replaced() {
        Harmonizer wire = harmonizer();
        hear(wire, listA(), NOW);
        hear(wire, Telegrams.dlms().text("0-0:42.0.0", "LGZ2").amount("1-0:1.7.0", "1", "W"), NOW.plusSeconds(5));
        assertThat(readings.getLast().meter()).isEqualTo("lgz2");
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().type()).isEqualTo("meter_replaced");
        assertThat(events.getFirst().meter()).isEqualTo("lgz1030655933512");
        assertThat(events.getFirst().data()).isEqualTo(Map.of("by", "lgz2"));
    }

    @Test
    void a_better_identity_seen_later_goes_into_the_descriptor_and_never_renames() {
        Harmonizer wire = harmonizer();
        hear(wire, Telegrams.dlms().text("0-0:96.1.0", "60000001").amount("1-0:1.7.0", "1", "W"), NOW);
        hear(wire, listA(), NOW.plusSeconds(5));
        assertThat(readings).extracting(Reading::meter).containsOnly("60000001");
        assertThat(infos.getLast().identityValue()).isEqualTo("LGZ1030655933512");
        assertThat(events).isEmpty();
    }

    @Test
    void zeros_identify_nothing() {
        Harmonizer wire = harmonizer();
        hear(wire, Telegrams.dsmr().text("0-0:96.1.1", "00000000000000").amount("1-0:1.7.0", "1", "kW"), NOW);
        assertThat(readings).isEmpty();
        wire.flush();
        assertThat(readings).extracting(Reading::meter).containsExactly("p1");
    }

    @Test
    void with_privacy_the_serial_number_is_nowhere() {
        MeterIds hashed = new MeterIds("a secret".getBytes(StandardCharsets.UTF_8));
        Harmonizer wire = new Harmonizer(WireSettings.of("p1", ZURICH), hashed, bindings, listener);
        wire.telegram(listA().done(), Telegrams.frame("x"), NOW);
        assertThat(readings.getFirst().meter()).matches("m-[a-z2-7]{20}");
        assertThat(infos.getFirst().identityValue()).isNull();
    }

    @Test
    void meters_that_are_called_otherwise_are_described_again_at_once() {
        Harmonizer dutch = harmonizer();
        hear(dutch, dutchWithGas("1.000"), NOW);
        infos.clear();
        MeterLabel house = new MeterLabel(Optional.empty(), Optional.of("House"), Optional.of("grid"));
        MeterLabel gas = new MeterLabel(Optional.empty(), Optional.of("Gas"), Optional.empty());

        dutch.called(house, Map.of(1, gas));
        dutch.called(house, Map.of(1, gas));
        hear(dutch, dutchWithGas("1.001"), NOW.plusSeconds(1));

        assertThat(infos).extracting(MeterInfo::name).containsExactly("House", "Gas");
        assertThat(infos).extracting(MeterInfo::role).containsExactly("grid", null);
    }

    @Test
    void a_gas_meter_is_a_meter_and_speaks_once_per_capture() {
        Harmonizer dutch = harmonizer();
        Telegrams first = dutchWithGas("1.000");
        hear(dutch, first, NOW);
        hear(dutch, dutchWithGas("1.001"), NOW.plusSeconds(1));

        List<Reading> gas = readings.stream()
                .filter(reading -> reading.meter().equals("g0039001700460117"))
                .toList();
        assertThat(gas).hasSize(1);
        assertThat(values(gas.getFirst())).containsOnly(Map.entry("volume_m3", "2569.646"));
        assertThat(gas.getFirst().time()).isEqualTo("2025-11-17T14:50:00Z");
        MeterInfo info = infos.stream()
                .filter(it -> it.meter().startsWith("g"))
                .findFirst()
                .orElseThrow();
        assertThat(info.medium()).isEqualTo("gas");
        assertThat(info.parent()).isEqualTo("e1");
        assertThat(info.channel()).hasValue(1);
        assertThat(values(readings.getFirst())).doesNotContainKey("volume_m3");
    }

    private static Telegrams dutchWithGas(String power) {
        return Telegrams.dsmr()
                .at("2025-11-17T15:52:50", Deviation.WINTER)
                .text("0-0:96.1.1", "E1")
                .amount("1-0:1.7.0", power, "kW")
                .amount("0-1:24.1.0", "3", "")
                .text("0-1:96.1.0", "G0039001700460117")
                .amount("0-1:24.2.1", "2569.646", "m3")
                .captured("2025-11-17T15:50:00", Deviation.WINTER);
    }

    @Test
    void a_heat_meter_that_counts_in_gigajoule_also_tells_kilowatt_hours() {
        hear(
                harmonizer(),
                Telegrams.dsmr()
                        .text("0-0:96.1.1", "E1")
                        .amount("0-2:24.1.0", "4", "")
                        .text("0-2:96.1.0", "H1")
                        .amount("0-2:24.2.1", "12.345", "GJ")
                        .captured("2025-11-17T15:50:00", Deviation.WINTER),
                NOW);
        assertThat(values(readings.getLast()))
                .containsOnly(Map.entry("heat_energy_gj", "12.345"), Map.entry("heat_energy_kwh", "3429.167"));
    }

    @Test
    void the_valve_of_a_gas_meter_is_a_word_and_a_register_without_unit_is_a_volume() {
        hear(
                harmonizer(),
                Telegrams.dsmr()
                        .text("0-0:96.1.1", "E1")
                        .amount("0-1:24.1.0", "3", "")
                        .text("0-1:96.1.0", "G1")
                        .amount("0-1:24.4.0", "1", "")
                        .amount("0-1:24.2.1", "5.000", ""),
                NOW);
        assertThat(values(readings.getLast()))
                .containsOnly(Map.entry("valve", "connected"), Map.entry("volume_m3", "5.000"));
    }

    @Test
    void an_empty_channel_is_no_meter() {
        hear(
                harmonizer(),
                Telegrams.dsmr()
                        .text("0-0:96.1.1", "E1")
                        .amount("1-0:1.7.0", "1", "kW")
                        .amount("0-1:24.2.1", "0", ""),
                NOW);
        assertThat(readings).extracting(Reading::meter).containsExactly("e1");
    }

    @Test
    void after_a_swap_the_stale_device_on_a_channel_is_passed_over() {
        hear(
                harmonizer(),
                Telegrams.dsmr()
                        .text("0-0:96.1.1", "E1")
                        .amount("0-1:24.1.0", "3", "")
                        .text("0-1:96.1.0", "OLD")
                        .amount("0-1:24.2.1", "1.000", "m3")
                        .captured("2020-01-01T00:00:00", Deviation.WINTER)
                        .amount("0-1:24.1.0", "3", "")
                        .text("0-1:96.1.0", "NEW")
                        .amount("0-1:24.2.1", "2.000", "m3")
                        .captured("2025-11-17T15:50:00", Deviation.WINTER),
                NOW);
        assertThat(readings).extracting(Reading::meter).containsExactly("new");
    }

    @Test
    void a_change_of_tariff_is_an_event_and_the_first_tariff_is_not() {
        Harmonizer wire = harmonizer();
        hear(wire, listB(), NOW);
        hear(wire, Telegrams.dlms().text("0-0:96.14.0", "RATE2").amount("1-0:1.7.0", "1", "W"), NOW.plusSeconds(1));
        assertThat(events).extracting(Event::type).containsExactly("tariff_changed");
        assertThat(events.getFirst().data()).isEqualTo(Map.of("from", 1L, "to", 2L));
    }

    @Test
    void a_counter_that_falls_is_an_event() {
        Harmonizer wire = harmonizer();
        hear(wire, listB(), NOW);
        for (int second = 50; second < 52; second++) { // once may be damage
            assertThat(events).isEmpty();
            hear(
                    wire,
                    Telegrams.dlms().at("2025-11-17T15:52:" + second).amount("1-1:1.8.0", "5", "Wh"),
                    NOW.plusSeconds(second));
        }
        assertThat(events).extracting(Event::type).containsExactly("register_reset");
        assertThat(events.getFirst().data())
                .containsEntry("name", "energy_import_kwh")
                .containsEntry("from", new BigDecimal("888.343"))
                .containsEntry("to", new BigDecimal("0.005"));
    }

    @Test
    void the_months_of_a_peak_history_come_once_each() {
        Harmonizer belgian = harmonizer();
        for (int second = 0; second < 3; second++) {
            hear(
                    belgian,
                    Telegrams.dsmr()
                            .text("0-0:96.1.1", "E1")
                            .amount("1-0:1.7.0", "1", "kW")
                            .amount("0-0:98.1.0", "3.695", "kW")
                            .captured("2025-10-23T19:25:38", Deviation.SUMMER)
                            .row("2025-11-01T00:00:00", Deviation.WINTER),
                    NOW.plusSeconds(second));
        }
        List<Reading> months =
                readings.stream().filter(it -> it.origin() == Origin.PROFILE).toList();
        assertThat(months).hasSize(1);
        assertThat(months.getFirst().time()).isEqualTo("2025-10-31T23:00:00Z");
        assertThat(values(months.getFirst()))
                .containsOnly(
                        Map.entry("demand_import_max_w", "3695"),
                        Map.entry("demand_import_max_time", "2025-10-23T17:25:38Z"));
    }

    @Test
    void a_copied_telegram_owns_its_bytes() {
        Telegram telegram = listA().done();
        Telegram copy = telegram.copy();
        telegram.clear("other");
        assertThat(copy.observations()).hasSize(5);
        assertThat(copy.text(0)).isEqualTo("LGZ1030655933512");
    }
}
