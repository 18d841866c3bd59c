package org.polymeter.gateway.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.compat.DsmrReaderRendering.Settings;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

/** Default topics, fields and their order as dsmr-reader's settings have them. */
class DsmrReaderRenderingTest {

    private final DsmrReaderRendering rendering =
            new DsmrReaderRendering(new Settings("dsmr", true, Optional.empty()), false);

    @Test
    void every_field_of_a_telegram_has_a_topic() throws Exception {
        assertThat(Heard.of(rendering, Examples.dsmr()))
                .filteredOn(message -> message.startsWith("kept dsmr/reading/"))
                .containsExactly(
                        "kept dsmr/reading/timestamp 2025-01-14T09:12:35Z",
                        "kept dsmr/reading/electricity_delivered_1 10830.511",
                        "kept dsmr/reading/electricity_returned_1 1285.951",
                        "kept dsmr/reading/electricity_delivered_2 2948.827",
                        "kept dsmr/reading/electricity_returned_2 2876.514",
                        "kept dsmr/reading/electricity_currently_delivered 0.000",
                        "kept dsmr/reading/electricity_currently_returned 0.543",
                        "kept dsmr/reading/phase_currently_delivered_l1 0.000",
                        "kept dsmr/reading/phase_currently_delivered_l2 0.133",
                        "kept dsmr/reading/phase_currently_delivered_l3 0.000",
                        "kept dsmr/reading/phase_currently_returned_l1 0.676",
                        "kept dsmr/reading/phase_currently_returned_l2 0.000",
                        "kept dsmr/reading/phase_currently_returned_l3 0.000",
                        "kept dsmr/reading/phase_voltage_l1 236.0",
                        "kept dsmr/reading/phase_voltage_l2 232.6",
                        "kept dsmr/reading/phase_voltage_l3 235.1",
                        "kept dsmr/reading/phase_power_current_l1 3",
                        "kept dsmr/reading/phase_power_current_l2 1",
                        "kept dsmr/reading/phase_power_current_l3 0");
    }

    @Test
    void json_has_all_fields_with_decimals_as_texts() throws Exception {
        assertThat(Heard.of(
                        rendering,
                        Examples.dsmrInfo(),
                        Examples.gasInfo(),
                        Examples.gasReading(),
                        Examples.dsmrReading()))
                .filteredOn(message -> message.startsWith("kept dsmr/json"))
                .containsExactly("kept dsmr/json {\"id\": null, \"timestamp\": \"2025-01-14T09:12:35Z\","
                        + " \"electricity_delivered_1\": \"10830.511\", \"electricity_returned_1\": \"1285.951\","
                        + " \"electricity_delivered_2\": \"2948.827\", \"electricity_returned_2\": \"2876.514\","
                        + " \"electricity_currently_delivered\": \"0.000\","
                        + " \"electricity_currently_returned\": \"0.543\","
                        + " \"phase_currently_delivered_l1\": \"0.000\","
                        + " \"phase_currently_delivered_l2\": \"0.133\","
                        + " \"phase_currently_delivered_l3\": \"0.000\","
                        + " \"extra_device_timestamp\": \"2025-01-14T09:10:00Z\","
                        + " \"extra_device_delivered\": \"2569.646\","
                        + " \"phase_currently_returned_l1\": \"0.676\","
                        + " \"phase_currently_returned_l2\": \"0.000\","
                        + " \"phase_currently_returned_l3\": \"0.000\", \"phase_voltage_l1\": \"236.0\","
                        + " \"phase_voltage_l2\": \"232.6\", \"phase_voltage_l3\": \"235.1\","
                        + " \"phase_power_current_l1\": 3, \"phase_power_current_l2\": 1,"
                        + " \"phase_power_current_l3\": 0}");
    }

    @Test
    void gas_and_the_meters_statistics_have_topics_too() throws Exception {
        assertThat(Heard.of(rendering, Examples.dsmr()))
                .filteredOn(message -> message.matches("kept dsmr/(meter-stats|consumption)/.*"))
                .containsExactly(
                        "kept dsmr/meter-stats/dsmr_version 50",
                        "kept dsmr/meter-stats/electricity_tariff 2",
                        "kept dsmr/meter-stats/power_failure_count 6",
                        "kept dsmr/meter-stats/long_power_failure_count 3",
                        "kept dsmr/meter-stats/voltage_sag_count_l1 3",
                        "kept dsmr/meter-stats/voltage_sag_count_l2 2",
                        "kept dsmr/meter-stats/voltage_sag_count_l3 2",
                        "kept dsmr/meter-stats/voltage_swell_count_l1 1",
                        "kept dsmr/meter-stats/voltage_swell_count_l2 1",
                        "kept dsmr/meter-stats/voltage_swell_count_l3 1",
                        "kept dsmr/consumption/gas/read_at 2025-01-14T10:10:00+01:00",
                        "kept dsmr/consumption/gas/delivered 2569.646");
    }

    @Test
    void what_has_not_changed_is_not_said_again_until_the_connection_is_new() throws Exception {
        Heard.of(rendering, Examples.dsmr());
        assertThat(Heard.of(rendering, Examples.dsmrReading()))
                .as("the gas meter's value belongs to this telegram, too")
                .extracting(message -> message.substring(0, message.indexOf(' ', 5)))
                .containsExactly(
                        "kept dsmr/reading/extra_device_timestamp",
                        "kept dsmr/reading/extra_device_delivered",
                        "kept dsmr/json");
        rendering.greet(new Heard());
        assertThat(Heard.of(rendering, Examples.dsmrReading())).hasSizeGreaterThan(20);
    }

    @Test
    void a_meter_without_tariffs_has_all_its_energy_in_tariff_1() throws Exception {
        assertThat(Heard.of(rendering, Examples.kaifa()))
                .contains(
                        "kept dsmr/reading/electricity_delivered_1 12.937",
                        "kept dsmr/reading/electricity_returned_1 0.000")
                .noneMatch(message -> message.contains("delivered_2 "));
    }

    @Test
    void a_telegram_is_published_as_it_came_if_somebody_asks() throws Exception {
        Bytes text = Bytes.of("/TST5\r\n\r\n1-0:1.7.0(00.543*kW)\r\n!BE8C\r\n".getBytes(StandardCharsets.US_ASCII));
        Fact told = new Fact.Told(
                "p1", Examples.HOUSE, Instant.EPOCH, "dsmr", "TST5", Optional.empty(), List.of(), text, text);
        assertThat(Heard.of(rendering, Examples.dsmrInfo(), told))
                .containsExactly("kept dsmr/raw /TST5\r\n\r\n1-0:1.7.0(00.543*kW)\r\n!BE8C\r\n");
        assertThat(rendering.wantsTold()).isTrue();
        assertThat(new DsmrReaderRendering(new Settings("dsmr", true, Optional.empty()), true).wantsTold())
                .as("with privacy")
                .isFalse();
    }
}
