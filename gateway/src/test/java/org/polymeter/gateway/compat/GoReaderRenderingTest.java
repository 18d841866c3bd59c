package org.polymeter.gateway.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.compat.GoReaderRendering.Settings;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.sink.Fact;

class GoReaderRenderingTest {

    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final Heard heard = new Heard();
    private Instant now = Instant.parse("2025-01-14T09:12:36Z");

    @Test
    void a_telegram_has_all_32_fields_in_their_order() throws Exception {
        assertThat(said(rendering(true, false), Examples.dsmr())).isEqualTo("""
                energy [{"Manufacture_spec":"ISK5\\\\2M550T-1012","Version_info":"50",\
                "Date_timestamp":"2025-01-14T09:12:35Z","Equipment_id":"E0031003262934315",\
                "Electricity_incoming_tariff1_kwh":10830.511,"Electricity_outgoing_tariff1_kwh":1285.951,\
                "Electricity_incoming_tariff2_kwh":2948.827,"Electricity_outgoing_tariff2_kwh":2876.514,\
                "Tarrif_id":"0002","Actualpower_incoming_kW":0,"Actualpower_outgoing_kW":0.543,\
                "InstantaneousPower_incoming_L1_kW":0,"InstantaneousPower_incoming_L2_kW":0.133,\
                "InstantaneousPower_incoming_L3_kW":0,"InstantaneousPower_outgoing_L1_kW":0.676,\
                "InstantaneousPower_outgoing_L2_kW":0,"InstantaneousPower_outgoing_L3_kW":0,\
                "Power_failure_count":6,"Power_failure_history":[],"L1_voltage_sag_count":3,\
                "L1_voltage_swell_count":1,"Text_msg":"","Text_msg_maxchars":0,\
                "Instantaneous_current_l1_amp":3,"Instantaneous_current_l2_amp":1,\
                "Instantaneous_current_l3_amp":0,"Instantaneous_activepower_incoming_kW":0,\
                "Instantaneous_activepower_outgoing_kW":0,"Gas_device_type":"003",\
                "Gas_device_id":"4730303339303031373030343630313137",\
                "Gas_readings":[{"Capture_time":"2025-01-14T09:10:00Z","Value_m3":2569.646}],"Crc_string":""}]""");
    }

    @Test
    void unfilled_it_is_as_empty_as_the_original_and_has_local_time_with_a_z() throws Exception {
        assertThat(said(rendering(false, true), Examples.dsmr()))
                .contains("\"Manufacture_spec\":\"\"", "\"Equipment_id\":\"\"", "\"Tarrif_id\":\"\"")
                .contains("\"Date_timestamp\":\"2025-01-14T10:12:35Z\"")
                .contains("\"Gas_readings\":[{\"Capture_time\":\"0001-01-01T00:00:00Z\",\"Value_m3\":2569.646}]");
    }

    @Test
    void what_a_meter_does_not_have_is_zero_or_null_and_its_energy_is_in_tariff_1() throws Exception {
        assertThat(said(rendering(true, false), Examples.kaifa()))
                .contains("\"Version_info\":\"\"", "\"Power_failure_history\":null", "\"Gas_readings\":null")
                .contains("\"Electricity_incoming_tariff1_kwh\":12.937", "\"Electricity_incoming_tariff2_kwh\":0,");
    }

    @Test
    void a_counter_does_not_fall_to_zero_between_the_lists_of_a_meter() throws Exception {
        GoReaderRendering rendering = rendering(true, false);
        Heard.of(
                rendering,
                Examples.e450Info(),
                Examples.known(Examples.e450Energies().reading()));
        assertThat(said(rendering, List.of(Examples.e450Powers())))
                .contains("\"Electricity_incoming_tariff1_kwh\":888.343", "\"Actualpower_incoming_kW\":0.412");
    }

    @Test
    void an_array_holds_what_came_since_the_last_and_nothing_makes_none() throws Exception {
        GoReaderRendering rendering = rendering(true, false);
        Heard.of(rendering, Examples.dsmr());
        rendering.idle(heard);
        assertThat(heard.messages).as("the interval has not passed").isEmpty();
        Heard.of(rendering, telegram(1), telegram(2), telegram(2));
        now = now.plus(MINUTE);
        rendering.idle(heard);
        assertThat(heard.messages).hasSize(1);
        assertThat(heard.messages.getFirst().split("Manufacture_spec", -1))
                .as("three telegrams, the last of which was offered twice")
                .hasSize(1 + 3);
        now = now.plus(MINUTE);
        rendering.idle(heard);
        assertThat(heard.messages).as("nothing is queued").hasSize(1);
    }

    @Test
    void what_could_not_be_sent_is_sent_the_next_time() throws Exception {
        GoReaderRendering rendering = rendering(true, false);
        Heard.of(rendering, Examples.dsmr());
        now = now.plus(MINUTE);
        heard.lost = true;
        assertThatThrownBy(() -> rendering.idle(heard)).isInstanceOf(IOException.class);
        heard.lost = false;
        rendering.greet(heard);
        rendering.idle(heard);
        assertThat(heard.messages).hasSize(1);
        rendering.greet(heard);
        assertThat(heard.messages)
                .as("again: nobody knows whether the broker had it")
                .hasSize(2);
    }

    @Test
    void too_many_telegrams_cost_the_oldest() throws Exception {
        GoReaderRendering rendering = rendering(true, false);
        Heard.of(rendering, Examples.dsmrInfo());
        for (int i = 1; i <= 1_000; i++) {
            rendering.render(telegram(i), heard);
        }
        now = now.plus(MINUTE);
        rendering.idle(heard);
        assertThat(heard.messages.getFirst().split("Manufacture_spec", -1)).hasSize(1 + 900);
        assertThat(heard.messages.getFirst())
                .contains("\"Actualpower_incoming_kW\":1,")
                .doesNotContain("\"Actualpower_incoming_kW\":0.1,");
    }

    @Test
    void power_failures_are_listed() throws Exception {
        GoReaderRendering rendering = rendering(true, false);
        Heard.of(
                rendering,
                Examples.dsmrInfo(),
                new Fact.Happened(new Event(
                        "power_failure",
                        Examples.HOUSE,
                        "bc5b31889dbac58d61409fb15c41b970",
                        Instant.parse("2025-03-01T11:05:12Z"),
                        TimeSource.METER,
                        Instant.parse("2025-03-01T11:05:41.020Z"),
                        Map.of("duration_s", 187L))));
        assertThat(said(rendering, List.of(Examples.dsmrReading())))
                .contains("\"Power_failure_history\":"
                        + "[{\"Failure_time\":\"2025-03-01T11:05:12Z\",\"Failure_duration\":187}]");
    }

    @Test
    void its_will_is_the_originals_and_a_clean_end_says_the_rest_and_the_same() throws Exception {
        GoReaderRendering rendering = rendering(true, false);
        assertThat(rendering.will()).contains(new Opening.Will("will:energy", "GoingDown", false, Duration.ZERO));
        Heard.of(rendering, Examples.dsmr());
        rendering.goodbye(List.of(), heard);
        assertThat(heard.messages).hasSize(2);
        assertThat(heard.messages.getFirst()).startsWith("energy [{");
        assertThat(heard.messages.getLast()).isEqualTo("will:energy GoingDown");
    }

    private String said(GoReaderRendering rendering, List<Fact> facts) throws IOException, InterruptedException {
        Heard.of(rendering, facts);
        now = now.plus(MINUTE);
        rendering.idle(heard);
        assertThat(heard.messages).hasSize(1);
        return heard.messages.getFirst();
    }

    private static Fact telegram(int watts) {
        Instant time = Instant.parse("2025-01-14T10:00:00Z").plusSeconds(watts);
        return Examples.heard(Examples.HOUSE, time.toString(), time, "power_import_w " + watts);
    }

    private GoReaderRendering rendering(boolean fill, boolean wallclockZ) {
        return new GoReaderRendering(
                new Settings("energy", MINUTE, wallclockZ, fill, Optional.empty()), false, () -> now);
    }
}
