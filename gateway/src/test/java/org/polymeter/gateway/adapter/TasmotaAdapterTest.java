package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;
import static org.polymeter.gateway.adapter.AdapterTests.decoded;
import static org.polymeter.gateway.adapter.AdapterTests.lines;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

final class TasmotaAdapterTest {

    private static final String TOPIC = "tele/gPlugD_0A1B2C/SENSOR";

    private final Adapter tasmota = Adapters.named("tasmota").orElseThrow();

    @Test
    void reads_a_full_message_of_a_gplug() {
        Telegram telegram = decoded(tasmota, TOPIC, """
                {"Time":"2026-09-11T14:49:11","z":{"SMid":"3330303132333435","Pi":0.000,"Po":12.345,"P1i":0,
                "P1o":4100,"P2o":4115,"P3o":4130,"V1":230.4,"I1":18,"Ei1":1234.500,"Eo2":5.000,"Q5":1.25}}""");
        assertThat(telegram.protocol()).isEqualTo("tasmota");
        assertThat(telegram.localSecond())
                .isEqualTo(LocalDateTime.of(2026, 9, 11, 14, 49, 11).toEpochSecond(ZoneOffset.UTC));
        assertThat(telegram.deviation()).isEqualTo(Deviation.UNSAID);
        assertThat(lines(telegram))
                .containsExactly(
                        "0-0:96.1.0 30012345",
                        "1-0:1.7.0 0.000 kW",
                        "1-0:2.7.0 12.345 kW",
                        "1-0:21.7.0 0 W",
                        "1-0:22.7.0 4100 W",
                        "1-0:42.7.0 4115 W",
                        "1-0:62.7.0 4130 W",
                        "1-0:32.7.0 230.4 V",
                        "1-0:31.7.0 18 A",
                        "1-0:1.8.1 1234.500 kWh",
                        "1-0:2.8.2 5.000 kWh",
                        "1-0:5.8.0 1.25 kvarh");
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void power_without_decimals_is_in_watts_unless_the_configuration_says_otherwise() {
        String message = "{\"Time\":\"2021-09-24T17:03:45\",\"z\":{\"Pi\":12}}";
        assertThat(lines(decoded(tasmota, TOPIC, message))).containsExactly("1-0:1.7.0 12 W");
        Adapter told = Adapters.named("tasmota", Map.of("Pi", "kW")).orElseThrow();
        assertThat(lines(decoded(told, TOPIC, message))).containsExactly("1-0:1.7.0 12 kW");
    }

    @Test
    void a_configured_unit_also_holds_for_numbers_with_decimals_and_for_fields_unknown_so_far() {
        Adapter told =
                Adapters.named("tasmota", Map.of("Pi", "W", "Heizung", "kWh")).orElseThrow();
        assertThat(lines(decoded(told, TOPIC, "{\"z\":{\"Pi\":412.5,\"Heizung\":7}}")))
                .containsExactly("1-0:1.7.0 412.5 W", "heizung 7 kWh");
    }

    @Test
    void a_message_of_one_value_is_a_fragment() {
        assertThat(tasmota.fragment(decoded(tasmota, TOPIC, "{\"z\":{\"Pi\":0}}")))
                .isTrue();
        assertThat(tasmota.fragment(decoded(tasmota, TOPIC, "{\"z\":{\"SMid\":\"1\",\"Pi\":0}}")))
                .isTrue();
        assertThat(tasmota.fragment(decoded(tasmota, TOPIC, "{\"z\":{\"Pi\":0,\"Po\":0}}")))
                .isFalse();
    }

    @Test
    void fields_that_carry_their_code_are_read_by_it() {
        assertThat(lines(decoded(tasmota, TOPIC, """
                        {"ENERGY":{"Ei_1.8":1.5,"Ei1_1.8.1":1.0,"Pi_1.7":0.250,"V1_32.7":229.0,"1_8_0":3.5,
                        "16_7_0":-20,"X_99.1":4}}""")))
                .containsExactly(
                        "1-0:1.8.0 1.5 kWh",
                        "1-0:1.8.1 1.0 kWh",
                        "1-0:1.7.0 0.250 kW",
                        "1-0:32.7.0 229.0 V",
                        "1-0:1.8.0 3.5 kWh",
                        "1-0:16.7.0 -20 W",
                        "x_99_1 4");
    }

    @Test
    void other_objects_nulls_and_lists_do_no_harm() {
        assertThat(lines(decoded(tasmota, TOPIC, """
                        {"StatusSNS":{"Time":"2026-01-01T00:00:00","SMA":{"U1":229.5,"P_AC":null},
                        "z":{"Pi":null,"Po":1.5,"Temp":[21,22],"Note":"x","Deep":{"a":1}},
                        "ESP32":{"Temperature":42.7},"TempUnit":"C"}}"""))).containsExactly("1-0:2.7.0 1.5 kW", "temp_0 21", "temp_1 22");
    }

    @Test
    void finds_the_meter_under_any_name_and_under_none() {
        assertThat(lines(decoded(tasmota, TOPIC, "{\"Z1\":{\"P_Bezug\":0.5,\"P_Ein\":0}}")))
                .containsExactly("1-0:1.7.0 0.5 kW", "1-0:2.7.0 0 W");
        assertThat(lines(decoded(tasmota, TOPIC, "{\"DS18B20\":{\"Temperature\":20},\"Haus\":{\"Total_in\":8.25}}")))
                .containsExactly("1-0:1.8.0 8.25 kWh");
        assertThat(lines(decoded(tasmota, TOPIC, "{\"Time\":\"2026-01-01T00:00:00\",\"P1i\":210,\"U1\":231}")))
                .containsExactly("1-0:21.7.0 210 W", "1-0:32.7.0 231 V");
    }

    @Test
    void a_thermometer_is_no_meter() {
        Telegram telegram = decoded(
                tasmota, "tele/cellar/SENSOR", "{\"Time\":\"2026-01-01T00:00:00\",\"HTU21\":{\"Temperature\":20.5}}");
        assertThat(telegram.size()).isZero();
    }

    @Test
    void lists_are_phases() {
        assertThat(lines(decoded(tasmota, TOPIC, "{\"ENERGY\":{\"Total\":0.5,\"Power\":[8.15,0],\"Voltage\":237}}")))
                .containsExactly("1-0:1.8.0 0.5 kWh", "1-0:21.7.0 8.15 W", "1-0:41.7.0 0 W", "1-0:32.7.0 237 V");
    }

    @Test
    void a_short_number_is_no_hex_and_b1_has_no_meaning() {
        assertThat(lines(decoded(tasmota, TOPIC, "{\"z\":{\"SMid\":\"72913313\",\"B1\":1.5}}")))
                .containsExactly("0-0:96.1.0 72913313", "b1 1.5");
        assertThat(lines(decoded(tasmota, TOPIC, "{\"z\":{\"SMid\":72913313}}")))
                .containsExactly("0-0:96.1.0 72913313");
    }

    @Test
    void a_clock_that_has_not_been_set_states_no_time() {
        Telegram telegram = decoded(tasmota, TOPIC, "{\"Time\":\"1970-01-01T00:00:09\",\"z\":{\"Pi\":5}}");
        assertThat(telegram.isTimed()).isFalse();
        assertThat(telegram.warnings()).hasSize(1);
    }

    @Test
    void a_unit_that_was_guessed_wrongly_is_remarked() {
        assertThat(decoded(tasmota, TOPIC, "{\"z\":{\"Pi\":3,\"P1i\":1000,\"P2i\":1000,\"P3i\":1100}}")
                        .warnings())
                .singleElement()
                .asString()
                .contains("units: {Pi: W}");
        assertThat(decoded(tasmota, TOPIC, "{\"z\":{\"Pi\":3.1,\"P1i\":1000,\"P2i\":1000,\"P3i\":1100}}")
                        .warnings())
                .isEmpty();
    }

    @Test
    void the_topic_names_the_device_and_its_last_will() {
        assertThat(tasmota.filters()).containsExactly("tele/+/SENSOR", "tele/+/LWT");
        assertThat(tasmota.device(TOPIC)).hasValue("gPlugD_0A1B2C");
        assertThat(tasmota.device("gPlugD_0A1B2C/tele/SENSOR")).hasValue("gPlugD_0A1B2C");
        assertThat(tasmota.device("stat/gPlugD_0A1B2C/STATUS10")).hasValue("gPlugD_0A1B2C");
        assertThat(tasmota.device("smartmeter/1/ACTIVE_POWER_P")).isEmpty();
        assertThat(tasmota.availability("tele/x/LWT", bytes("Online"))).hasValue(true);
        assertThat(tasmota.availability("tele/x/LWT", bytes("Offline"))).hasValue(false);
        assertThat(tasmota.availability(TOPIC, bytes("Online"))).isEmpty();
    }

    @Test
    void says_where_json_breaks() {
        assertThat(fault("{\"z\":{\"Pi\":1"))
                .isEqualTo(new Fault(12, Fault.Problem.TRUNCATED, "the end of the JSON object"));
        assertThat(fault("{\"z\":{\"Pi\" 1}}").problem()).isEqualTo(Fault.Problem.UNEXPECTED);
        assertThat(fault("{\"z\":{\"Pi\" 1}}").offset()).isBetween(10, 11);
        assertThat(fault("[1]")).isEqualTo(new Fault(0, Fault.Problem.UNEXPECTED, "a JSON object"));
        assertThat(fault("")).isEqualTo(new Fault(0, Fault.Problem.TRUNCATED, "a JSON object"));
        assertThat(fault("{} {}").offset()).isEqualTo(3);
        assertThat(fault("[".repeat(500)).problem()).isEqualTo(Fault.Problem.OVER_LIMIT);
    }

    @Test
    void one_bad_value_does_not_spoil_the_others() {
        Telegram telegram = decoded(tasmota, TOPIC, "{\"z\":{\"Pi\":true,\"Po\":1e99,\"V1\":230}}");
        assertThat(lines(telegram)).containsExactly("1-0:32.7.0 230 V");
        assertThat(telegram.warnings()).hasSize(2).allMatch(text -> text.startsWith("byte "));
    }

    private Fault fault(String payload) {
        Outcome outcome = tasmota.decode(TOPIC, bytes(payload), new Telegram());
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).fault();
    }

    @Test
    void every_table_is_sound() {
        assertThat(Adapters.names()).allMatch(name -> Adapters.named(name).isPresent());
        assertThat(Adapters.named("scs")).isPresent();
        assertThat(Adapters.named("nonsense")).isEmpty();
        assertThat(List.copyOf(Adapters.names())).doesNotHaveDuplicates();
    }
}
