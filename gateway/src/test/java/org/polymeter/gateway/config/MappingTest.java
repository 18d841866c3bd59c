package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.adapter.FieldMapping;
import org.polymeter.gateway.adapter.FieldMapping.Time;
import org.polymeter.gateway.adapter.FieldMapping.TimeFormat;
import org.polymeter.gateway.config.SourceConfig.Dialect;

class MappingTest {

    private static final String HEAT_PUMP = """
            driver: mapped
            topic: heating/{id}/state
            time: {path: t, format: epoch}
            values:
              data.P:   {name: power_import_w, unit: kW}
              data.tPI: {name: energy_import_kwh, unit: Wh, when: data.at}
              data.pf:  {name: power_factor, unit: none}
              data.T:   {name: tariff}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void a_mapping_stands_in_a_file_beside_the_configuration() throws Exception {
        Files.writeString(folder.resolve("pump.yaml"), HEAT_PUMP);

        var source = source("""
                sources:
                  - {id: pump, type: mqtt, protocol: mapped, mapping: pump.yaml, broker: {host: localhost}}
                """);

        assertThat(source.dialect()).isEqualTo(Dialect.MAPPED);
        assertThat(source.topics()).containsExactly("heating/+/state");
        FieldMapping mapping = source.mapping().orElseThrow();
        assertThat(mapping.identity()).isEmpty();
        assertThat(mapping.time()).contains(new Time("t", TimeFormat.EPOCH));
        assertThat(mapping.values())
                .extracting(value -> value.path() + " " + value.quantity() + " " + value.unit() + " " + value.when())
                .containsExactly(
                        "data.P power_import_w kW Optional.empty",
                        "data.tPI energy_import_kwh Wh Optional[data.at]",
                        "data.pf power_factor  Optional.empty",
                        "data.T tariff  Optional.empty");
    }

    @Test
    void or_in_the_source_itself_which_may_have_topics_of_its_own() throws Exception {
        var source = source("""
                sources:
                  - id: ams
                    type: mqtt
                    protocol: mapped
                    broker: {host: localhost}
                    topics: ['meters/{id}/+']
                    mapping:
                      identity: meterId
                      values:
                        P: {name: power_import_w, unit: W}
                """);

        assertThat(source.topics()).containsExactly("meters/+/+");
        assertThat(source.mapping().orElseThrow().identity()).isEqualTo(Optional.of("meterId"));
    }

    @Test
    void what_is_wrong_with_the_file_is_said_with_its_name_and_line() throws Exception {
        Files.writeString(folder.resolve("pump.yaml"), """
                topic: heating/#/state
                identity: '{id}'
                time: {path: t, format: unix}
                values:
                  a: {name: power_improt_w, unit: W}
                  b: {name: energy_import_kwh, unit: W}
                  c: {name: power_export_w}
                  d: {name: voltage_l1_v, unit: Volts}
                  A: {name: frequency_hz, unit: Hz}
                  e: {name: power_export_w, unit: W}
                  f: {name: demand_import_max_time}
                  g: {name: tariff, unit: W}
                  h: {nmae: current_l1_a, unit: A}
                vlaues: {}
                """);
        String file = folder.resolve("pump.yaml").toString();

        assertThat(problems("""
                sources:
                  - {id: pump, type: mqtt, protocol: mapped, mapping: pump.yaml, broker: {host: h}, units: {a: W}}
                """))
                .contains("polymeter.yaml:2: 'units' does not belong in source 'pump'")
                .contains(file + ":1: \"heating/#/state\" is no topic filter")
                .contains(file + ":2: no topic has {id}")
                .contains(file + ":3: 'format' in 'time' of the mapping of source 'pump', " + file
                        + " is 'unix' – expected epoch, iso or iso-local")
                .contains(file + ":5: 'name' in field 'a' is 'power_improt_w' – expected a name of the profile"
                        + " (docs/profile.md); did you mean 'power_import_w'?\n     5 |   a: {name: power_improt_w,")
                .contains(file + ":6: 'unit' in field 'b' is 'W' – expected kWh or a multiple of Wh, for it is to be"
                        + " energy_import_kwh")
                .contains(file + ":7: field 'c' has no 'unit' – the unit of the number as sent, such as unit: W")
                .contains(file + ":8: 'unit' in field 'd' is 'Volts' – expected V")
                .contains(file + ":9: field 'A' is already given in line 5")
                .contains(file + ":10: 'power_export_w' is already given in line 7")
                .contains(file + ":11: 'demand_import_max_time' is a time – give its path as 'when'")
                .contains(file + ":12: 'unit' in field 'g' is 'W' – expected none, for tariff has no unit")
                .contains(file + ":13: unknown key 'nmae' in field 'h' – did you mean 'name'?")
                .contains(file + ":14: unknown key 'vlaues'")
                .doesNotContain("field 'h' has no 'name'");
    }

    @Test
    void a_mapping_that_is_missing_or_no_mapping_is_named() throws Exception {
        assertThat(problems("sources: [{id: a, type: mqtt, protocol: mapped, broker: {host: h}}]"))
                .startsWith("polymeter.yaml:1: source 'a' has no 'mapping'");
        assertThat(problems("sources: [{id: a, type: mqtt, protocol: mapped, mapping: no.yaml, broker: {host: h}}]"))
                .startsWith("polymeter.yaml:1: cannot read " + folder.resolve("no.yaml") + ": there is no such file");
        Files.writeString(folder.resolve("list.yaml"), "- a\n");
        assertThat(problems("sources: [{id: a, type: mqtt, protocol: mapped, mapping: list.yaml, broker: {host: h}}]"))
                .startsWith(folder.resolve("list.yaml") + ":1: the file must be a block");
        assertThat(problems(
                        "sources: [{id: a, type: mqtt, protocol: mapped, mapping: {topic: a/b}, broker: {host: h}}]"))
                .startsWith("polymeter.yaml:1: the mapping of source 'a' has no 'values'");
        assertThat(problems("sources: [{id: a, type: mqtt, protocol: mapped, broker: {host: h},"
                        + " mapping: {values: {P: {name: power_import_w, unit: W}}}}]"))
                .startsWith("polymeter.yaml:1: source 'a' has no 'topics'");
        assertThat(
                        problems(
                                "sources: [{id: a, type: mqtt, protocol: mapped, broker: {host: h},"
                                        + " mapping: {topic: polymeter/1/meter/+/reading, values: {P: {name: power_import_w, unit: W}}}}]"))
                .contains("would read what this gateway itself publishes");
    }

    @Test
    void frames_of_other_gateways_have_usual_topics_and_a_device_without_any_must_be_told() throws Exception {
        assertThat(source("sources: [{id: a, type: mqtt, protocol: raw, broker: {host: h}}]")
                        .topics())
                .containsExactly("polymeter/1/gateway/+/raw/+");
        assertThat(source("sources: [{id: a, type: mqtt, protocol: rl-dsp, broker: {host: h}}]")
                        .topics())
                .containsExactly("dt/+/+/ds");
        for (String dialect : List.of("evn-kaifa", "esp-smart-meter", "amsreader")) {
            assertThat(problems("sources: [{id: a, type: mqtt, protocol: " + dialect + ", broker: {host: h}}]"))
                    .startsWith("polymeter.yaml:1: source 'a' has no 'topics'");
        }
    }

    private SourceConfig.Mqtt source(String text) throws ConfigException, IOException {
        return (SourceConfig.Mqtt) new ConfigReader(Map.of(), Set.of(), "cellar")
                .read("polymeter.yaml", folder, text)
                .sources()
                .getFirst();
    }

    private String problems(String text) {
        ConfigReader reader = new ConfigReader(Map.of(), Set.of(), "cellar");
        ConfigException problems =
                catchThrowableOfType(ConfigException.class, () -> reader.read("polymeter.yaml", folder, text));
        return String.valueOf(problems.getMessage());
    }
}
