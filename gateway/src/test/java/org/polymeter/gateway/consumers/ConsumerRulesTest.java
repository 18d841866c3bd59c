package org.polymeter.gateway.consumers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Consumers that cannot be installed here read what a real broker has kept of simulated meters, by the rules of
 * their own documentation and by the lines that docs/consumers tells people to paste: each must find the
 * value that the meter sent, in the unit that the consumer takes it for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsumerRulesTest {

    private static final String VALUE = "polymeter/1/meter/%s/value/%s";

    /** Electricity meters of three families: DSMR, DLMS, SML. */
    private static final List<String> ELECTRIC = List.of("house", "flat", "shed");

    /** What a consumer believes to have read. */
    private record Read(String topic, BigDecimal value, String unit) {}

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Site site;
    private Map<String, String> kept;

    @BeforeAll
    void let_the_meters_speak(@TempDir Path folder) throws Exception {
        site = Site.start(
                folder,
                "{type: mqtt, host: 127.0.0.1, port: '${MQTT}'}",
                "{type: mqtt, host: 127.0.0.1, port: '${MQTT}', format: homie}");
        List<String> awaited = new ArrayList<>(List.of(
                String.format(VALUE, "gas", "volume_m3"),
                String.format(VALUE, "heat", "heat_energy_kwh"),
                "homie/5/heat/meter/heat-energy-kwh",
                "homie/5/gas/meter/volume-m3",
                "homeassistant/device/heat/config",
                "homeassistant/device/gas/config"));
        for (String meter : ELECTRIC) {
            awaited.add(String.format(VALUE, meter, "power_w"));
            awaited.add(String.format(VALUE, meter, "energy_import_kwh"));
            awaited.add("polymeter/1/meter/" + meter + "/state");
            awaited.add("homie/5/" + meter + "/meter/energy-import-kwh");
            awaited.add("homeassistant/device/" + meter + "/config");
        }
        kept = site.kept(awaited);
    }

    @AfterAll
    void close_the_house() {
        if (site != null) {
            site.close();
        }
    }

    /**
     * Home Assistant: an MQTT sensor shows the payload of its state_topic in its unit_of_measurement
     * (https://www.home-assistant.io/integrations/sensor.mqtt/).
     */
    @Test
    void home_assistant_finds_every_meter_by_discovery_with_the_right_values_and_units() throws IOException {
        for (String meter : List.of("house", "flat", "shed", "gas", "heat")) {
            JsonNode config = json.readTree(kept("homeassistant/device/" + meter + "/config"));
            List<Read> reads = new ArrayList<>();
            config.get("cmps").properties().forEach(entry -> {
                JsonNode component = entry.getValue();
                String topic = component.get("state_topic").asText();
                if (component.has("unit_of_measurement") && kept.containsKey(topic)) {
                    reads.add(read(topic, component.get("unit_of_measurement").asText()));
                }
            });
            assertThat(reads).as(meter).isNotEmpty().allSatisfy(this::assertTrue);
            config.get("avty")
                    .forEach(availability ->
                            assertThat(kept(availability.get("t").asText())).isEqualTo("online"));
        }
    }

    @Test
    void home_assistant_by_hand_reads_the_same() {
        Object sensors = map(map(yaml("docs/consumers/home-assistant.md", "By hand"))
                        .get("mqtt"))
                .get("sensor");
        for (String meter : ELECTRIC) {
            assertThat(list(sensors)).isNotEmpty().allSatisfy(it -> {
                Map<String, Object> sensor = map(it);
                assertThat(sensor.keySet())
                        .isSubsetOf(
                                "name",
                                "unique_id",
                                "state_topic",
                                "availability",
                                "availability_mode",
                                "device_class",
                                "state_class",
                                "unit_of_measurement");
                assertTrue(read(
                        text(sensor, "state_topic").replace("/house/", "/" + meter + "/"),
                        text(sensor, "unit_of_measurement")));
            });
        }
    }

    /**
     * evcc: the keys and units of a meter of type custom (https://docs.evcc.io/en/docs/reference/configuration/meters
     * and core, meter/measurement/energy.go) and of the MQTT plugin (https://docs.evcc.io/en/docs/devices/plugins and
     * core, plugin/mqtt.go, commit 0ca56b27); it refuses keys that it does not know. Power is in W and
     * positive on import, energy in kWh, currents are in A; values are multiplied by scale. Read on 2026-11-26.
     */
    @Test
    void evcc_reads_power_energies_and_currents() {
        Map<String, String> units = Map.of("power", "W", "energy", "kWh", "returnEnergy", "kWh", "currents", "A");
        Set<String> plugin = Set.of(
                "source",
                "topic",
                "payload",
                "retained",
                "scale",
                "timeout",
                "jq",
                "regex",
                "quote",
                "default",
                "broker",
                "user",
                "password");
        Object meters = map(yaml("docs/consumers/evcc.md", "evcc")).get("meters");
        Map<String, Object> grid = map(list(meters).getFirst());
        assertThat(grid).containsEntry("type", "custom").containsKeys("name", "power");
        assertThat(list(requireNonNull(grid.get("currents")))).hasSize(3);
        grid.forEach((key, setting) -> {
            if (!key.equals("name") && !key.equals("type")) {
                String unit = requireNonNull(units.get(key), key);
                List<Object> plugins = setting instanceof List<?> ? list(setting) : List.of(setting);
                for (Object each : plugins) {
                    assertThat(map(each)).containsEntry("source", "mqtt").containsKey("topic");
                    assertThat(plugin).containsAll(map(each).keySet());
                    for (String meter : ELECTRIC) {
                        String topic = text(map(each), "topic").replace("/house/", "/" + meter + "/");
                        if (!key.equals("currents") || kept.containsKey(topic)) {
                            assertTrue(read(topic, unit));
                        }
                    }
                }
            }
        });
    }

    /**
     * openHAB: textual things (https://www.openhab.org/docs/configuration/things.html), the number channel of the MQTT
     * binding with its unit (https://www.openhab.org/addons/bindings/mqtt.generic/), and dimensions of items
     * (https://www.openhab.org/docs/concepts/units-of-measurement.html). Read on 2026-11-26.
     */
    @Test
    void openhab_reads_numbers_with_their_units() {
        String things =
                Snippets.of("docs/consumers/openhab.md", "openhab-things").getFirst();
        assertThat(things)
                .matches(
                        Pattern.compile(
                                "Bridge mqtt:broker:home \"[^\"]*\" \\[ host=\"[^\"]*\", secure=false ] \\{\\s+"
                                        + "Thing topic house \"House\" \\[ [^]]* ] \\{\\s+Channels:\\s+(Type .*\\s+)+}\\s+}\\s*"));
        assertThat(settings(things.lines().skip(1).findFirst().orElseThrow()))
                .containsOnlyKeys("availabilityTopic", "payloadAvailable", "payloadNotAvailable")
                .containsEntry("payloadAvailable", kept("polymeter/1/meter/house/status"));
        Map<String, String> unitOfChannel = new TreeMap<>();
        Matcher channel =
                Pattern.compile("Type number : (\\w+) \"[^\"]*\" (\\[.*])").matcher(things);
        while (channel.find()) {
            Map<String, String> settings = settings(channel.group(2));
            assertThat(settings).containsOnlyKeys("stateTopic", "unit");
            unitOfChannel.put(channel.group(1), requireNonNull(settings.get("unit")));
            for (String meter : ELECTRIC) {
                String topic = requireNonNull(settings.get("stateTopic")).replace("/house/", "/" + meter + "/");
                if (meter.equals("house") || kept.containsKey(topic)) {
                    assertTrue(read(topic, requireNonNull(settings.get("unit"))));
                }
            }
        }
        assertThat(unitOfChannel).hasSizeGreaterThan(3);
        Map<String, String> dimensions =
                Map.of("W", "Power", "kWh", "Energy", "V", "ElectricPotential", "A", "ElectricCurrent");
        Matcher item = Pattern.compile(
                        "Number:(\\w+) +\\w+ +\"[^\"]*\" +\\{ channel=\"mqtt:topic:home:house:(\\w+)\" }")
                .matcher(Snippets.of("docs/consumers/openhab.md", "openhab-items")
                        .getFirst());
        int items = 0;
        while (item.find()) {
            items++;
            assertThat(item.group(1)).isEqualTo(dimensions.get(unitOfChannel.get(item.group(2))));
        }
        assertThat(items).isEqualTo(unitOfChannel.size());
    }

    /** Homie 5: a property's value is at {device}/{node}/{property}, its unit in the device's $description. */
    @Test
    void homie_tells_values_and_units_of_every_meter() throws IOException {
        for (String meter : List.of("house", "flat", "shed", "gas", "heat")) {
            JsonNode properties =
                    json.readTree(kept("homie/5/" + meter + "/$description")).at("/nodes/meter/properties");
            List<Read> reads = new ArrayList<>();
            properties.properties().forEach(property -> {
                String topic = "homie/5/" + meter + "/meter/" + property.getKey();
                if (property.getValue().has("unit") && kept.containsKey(topic)) {
                    reads.add(new Read(
                            String.format(VALUE, meter, property.getKey().replace('-', '_')),
                            new BigDecimal(kept(topic)),
                            property.getValue().get("unit").asText()));
                }
            });
            assertThat(reads).as(meter).isNotEmpty().allSatisfy(this::assertTrue);
        }
    }

    /**
     * SmartGridready: a data point is what its JMESPath finds in the message at its topic, times its multiplicator
     * (SGrSpecifications, DataPoint.xsd 0.2.2, unitConversionMultiplicator; read on 2026-11-26).
     */
    @Test
    void smartgridready_reads_three_meters_by_one_description() throws Exception {
        Map<String, BigDecimal> perUnit = Map.of(
                "KILOWATTS", new BigDecimal("0.001"),
                "KILOWATT_HOURS", BigDecimal.ONE,
                "VOLTS", BigDecimal.ONE,
                "AMPERES", BigDecimal.ONE);
        for (String meter : ELECTRIC) {
            int numbers = 0;
            for (Eid.DataPoint point : Eid.dataPoints()) {
                JsonNode state = json.readTree(kept(point.topicOf(meter)));
                JsonNode found = state.at("/" + point.query().replace('.', '/'));
                if (!point.dataType().equals("float64")) {
                    assertThat(found.isTextual()).as(point.toString()).isTrue();
                } else if (!found.isMissingNode()) {
                    numbers++;
                    String name = point.query().substring("values.".length());
                    assertThat(point.factor()).as(point.toString()).isEqualTo(perUnit.get(point.unit()));
                    assertThat(site.isTrue(meter, name, found.decimalValue()))
                            .as(point + " of " + meter)
                            .isTrue();
                }
            }
            assertThat(numbers).as(meter).isGreaterThanOrEqualTo(5);
        }
    }

    private Read read(String topic, String unit) {
        return new Read(topic, new BigDecimal(kept(topic)), unit);
    }

    /** The meter has sent that value, and the profile has that unit for it. */
    private void assertTrue(Read read) {
        String[] levels = read.topic.split("/", -1);
        Quantity quantity = requireNonNull(Vocabulary.standard().named(levels[5]), levels[5]);
        assertThat(read.unit).as(read.topic).isEqualTo(quantity.unit().symbol());
        assertThat(site.isTrue(levels[3], levels[5], read.value))
                .as(read + " is what the meter sent")
                .isTrue();
    }

    private String kept(String topic) {
        return requireNonNull(kept.get(topic), topic);
    }

    private static Map<String, String> settings(String line) {
        Map<String, String> settings = new TreeMap<>();
        Matcher setting = Pattern.compile("(\\w+)=\"([^\"]*)\"").matcher(line);
        while (setting.find()) {
            settings.put(setting.group(1), setting.group(2));
        }
        return settings;
    }

    private static Object yaml(String page, String heading) {
        return new Load(LoadSettings.builder().build()).loadFromString(Snippets.of(page, heading, "yaml"));
    }

    private static String text(Map<String, Object> map, String key) {
        return requireNonNull(map.get(key), key).toString();
    }

    @SuppressWarnings("unchecked") // what YAML gives
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(@Nullable Object value) {
        return (List<Object>) requireNonNull(value);
    }
}
