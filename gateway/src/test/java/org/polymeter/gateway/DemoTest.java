package org.polymeter.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.simulator.Simulator.Sent;

/** The main job, whole: fifteen simulated meters in, one profile out, read by an independent client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {

    private static final int READINGS_PER_METER = 3;

    /** Meters that speak every ten seconds or more seldom. */
    private static final Set<String> SLOW = Set.of(
            "g0000000000000006",
            "8pol0000000013",
            "pol00000000000014",
            "5706560000000018",
            "5100000021",
            "pol-70000024-01-04");

    private static final Set<String> NOT_ELECTRIC = Set.of("g0000000000000006", "8pol0000000013", "pol-70000024-01-04");

    private static final List<String> METERS = List.of(
            "lgz1030000000001",
            "aew",
            "els40000001",
            "isk40000002",
            "e0000000000000005",
            "g0000000000000006",
            "1pol0000000012",
            "8pol0000000013",
            "pol00000000000014",
            "5706560000000018",
            "181200000019",
            "7359990000000016",
            "isk1030000000020",
            "5100000021",
            "1pol0000000022",
            "012345000025",
            "pol-70000024-01-04");

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Map<String, List<JsonNode>> readings = new LinkedHashMap<>();
    private final Map<String, JsonNode> states = new TreeMap<>();
    private final Map<String, JsonNode> infos = new TreeMap<>();
    private final Map<String, String> values = new TreeMap<>();
    private final StringWriter table = new StringWriter();

    @BeforeAll
    void watch_the_demo_until_every_meter_has_spoken() throws Exception {
        assumeTrue(Mosquitto.isInstalled(), "mosquitto_sub is not installed; ./verify installs it");
        int port = Mosquitto.freePort();
        try (Running demo = Demo.start(
                        new Wiring(InstantSource.system()),
                        InstantSource.system(),
                        OptionalInt.of(port),
                        new PrintWriter(table),
                        Map.of(),
                        sent::add);
                MosquittoSub sub = MosquittoSub.toAll(port)) {
            assertThat(demo.await(Duration.ofMillis(1))).isFalse();
            sub.until(line -> {
                take(line);
                return METERS.stream().allMatch(this::hasSpoken);
            });
            // Moquette may pass over what is published while somebody subscribes; whoever comes later has it.
            try (MosquittoSub later = MosquittoSub.toAll(port)) {
                later.until(line -> {
                    take(line);
                    return states.size() == METERS.size() && infos.size() == METERS.size();
                });
            }
        }
    }

    private boolean hasSpoken(String meter) {
        int least = SLOW.contains(meter) ? 1 : READINGS_PER_METER;
        return readings.getOrDefault(meter, List.of()).size() >= least;
    }

    private void take(String line) {
        String[] parts = line.split("\\|", 4);
        String[] levels = parts[0].split("/", -1);
        if (levels.length < 5 || !levels[2].equals("meter")) {
            return;
        }
        switch (levels[4]) {
            case "reading" ->
                readings.computeIfAbsent(levels[3], unused -> new ArrayList<>()).add(read(parts[3]));
            case "state" -> states.put(levels[3], read(parts[3]));
            case "info" -> infos.put(levels[3], read(parts[3]));
            case "value" -> values.put(levels[3] + "/" + levels[5], parts[3]);
            default -> {}
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void every_meter_arrives_under_its_own_id() {
        assertThat(readings.keySet()).containsExactlyInAnyOrderElementsOf(METERS);
        assertThat(infos.keySet()).containsAll(METERS);
    }

    @Test
    void every_number_is_exactly_what_the_meter_sent() {
        readings.forEach((meter, list) -> list.forEach(reading -> {
            Map<String, String> heard = plain(reading.get("values"));
            List<Map<String, String>> told = sent.stream()
                    .filter(it -> it.meter().equals(meter))
                    .map(Sent::values)
                    .toList();
            assertThat(told)
                    .as("what %s sent", meter)
                    .anySatisfy(truth -> assertThat(heard).containsAllEntriesOf(truth));
        }));
    }

    @Test
    void nothing_is_said_that_no_meter_said() {
        readings.forEach((meter, list) -> list.forEach(reading -> {
            Map<String, String> heard = plain(reading.get("values"));
            heard.keySet().removeIf(name -> name.startsWith("reactive_"));
            assertThat(sent)
                    .filteredOn(it -> it.meter().equals(meter))
                    .anySatisfy(it ->
                            assertThat(heard.keySet()).isSubsetOf(it.values().keySet()));
        }));
    }

    @Test
    void all_electricity_meters_share_the_core_names() {
        readings.forEach((meter, list) -> {
            if (NOT_ELECTRIC.contains(meter)) {
                return;
            }
            Set<String> said = new TreeSet<>();
            list.forEach(reading -> said.addAll(plain(reading.get("values")).keySet()));
            // some meters tell their registers once an hour, before we had subscribed
            said.addAll(plain(requireNonNull(states.get(meter)).get("values")).keySet());
            var names = assertThat(said).as(meter);
            names.contains("energy_import_kwh", "energy_export_kwh");
            if (!meter.equals("012345000025")) { // Linky counts apparent power only
                names.contains("power_w", "power_import_w", "power_export_w");
            }
            if (!meter.equals("5100000021")) { // the Czech list has neither
                names.contains("voltage_l1_v", "current_l1_a");
            }
        });
        assertThat(plain(requireNonNull(states.get("g0000000000000006")).get("values")))
                .containsOnlyKeys("volume_m3");
        assertThat(plain(requireNonNull(states.get("pol-70000024-01-04")).get("values")))
                .containsKeys("heat_energy_kwh", "heat_power_w", "flow_temperature_c");
    }

    @Test
    void units_are_the_same_on_all_meters() {
        infos.forEach((meter, info) -> {
            JsonNode energy = info.get("quantities").get("energy_import_kwh");
            if (energy != null) {
                assertThat(energy.get("unit").asText()).as(meter).isEqualTo("kWh");
                assertThat(energy.get("decimals").asInt()).as(meter).isBetween(2, 4);
            }
        });
    }

    @Test
    void every_reading_says_whose_clock_it_goes_by() {
        assertThat(timeSource("lgz1030000000001")).isEqualTo("meter");
        assertThat(timeSource("aew")).isEqualTo("gateway");
        assertThat(timeSource("els40000001")).isEqualTo("adapter");
        assertThat(timeSource("e0000000000000005")).isEqualTo("meter");
        assertThat(timeSource("g0000000000000006")).isEqualTo("meter");
        assertThat(timeSource("181200000019")).isEqualTo("meter");
        assertThat(timeSource("5100000021")).isEqualTo("gateway");
        assertThat(timeSource("1pol0000000022")).isEqualTo("gateway");
        assertThat(timeSource("012345000025")).isEqualTo("meter");
    }

    private String timeSource(String meter) {
        return requireNonNull(readings.get(meter)).getFirst().get("time_source").asText();
    }

    @Test
    void values_are_published_one_by_one_too() {
        assertThat(values).containsKeys("lgz1030000000001/power_w", "g0000000000000006/volume_m3");
        assertThat(values.get("aew/energy_export_kwh")).isEqualTo("0.000");
    }

    @Test
    void the_summary_shows_all_meters() {
        assertThat(table.toString())
                .contains("17 meters, ")
                .contains("Netherlands gas")
                .contains("m³");
    }

    private static Map<String, String> plain(JsonNode values) {
        Map<String, String> plain = new TreeMap<>();
        values.properties()
                .forEach(entry -> plain.put(
                        entry.getKey(),
                        entry.getValue().isTextual()
                                ? entry.getValue().asText()
                                : entry.getValue().decimalValue().toPlainString()));
        return plain;
    }
}
