package org.polymeter.gateway.compat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.sink.Fact;

/** The worked examples of the profile, as facts. */
final class Examples {

    static final String HOUSE = "e0031003262934315";
    static final String GAS = "g0039001700460117";
    static final String KAIFA = "181220000009";
    static final String E450 = "lgz1030655933512";

    private static final Instant DSMR_RECEIVED = Instant.parse("2025-01-14T09:12:35.412Z");

    private Examples() {}

    /** A DSMR 5 meter in Amsterdam with a gas meter behind it, and one telegram of it. */
    static List<Fact> dsmr() {
        return List.of(dsmrInfo(), gasInfo(), dsmrReading(), gasReading());
    }

    static Fact dsmrInfo() {
        return described(HOUSE, "House", "dsmr", "E0031003262934315", "ISK5\\2M550T-1012", "5.0", "Europe/Amsterdam");
    }

    static Fact gasInfo() {
        return new Fact.Described(new MeterInfo(
                GAS,
                null,
                "gas",
                null,
                "dsmr",
                "G0039001700460117",
                HOUSE,
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
                new TreeMap<>()));
    }

    static Fact dsmrReading() {
        return heard(HOUSE, "2025-01-14T09:12:35Z", DSMR_RECEIVED, """
                current_l1_a 3, current_l2_a 1, current_l3_a 0, energy_export_kwh 4162.465,
                energy_export_t1_kwh 1285.951, energy_export_t2_kwh 2876.514, energy_import_kwh 13779.338,
                energy_import_t1_kwh 10830.511, energy_import_t2_kwh 2948.827, power_export_l1_w 676,
                power_export_l2_w 0, power_export_l3_w 0, power_export_w 543, power_failure_count 6,
                power_failure_long_count 3, power_import_l1_w 0, power_import_l2_w 133, power_import_l3_w 0,
                power_import_w 0, power_l1_w -676, power_l2_w 133, power_l3_w 0, power_w -543,
                tariff 2, voltage_l1_v 236.0, voltage_l2_v 232.6, voltage_l3_v 235.1,
                voltage_sag_l1_count 3, voltage_sag_l2_count 2, voltage_sag_l3_count 2,
                voltage_swell_l1_count 1, voltage_swell_l2_count 1, voltage_swell_l3_count 1""");
    }

    static Fact gasReading() {
        return heard(GAS, "2025-01-14T09:10:00Z", DSMR_RECEIVED, "volume_m3 2569.646");
    }

    /** A Kaifa MA309 of Netz NÖ. */
    static List<Fact> kaifa() {
        return List.of(
                described(KAIFA, null, "device", "181220000009", null, null, "Europe/Vienna"),
                heard(KAIFA, "2021-09-27T07:47:15Z", Instant.parse("2021-09-27T07:47:16.920Z"), """
                        current_l1_a 0.00, current_l2_a 0.00, current_l3_a 0.00, energy_export_kwh 0.000,
                        energy_import_kwh 12.937, power_export_w 0, power_factor 1.000, power_import_w 0,
                        power_w 0, voltage_l1_v 233.7, voltage_l2_v 0.0, voltage_l3_v 0.0"""));
    }

    static Fact e450Info() {
        return described(E450, "EKZ", "ldn", "LGZ1030655933512", null, null, "Europe/Zurich");
    }

    /** The list of every five seconds. */
    static Fact e450Powers() {
        return heard(E450, "2025-11-17T14:52:50Z", Instant.parse("2025-11-17T14:52:50.233Z"), """
                current_l1_a 1.02, current_l2_a 0.44, current_l3_a 0.51, power_export_w 0,
                power_import_w 412, power_w 412, voltage_l1_v 234, voltage_l2_v 235, voltage_l3_v 233""");
    }

    /** The list of every quarter of an hour. */
    static Fact.Heard e450Energies() {
        return heard(E450, "2025-11-17T14:45:00Z", Instant.parse("2025-11-17T14:45:01.902Z"), """
                energy_export_kwh 25.414, energy_import_kwh 888.343, reactive_energy_q1_kvarh 154.927,
                reactive_energy_q2_kvarh 10.593, reactive_energy_q3_kvarh 84.753,
                reactive_energy_q4_kvarh 121.569, tariff 1""");
    }

    static Fact.Heard heard(String meter, String time, Instant received, String values) {
        Instant when = Instant.parse(time);
        String id = "%032x".formatted((meter.hashCode() & 0xFFFF_FFFFL) ^ (when.getEpochSecond() << 32));
        return new Fact.Heard(Readings.reading(
                meter, id, when, TimeSource.METER, received, Origin.PUSH, List.of(), values.replaceAll("\\s+", " ")));
    }

    static Fact known(Reading state) {
        return new Fact.Known(state, Map.of(), List.of());
    }

    static Fact described(
            String meter,
            @Nullable String name,
            String scheme,
            String number,
            @Nullable String model,
            @Nullable String version,
            String zone) {
        return new Fact.Described(new MeterInfo(
                meter,
                name,
                "electricity",
                null,
                scheme,
                number,
                null,
                OptionalInt.empty(),
                null,
                model,
                null,
                scheme.equals("dsmr") ? "dsmr" : "dlms",
                version,
                "p1",
                null,
                zone,
                3,
                1,
                30,
                new TreeMap<>()));
    }
}
