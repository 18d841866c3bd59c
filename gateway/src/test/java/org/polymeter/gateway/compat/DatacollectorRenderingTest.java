package org.polymeter.gateway.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.sink.Fact;

class DatacollectorRenderingTest {

    @Test
    void version_2_sends_a_message_per_value_with_its_code() throws Exception {
        assertThat(Heard.of(new DatacollectorRendering(false, false), Examples.e450Info(), Examples.e450Powers()))
                .containsExactly(
                        "smartmeter/LGZ1030655933512/ACTIVE_POWER_P"
                                + " {\"value\": 412.0, \"timestamp\": 1763391170, \"obis\": \"1.7.0\"}",
                        "smartmeter/LGZ1030655933512/ACTIVE_POWER_N"
                                + " {\"value\": 0.0, \"timestamp\": 1763391170, \"obis\": \"2.7.0\"}",
                        "smartmeter/LGZ1030655933512/CURRENT_L1"
                                + " {\"value\": 1.02, \"timestamp\": 1763391170, \"obis\": \"31.7.0\"}",
                        "smartmeter/LGZ1030655933512/CURRENT_L2"
                                + " {\"value\": 0.44, \"timestamp\": 1763391170, \"obis\": \"51.7.0\"}",
                        "smartmeter/LGZ1030655933512/CURRENT_L3"
                                + " {\"value\": 0.51, \"timestamp\": 1763391170, \"obis\": \"71.7.0\"}",
                        "smartmeter/LGZ1030655933512/VOLTAGE_L1"
                                + " {\"value\": 234.0, \"timestamp\": 1763391170, \"obis\": \"32.7.0\"}",
                        "smartmeter/LGZ1030655933512/VOLTAGE_L2"
                                + " {\"value\": 235.0, \"timestamp\": 1763391170, \"obis\": \"52.7.0\"}",
                        "smartmeter/LGZ1030655933512/VOLTAGE_L3"
                                + " {\"value\": 233.0, \"timestamp\": 1763391170, \"obis\": \"72.7.0\"}");
    }

    @Test
    void version_1_sends_no_code_and_energies_are_in_watt_hours() throws Exception {
        assertThat(Heard.of(new DatacollectorRendering(true, false), Examples.e450Info(), Examples.e450Energies()))
                .containsExactly(
                        "smartmeter/LGZ1030655933512/ACTIVE_ENERGY_P {\"value\": 888343.0, \"timestamp\": 1763390700}",
                        "smartmeter/LGZ1030655933512/ACTIVE_ENERGY_N {\"value\": 25414.0, \"timestamp\": 1763390700}",
                        "smartmeter/LGZ1030655933512/REACTIVE_ENERGY_Q1"
                                + " {\"value\": 154927.0, \"timestamp\": 1763390700}",
                        "smartmeter/LGZ1030655933512/REACTIVE_ENERGY_Q2"
                                + " {\"value\": 10593.0, \"timestamp\": 1763390700}",
                        "smartmeter/LGZ1030655933512/REACTIVE_ENERGY_Q3"
                                + " {\"value\": 84753.0, \"timestamp\": 1763390700}",
                        "smartmeter/LGZ1030655933512/REACTIVE_ENERGY_Q4"
                                + " {\"value\": 121569.0, \"timestamp\": 1763390700}");
    }

    @Test
    void a_register_that_binary_floats_cannot_hold_keeps_every_digit() throws Exception {
        assertThat(Heard.of(
                        new DatacollectorRendering(true, false),
                        Examples.e450Info(),
                        Examples.heard(
                                Examples.E450,
                                "2025-11-17T14:45:00Z",
                                Instant.parse("2025-11-17T14:45:01Z"),
                                "energy_import_kwh 25149.419, current_l1_a 0.35, power_factor 0.941")))
                .extracting(message -> message.replaceAll(".*/(\\w+) .*\"value\": ([^,]*),.*", "$1 $2"))
                .containsExactly("POWER_FACTOR 0.941", "CURRENT_L1 0.35", "ACTIVE_ENERGY_P 25149419.0");
    }

    @Test
    void what_would_be_levels_of_the_topic_is_replaced() throws Exception {
        List<Fact> facts = List.of(
                Examples.described("port", null, "device", "/dev/ttyUSB0", null, null, "Europe/Zurich"),
                Examples.heard(
                        "port", "2025-11-17T14:45:00Z", Instant.parse("2025-11-17T14:45:01Z"), "power_import_w 1"));
        assertThat(Heard.of(new DatacollectorRendering(true, false), facts))
                .containsExactly("smartmeter/-dev-ttyUSB0/ACTIVE_POWER_P {\"value\": 1.0, \"timestamp\": 1763390700}");
    }

    @Test
    void its_identifiers_and_codes_are_those_that_the_adapter_reads() throws Exception {
        Map<String, String> read = new TreeMap<>();
        try (InputStream fields = DatacollectorRendering.class.getResourceAsStream("../adapter/scs.fields")) {
            for (String line : new String(fields.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] columns = line.split("\\s+", -1);
                if (line.matches("[A-Z].*") && !columns[1].equals("-")) {
                    read.put(columns[0], columns[1].replace("1-0:", ""));
                }
            }
        }
        Map<String, String> written = new TreeMap<>();
        Terms.of(DatacollectorRendering.TERMS).forEach(term -> written.put(term.word(), term.more()));
        assertThat(written).isEqualTo(read);
    }

    @Test
    void the_vocabulary_has_every_quantity_of_every_format() {
        for (String format : List.of(
                DatacollectorRendering.TERMS,
                "dsmr-reader.terms",
                "dsmr-reader-statistics.terms",
                "evn-kaifa.terms",
                "go-smartmeter-reader.terms",
                "hackday.terms")) {
            assertThat(Terms.of(format))
                    .isNotEmpty()
                    .extracting(Term::quantity)
                    .filteredOn(name -> !name.startsWith("@"))
                    .allSatisfy(name -> assertThat(Vocabulary.standard().named(name))
                            .as(name)
                            .isNotNull());
        }
    }

    @Test
    void rl_dsp_sends_a_message_per_reading() throws Exception {
        assertThat(Heard.of(
                        new RlDspRendering("building", false),
                        Examples.e450Info(),
                        Examples.e450Powers(),
                        Examples.e450Energies()))
                .containsExactly(
                        "dt/building/LGZ1030655933512/ds {\"meter\": {\"ts\": \"2025-11-17T14:52:50+00:00\","
                                + " \"1.7.0\": 412.0, \"2.7.0\": 0.0, \"31.7.0\": 1.02, \"51.7.0\": 0.44,"
                                + " \"71.7.0\": 0.51, \"32.7.0\": 234.0, \"52.7.0\": 235.0, \"72.7.0\": 233.0}}",
                        "dt/building/LGZ1030655933512/ds {\"meter\": {\"ts\": \"2025-11-17T14:45:00+00:00\","
                                + " \"1.8.0\": 888343.0, \"2.8.0\": 25414.0, \"5.8.0\": 154927.0,"
                                + " \"6.8.0\": 10593.0, \"7.8.0\": 84753.0, \"8.8.0\": 121569.0}}");
    }

    @Test
    void a_reading_without_any_of_its_values_is_no_message() throws Exception {
        assertThat(Heard.of(new RlDspRendering("building", false), Examples.gasInfo(), Examples.gasReading()))
                .isEmpty();
    }
}
