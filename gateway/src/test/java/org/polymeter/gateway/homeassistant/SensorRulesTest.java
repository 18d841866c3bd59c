package org.polymeter.gateway.homeassistant;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.consumers.Snippets;
import org.polymeter.gateway.homeassistant.Rules.DashboardRule;
import org.polymeter.gateway.homeassistant.Rules.SensorRule;
import org.polymeter.gateway.profile.Titles;
import org.polymeter.gateway.profile.Topics;

/**
 * Every name of the profile on every sort of meter, against the rules of Home Assistant, which cannot be
 * installed for tests: {@code sensor-rules.txt} and {@code dashboard-rules.txt} say where they were read.
 */
class SensorRulesTest {

    private static final Pattern ENTITY_ID = Pattern.compile("[a-z_]+\\.[a-z0-9_]+");

    private final Map<String, SensorRule> rules = Rules.sensors();
    private final Devices devices = new Devices(DiscoverySettings.of(new Topics("polymeter", "cellar"), "1.0.0"));

    @ParameterizedTest
    @ValueSource(strings = {"electricity", "gas", "water", "hot_water", "heat", "cooling", "other"})
    void class_unit_and_state_class_go_together(String medium) {
        devices.meter(everything(medium)).components().values().stream()
                .filter(component -> component.platform().equals("sensor"))
                .forEach(this::check);
    }

    private void check(Component sensor) {
        String deviceClass = setting(sensor, "device_class");
        String stateClass = setting(sensor, "state_class");
        if (!deviceClass.equals("-")) {
            SensorRule rule = requireNonNull(rules.get(deviceClass), () -> sensor + " is of no class that is known");
            assertThat(rule.units()).as(sensor.toString()).contains(setting(sensor, "unit_of_measurement"));
            assertThat(rule.stateClasses()).as(sensor.toString()).contains(stateClass);
        }
        assertThat(stateClass).isIn("-", "measurement", "total", "total_increasing");
        boolean numeric = sensor.settings().containsKey("unit_of_measurement") || !stateClass.equals("-");
        assertThat(sensor.settings().containsKey("options"))
                .as("options are for enums, which have neither unit nor state class")
                .isEqualTo(deviceClass.equals("enum"));
        assertThat(numeric && deviceClass.matches("enum|timestamp")).isFalse();
        assertThat(setting(sensor, "entity_category")).isIn("-", "diagnostic");
        assertThat(setting(sensor, "default_entity_id")).matches(ENTITY_ID);
    }

    @Test
    void the_energy_dashboard_takes_registers_and_power() {
        assertFits("grid", "electricity", "energy_import_kwh", "energy_export_kwh", "energy_import_t1_kwh");
        assertFits("grid", "electricity", "energy_kwh", "energy_import_l1_kwh");
        assertFits("power", "electricity", "power_w", "power_import_w", "power_export_w", "power_l2_w");
        assertFits("gas", "gas", "volume_m3");
        assertFits("water", "water", "volume_m3");
        assertFits("water", "hot_water", "volume_m3");
        assertFits("gas", "heat", "heat_energy_kwh", "heat_energy_gj");
    }

    @Test
    void nothing_in_kilowatt_hours_is_offered_to_the_dashboard_that_it_would_count_wrongly() {
        devices.meter(everything("electricity")).components().forEach((name, sensor) -> {
            if (name.endsWith("_interval_kwh")) {
                assertThat(sensor.settings()).as(name).doesNotContainKey("state_class");
            } else if (name.endsWith("_kwh")) {
                assertThat(setting(sensor, "state_class")).as(name).startsWith("total");
            }
        });
    }

    private void assertFits(String use, String medium, String... names) {
        Map<String, Component> components = devices.meter(everything(medium)).components();
        for (String name : names) {
            Component sensor = requireNonNull(components.get(name), name);
            assertThat(Rules.dashboard()).as(name + " for " + use).anySatisfy(rule -> assertFits(rule, use, sensor));
        }
    }

    private static void assertFits(DashboardRule rule, String use, Component sensor) {
        assertThat(rule.use()).isEqualTo(use);
        assertThat(setting(sensor, "device_class")).isEqualTo(rule.deviceClass());
        assertThat(rule.units()).contains(setting(sensor, "unit_of_measurement"));
        assertThat(rule.stateClasses()).contains(setting(sensor, "state_class"));
    }

    @Test
    void no_two_names_of_the_profile_are_called_the_same() {
        Map<String, String> names = new HashMap<>();
        for (Quantity quantity : Vocabulary.standard().quantities()) {
            String other = names.put(Titles.of(quantity), quantity.name());
            assertThat(other).as("called as " + quantity).isNull();
        }
        assertThat(names)
                .containsEntry("Energy import tariff 1", "energy_import_t1_kwh")
                .containsEntry("Power L1", "power_l1_w")
                .containsEntry("Current neutral", "current_n_a")
                .containsEntry("Demand import maximum tariff 2", "demand_import_max_t2_w")
                .containsEntry("Reactive energy Q3 tariff 4", "reactive_energy_q3_t4_kvarh")
                .containsEntry("Heat energy in GJ", "heat_energy_gj")
                .containsEntry("Voltage sag L1 count", "voltage_sag_l1_count")
                .containsEntry("Breaker", "breaker");
    }

    @Test
    void what_most_people_want_is_there_at_once_and_the_rest_on_demand() {
        Set<String> wanted = new HashSet<>();
        devices.meter(everything("electricity")).components().forEach((name, component) -> {
            if (!component.settings().containsKey("enabled_by_default")) {
                wanted.add(name.replaceAll("_l[1-3]_", "_lN_").replaceAll("_t[0-9]+_", "_tT_"));
            }
        });

        assertThat(wanted)
                .containsExactlyInAnyOrder(
                        "power_w",
                        "power_lN_w",
                        "power_import_w",
                        "power_import_lN_w",
                        "power_export_w",
                        "power_export_lN_w",
                        "energy_import_kwh",
                        "energy_import_tT_kwh",
                        "energy_import_lN_kwh",
                        "energy_export_kwh",
                        "energy_export_tT_kwh",
                        "energy_export_lN_kwh",
                        "apparent_power_import_va",
                        "voltage_v",
                        "voltage_lN_v",
                        "current_a",
                        "current_lN_a",
                        "demand_import_w",
                        "demand_export_w",
                        "demand_import_last_w",
                        "demand_export_last_w",
                        "demand_import_max_w",
                        "demand_import_max_tT_w",
                        "demand_export_max_w",
                        "volume_m3",
                        "flow_m3h",
                        "heat_energy_kwh",
                        "cooling_energy_kwh",
                        "heat_power_w",
                        "flow_temperature_c",
                        "return_temperature_c",
                        "temperature_difference_k",
                        "event");
    }

    @Test
    void values_without_a_name_of_the_profile_are_not_announced() {
        MeterInfo info = everything("electricity");
        info.quantities()
                .put(
                        Vocabulary.standard().unmapped("something", Quantity.Kind.GAUGE),
                        new MeterInfo.Detail("W", 0, null, List.of()));

        assertThat(devices.meter(info).components().keySet()).noneMatch(name -> name.startsWith("x_"));
    }

    @Test
    void the_types_of_events_are_those_of_the_profile() throws IOException {
        String profile = Files.readString(Snippets.file("docs/profile.md"));
        String events = profile.substring(profile.indexOf("| `event_type` |"), profile.indexOf("## Gateway"));

        assertThat(Pattern.compile("^\\| (`[^|]*`) \\|", Pattern.MULTILINE)
                        .matcher(events)
                        .results()
                        .skip(1) // the head
                        .flatMap(row ->
                                Pattern.compile("[a-z_]+").matcher(row.group(1)).results())
                        .map(word -> word.group()))
                .containsExactlyElementsOf(Devices.EVENT_TYPES);
    }

    @Test
    void names_of_people_become_entity_ids() {
        assertThat(Slug.of("Wärmezähler Straße 5 (Keller)")).isEqualTo("warmezahler_strasse_5_keller");
        assertThat(Slug.of("公共")).isEmpty();
    }

    /** A meter that has all there is. */
    private static MeterInfo everything(String medium) {
        SortedMap<Quantity, MeterInfo.Detail> quantities = new TreeMap<>();
        for (Quantity quantity : Vocabulary.standard().quantities()) {
            quantities.put(quantity, new MeterInfo.Detail(quantity.unit().symbol(), 2, null, List.of()));
        }
        return new MeterInfo(
                "m-4711",
                "公共",
                medium,
                null,
                "device",
                "4711",
                null,
                OptionalInt.empty(),
                null,
                null,
                null,
                "dlms",
                null,
                "p1",
                null,
                "UTC",
                3,
                0,
                0,
                quantities);
    }

    private static String setting(Component sensor, String name) {
        return sensor.settings().getOrDefault(name, "-").toString();
    }
}
