package org.polymeter.gateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;

/** The worked examples of docs/profile.md, byte for byte. */
class ProfileJsonTest {

    @Test
    void writes_the_reading_of_a_dsmr_meter() {
        byte[] json = ProfileJson.reading(
                reading("e0031003262934315", "3845e00e7d92ca5b39db2df761c76ab0", "2025-01-14T09:12:35Z", ".412Z", """
                current_l1_a 3, current_l2_a 1, current_l3_a 0, energy_export_kwh 4162.465,
                energy_export_t1_kwh 1285.951, energy_export_t2_kwh 2876.514, energy_import_kwh 13779.338,
                energy_import_t1_kwh 10830.511, energy_import_t2_kwh 2948.827, power_export_l1_w 676,
                power_export_l2_w 0, power_export_l3_w 0, power_export_w 543, power_failure_count 6,
                power_failure_long_count 3, power_import_l1_w 0, power_import_l2_w 133, power_import_l3_w 0,
                power_import_w 0, power_l1_w -676, power_l2_w 133, power_l3_w 0, power_w -543,
                tariff 2, voltage_l1_v 236.0, voltage_l2_v 232.6, voltage_l3_v 235.1,
                voltage_sag_l1_count 3, voltage_sag_l2_count 2, voltage_sag_l3_count 2,
                voltage_swell_l1_count 1, voltage_swell_l2_count 1, voltage_swell_l3_count 1"""));

        assertThat(json).hasSize(933);
        assertThat(text(json)).isEqualTo(compact("""
                {
                  "meter": "e0031003262934315",
                  "id": "3845e00e7d92ca5b39db2df761c76ab0",
                  "time": "2025-01-14T09:12:35Z",
                  "time_source": "meter",
                  "received": "2025-01-14T09:12:35.412Z",
                  "values": {
                    "current_l1_a": 3, "current_l2_a": 1, "current_l3_a": 0, "energy_export_kwh": 4162.465,
                    "energy_export_t1_kwh": 1285.951, "energy_export_t2_kwh": 2876.514, "energy_import_kwh": 13779.338,
                    "energy_import_t1_kwh": 10830.511, "energy_import_t2_kwh": 2948.827, "power_export_l1_w": 676,
                    "power_export_l2_w": 0, "power_export_l3_w": 0, "power_export_w": 543, "power_failure_count": 6,
                    "power_failure_long_count": 3, "power_import_l1_w": 0, "power_import_l2_w": 133, "power_import_l3_w": 0,
                    "power_import_w": 0, "power_l1_w": -676, "power_l2_w": 133, "power_l3_w": 0, "power_w": -543,
                    "tariff": 2, "voltage_l1_v": 236.0, "voltage_l2_v": 232.6, "voltage_l3_v": 235.1,
                    "voltage_sag_l1_count": 3, "voltage_sag_l2_count": 2, "voltage_sag_l3_count": 2,
                    "voltage_swell_l1_count": 1, "voltage_swell_l2_count": 1, "voltage_swell_l3_count": 1
                  }
                }"""));
    }

    @Test
    void writes_the_reading_of_a_gas_meter_and_of_a_kaifa() {
        Reading gas = reading(
                "g0039001700460117",
                "bc0a93ea8a8de29d2003364f576f74e8",
                "2025-01-14T09:10:00Z",
                ".412Z",
                "volume_m3 2569.646");
        Reading kaifa =
                reading("181220000009", "e663fefb329a5e920e0032de44b6fde0", "2021-09-27T07:47:15Z", ".920Z", """
                current_l1_a 0.00, energy_export_kwh 0.000, energy_import_kwh 12.937, power_export_w 0,
                power_factor 1.000, voltage_l1_v 233.7, voltage_l2_v 0.0""");

        assertThat(text(ProfileJson.reading(gas))).endsWith("\"values\":{\"volume_m3\":2569.646}}");
        assertThat(text(ProfileJson.reading(kaifa)))
                .endsWith("\"values\":{\"current_l1_a\":0.00,\"energy_export_kwh\":0.000,\"energy_import_kwh\":12.937,"
                        + "\"power_export_w\":0,\"power_factor\":1.000,\"voltage_l1_v\":233.7,\"voltage_l2_v\":0.0}}");
    }

    @Test
    void a_state_says_which_values_are_older() {
        Reading state = reading(
                "lgz1030655933512",
                "753c240a44dac00c6d5cf491005664b1",
                "2025-11-17T14:52:50Z",
                ".233Z",
                "power_w 412, tariff 1, energy_import_kwh 888.343");
        Map<String, Instant> older = new LinkedHashMap<>();
        older.put("tariff", Instant.parse("2025-11-17T14:45:00Z"));
        older.put("energy_import_kwh", Instant.parse("2025-11-17T14:45:00.250Z"));

        assertThat(text(ProfileJson.state(state, older))).isEqualTo(compact("""
                {
                  "meter": "lgz1030655933512", "id": "753c240a44dac00c6d5cf491005664b1",
                  "time": "2025-11-17T14:52:50Z", "time_source": "meter", "received": "2025-11-17T14:52:50.233Z",
                  "times": {"energy_import_kwh": "2025-11-17T14:45:00.250Z", "tariff": "2025-11-17T14:45:00Z"},
                  "values": {"energy_import_kwh": 888.343, "power_w": 412, "tariff": 1}
                }"""));
    }

    @Test
    void origin_and_quality_are_there_only_if_they_say_something() {
        Reading reading = Readings.reading(
                "house",
                "3845e00e7d92ca5b39db2df761c76ab0",
                Instant.parse("2025-01-14T09:12:35.050Z"),
                TimeSource.GATEWAY,
                Instant.parse("2025-01-14T09:12:35Z"),
                Origin.REPLAY,
                List.of("clock", "unverified"),
                "breaker connected");

        assertThat(text(ProfileJson.reading(reading)))
                .isEqualTo("{\"meter\":\"house\",\"id\":\"3845e00e7d92ca5b39db2df761c76ab0\","
                        + "\"time\":\"2025-01-14T09:12:35.050Z\","
                        + "\"time_source\":\"gateway\",\"received\":\"2025-01-14T09:12:35.000Z\","
                        + "\"origin\":\"replay\",\"quality\":[\"clock\",\"unverified\"],"
                        + "\"values\":{\"breaker\":\"connected\"}}");
    }

    @Test
    void writes_the_event_of_a_power_failure() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("start", "2025-03-01T11:02:05Z");
        data.put("end", "2025-03-01T11:05:12Z");
        data.put("duration_s", 187L);
        Event event = new Event(
                "power_failure",
                "e0031003262934315",
                "bc5b31889dbac58d61409fb15c41b970",
                Instant.parse("2025-03-01T11:05:12Z"),
                TimeSource.METER,
                Instant.parse("2025-03-01T11:05:41.020Z"),
                data);

        assertThat(text(ProfileJson.event(event))).isEqualTo("""
                {"event_type":"power_failure","meter":"e0031003262934315","id":"bc5b31889dbac58d61409fb15c41b970",\
                "time":"2025-03-01T11:05:12Z","time_source":"meter","received":"2025-03-01T11:05:41.020Z",\
                "data":{"start":"2025-03-01T11:02:05Z","end":"2025-03-01T11:05:12Z","duration_s":187}}""");
    }

    @Test
    void an_events_numbers_are_exact() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("from", new BigDecimal("1E+3"));
        data.put("to", new BigDecimal("0.0000001"));
        Instant time = Instant.parse("2025-03-01T11:05:12Z");

        Event event = new Event("register_reset", "house", "00", time, TimeSource.METER, time, data);

        assertThat(text(ProfileJson.event(event))).endsWith("\"data\":{\"from\":1000,\"to\":0.0000001}}");
    }

    @Test
    void writes_the_descriptor_of_a_dsmr_meter() {
        assertThat(text(ProfileJson.info(house(), "cellar", false))).isEqualTo(compact("""
                {
                  "profile": "1.0", "meter": "e0031003262934315", "name": "House", "medium": "electricity", "role": "grid",
                  "identity": {"scheme":"dsmr","value":"E0031003262934315"}, "manufacturer": "Iskraemeco",
                  "model": "ISK5\\\\2M550T-1012", "protocol": "dsmr", "protocol_version": "5.0", "gateway": "cellar",
                  "source": "p1", "zone": "Europe/Amsterdam", "phases": 3, "interval_s": 1, "timeout_s": 30,
                  "quantities": {
                    "energy_import_t1_kwh": {"unit":"kWh","kind":"counter","decimals":3,"obis":"1-0:1.8.1"},
                    "power_w": {"unit":"W","kind":"gauge","decimals":0,"derived":["power_import_w","power_export_w"]},
                    "tariff": {"kind":"state","obis":"0-0:96.14.0"}
                  }
                }"""));
    }

    @Test
    void writes_the_descriptor_of_a_gas_meter() {
        MeterInfo gas = new MeterInfo(
                "g0039001700460117",
                null,
                "gas",
                null,
                "dsmr",
                "G0039001700460117",
                "e0031003262934315",
                OptionalInt.of(1),
                null,
                null,
                null,
                "dsmr",
                null,
                "p1",
                null,
                "Europe/Amsterdam",
                0,
                300,
                1800,
                new TreeMap<>(Map.of(
                        Readings.quantity("volume_m3"), new MeterInfo.Detail("m³", 3, "0-1:24.2.1", List.of()))));

        assertThat(text(ProfileJson.info(gas, "cellar", false))).isEqualTo(compact("""
                {
                  "profile": "1.0", "meter": "g0039001700460117", "medium": "gas", "parent": "e0031003262934315",
                  "channel": 1, "identity": {"scheme":"dsmr","value":"G0039001700460117"}, "protocol": "dsmr",
                  "gateway": "cellar", "source": "p1", "zone": "Europe/Amsterdam", "interval_s": 300, "timeout_s": 1800,
                  "quantities": {
                    "volume_m3": {"unit":"m³","kind":"counter","decimals":3,"obis":"0-1:24.2.1"}
                  }
                }"""));
    }

    @Test
    void privacy_leaves_out_the_identity_of_a_meter() {
        assertThat(text(ProfileJson.info(house(), "cellar", true)))
                .contains("\"identity\":{\"scheme\":\"dsmr\"}")
                .doesNotContain("E0031003262934315");
    }

    private static MeterInfo house() {
        SortedMap<Quantity, MeterInfo.Detail> quantities = new TreeMap<>();
        quantities.put(
                Readings.quantity("power_w"),
                new MeterInfo.Detail("W", 0, null, List.of("power_import_w", "power_export_w")));
        quantities.put(
                Readings.quantity("energy_import_t1_kwh"), new MeterInfo.Detail("kWh", 3, "1-0:1.8.1", List.of()));
        quantities.put(Readings.quantity("tariff"), new MeterInfo.Detail("", -1, "0-0:96.14.0", List.of()));
        return new MeterInfo(
                "e0031003262934315",
                "House",
                "electricity",
                "grid",
                "dsmr",
                "E0031003262934315",
                null,
                OptionalInt.empty(),
                "Iskraemeco",
                "ISK5\\2M550T-1012",
                null,
                "dsmr",
                "5.0",
                "p1",
                null,
                "Europe/Amsterdam",
                3,
                1,
                30,
                quantities);
    }

    private static Reading reading(String meter, String id, String time, String receivedMillis, String values) {
        String received = time.startsWith("2025-01-14") ? "2025-01-14T09:12:35Z" : time;
        return Readings.reading(
                meter,
                id,
                Instant.parse(time),
                TimeSource.METER,
                Instant.parse(received.replace("Z", receivedMillis)),
                Origin.PUSH,
                List.of(),
                values);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** No string of the examples has a space in it. */
    private static String compact(String json) {
        return json.replaceAll("\\s", "");
    }
}
