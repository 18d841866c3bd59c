package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.p1.P1Writer;

/** A Dutch meter of DSMR 5 with a gas meter behind it: a telegram every second. */
final class Dsmr5 implements SimulatedMeter {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final P1Writer out = new P1Writer();
    private final String serial;
    private final String gasSerial;

    Dsmr5(String serial, String gasSerial) {
        this.serial = serial;
        this.gasSerial = gasSerial;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Utterance say(Moment moment) {
        Map<String, String> truth = new TreeMap<>();
        out.begin("POL5\\DEMO-DSMR5");
        out.text(Obis.of(1, 3, 0, 2, 8), "50");
        out.clock(local(moment.time()), season(moment.time()));
        out.hexText(Obis.of(0, 0, 96, 1, 1), serial);
        energies(moment, truth);
        out.text(Obis.of(0, 0, 96, 14, 0), "000" + moment.tariff());
        truth.put("tariff", "" + moment.tariff());
        powers(moment, truth);
        phases(moment, truth);
        Map<String, String> gas = gas(moment);
        return new Utterance(out.end(), List.of(new Truth(lower(serial), truth), new Truth(lower(gasSerial), gas)));
    }

    private void energies(Moment moment, Map<String, String> truth) {
        for (int t = 1; t <= 2; t++) {
            long in = moment.importWattHours().get(t - 1);
            long outward = moment.exportWattHours().get(t - 1);
            out.amount(Obis.of(1, 0, 1, 8, t), Decimals.of(in, 3), 6, 3, "kWh");
            out.amount(Obis.of(1, 0, 2, 8, t), Decimals.of(outward, 3), 6, 3, "kWh");
            truth.put("energy_import_t" + t + "_kwh", Decimals.text(in, 3));
            truth.put("energy_export_t" + t + "_kwh", Decimals.text(outward, 3));
        }
        truth.put("energy_import_kwh", Decimals.text(moment.totalImportWattHours(), 3));
        truth.put("energy_export_kwh", Decimals.text(moment.totalExportWattHours(), 3));
    }

    private void powers(Moment moment, Map<String, String> truth) {
        out.amount(Obis.of(1, 0, 1, 7, 0), Decimals.of(moment.importWatts(), 3), 2, 3, "kW");
        out.amount(Obis.of(1, 0, 2, 7, 0), Decimals.of(moment.exportWatts(), 3), 2, 3, "kW");
        truth.put("power_import_w", Decimals.text(moment.importWatts(), 0));
        truth.put("power_export_w", Decimals.text(moment.exportWatts(), 0));
        truth.put("power_w", Decimals.text(moment.netWatts(), 0));
    }

    private void phases(Moment moment, Map<String, String> truth) {
        for (int n = 0; n < 3; n++) {
            String phase = "l" + (n + 1);
            long amperes = Math.round(moment.centiamperes().get(n) / 100.0);
            out.amount(
                    Obis.of(1, 0, 32 + 20 * n, 7, 0),
                    Decimals.of(moment.decivolts().get(n), 1),
                    3,
                    1,
                    "V");
            out.amount(Obis.of(1, 0, 31 + 20 * n, 7, 0), Decimals.of(amperes, 0), 3, 0, "A");
            out.amount(Obis.of(1, 0, 21 + 20 * n, 7, 0), Decimals.of(moment.importWatts(n), 3), 2, 3, "kW");
            out.amount(Obis.of(1, 0, 22 + 20 * n, 7, 0), Decimals.of(moment.exportWatts(n), 3), 2, 3, "kW");
            truth.put(
                    "voltage_" + phase + "_v", Decimals.text(moment.decivolts().get(n), 1));
            truth.put("current_" + phase + "_a", "" + amperes);
            truth.put("power_import_" + phase + "_w", "" + moment.importWatts(n));
            truth.put("power_export_" + phase + "_w", "" + moment.exportWatts(n));
            truth.put("power_" + phase + "_w", "" + moment.watts().get(n));
        }
    }

    private Map<String, String> gas(Moment moment) {
        out.text(Obis.of(0, 1, 24, 1, 0), "003");
        out.hexText(Obis.of(0, 1, 96, 1, 0), gasSerial);
        out.captured(
                Obis.of(0, 1, 24, 2, 1),
                local(moment.gasTime()),
                season(moment.gasTime()),
                Decimals.of(moment.gasLitres(), 3),
                5,
                3,
                "m3");
        return Map.of("volume_m3", Decimals.text(moment.gasLitres(), 3));
    }

    private static long local(Instant time) {
        return LocalDateTime.ofInstant(time, ZONE).toEpochSecond(ZoneOffset.UTC);
    }

    private static int season(Instant time) {
        return ZONE.getRules().isDaylightSavings(time) ? Deviation.SUMMER : Deviation.WINTER;
    }

    private static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }
}
