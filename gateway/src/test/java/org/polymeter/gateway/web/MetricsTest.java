package org.polymeter.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.sink.Fact;

class MetricsTest {

    private WebSink web;

    @BeforeEach
    void open() throws IOException {
        web = Site.open();
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void what_a_meter_says_is_there_with_its_meaning_and_texts_are_not() throws IOException {
        assertThat(metrics())
                .contains(
                        "# HELP polymeter_energy_import_kwh_total Energy from the grid, kWh",
                        "# TYPE polymeter_energy_import_kwh_total counter",
                        "polymeter_energy_import_kwh_total{meter=\"house\"} 13779.338",
                        "# HELP polymeter_power_w Net active power, positive on import, W",
                        "# TYPE polymeter_power_w gauge",
                        "polymeter_power_w{meter=\"house\"} -543",
                        "polymeter_reading_age_seconds{meter=\"house\"} 60.588")
                .noneMatch(line -> line.contains("polymeter_message"));
    }

    @Test
    void of_a_meter_that_is_offline_nothing_is_said_that_may_be_stale() throws IOException {
        assertThat(metrics())
                .contains("polymeter_up{meter=\"house\"} 1", "polymeter_up{meter=\"gas\"} 0")
                .noneMatch(line -> line.contains("volume_m3"));

        web.write(List.of(new Fact.Alive("gas", true), new Fact.Alive("house", false)));
        assertThat(metrics())
                .contains("polymeter_volume_m3_total{meter=\"gas\"} 3.5")
                .noneMatch(line -> line.contains("polymeter_power_w"));
    }

    @Test
    void names_may_hold_whatever_people_write() throws IOException {
        assertThat(metrics())
                .contains(
                        "polymeter_meter_info{meter=\"house\",medium=\"electricity\",name=\"House\",gateway=\"cellar\"} 1",
                        "polymeter_meter_info{meter=\"gas\",medium=\"electricity\",name=\"Gas \\\\ \\\"heating\\\"\","
                                + "gateway=\"cellar\"} 1");
    }

    @Test
    void the_gateway_tells_of_itself() throws IOException {
        assertThat(metrics())
                .contains(
                        "polymeter_build_info{gateway=\"cellar\",version=\"1.2.3\"} 1",
                        "polymeter_gateway_uptime_seconds{gateway=\"cellar\"} 60",
                        "polymeter_gateway_frames_total{source=\"p1\"} 60",
                        "polymeter_gateway_readings_total{source=\"p1\"} 59",
                        "polymeter_gateway_rejected_total{source=\"p1\",reason=\"checksum\"} 1",
                        "polymeter_gateway_quarantined_total{source=\"p1\",reason=\"range\"} 2",
                        "polymeter_gateway_frame_age_seconds{source=\"p1\"} 60.000",
                        "polymeter_gateway_clock_skew_seconds{source=\"p1\"} 0.412",
                        "polymeter_gateway_published_total{gateway=\"cellar\"} 500",
                        "polymeter_gateway_spooled{gateway=\"cellar\"} 3",
                        "polymeter_gateway_dropped_total{gateway=\"cellar\"} 0",
                        "polymeter_gateway_reconnects_total{gateway=\"cellar\"} 1");
    }

    @Test
    void each_family_is_introduced_once_whatever_meters_it_has() throws IOException {
        web.write(List.of(
                new Fact.Alive("shed", true),
                new Fact.Known(Readings.reading("shed", Site.NOON, "power_w 7"), Map.of(), List.of())));

        assertThat(metrics())
                .containsSubsequence(
                        "# TYPE polymeter_power_w gauge",
                        "polymeter_power_w{meter=\"house\"} -543",
                        "polymeter_power_w{meter=\"shed\"} 7")
                .doesNotHaveDuplicates();
    }

    private List<String> metrics() throws IOException {
        return new Wire(web.port()).get("/metrics").body().lines().toList();
    }
}
