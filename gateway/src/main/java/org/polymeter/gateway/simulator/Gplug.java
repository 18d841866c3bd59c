package org.polymeter.gateway.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A gPlug adapter on a meter's port: Tasmota's JSON, local time without a zone, powers in kW and
 * energies in kWh, as its scripts print them.
 */
final class Gplug implements SimulatedMeter {

    private final String serial;
    private final ZoneId zone;
    private final boolean tariffs;

    /** {@code tariffs}: whether its script prints the registers of both tariffs or the totals. */
    Gplug(String serial, ZoneId zone, boolean tariffs) {
        this.serial = serial;
        this.zone = zone;
        this.tariffs = tariffs;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Utterance say(Moment moment) {
        Map<String, String> truth = new TreeMap<>();
        List<String> fields = new ArrayList<>();
        fields.add("\"SMid\":\"" + HexFormat.of().formatHex(serial.getBytes(StandardCharsets.US_ASCII)) + "\"");
        fields.add(field("Pi", Decimals.text(moment.importWatts(), 3)));
        fields.add(field("Po", Decimals.text(moment.exportWatts(), 3)));
        truth.put("power_import_w", "" + moment.importWatts());
        truth.put("power_export_w", "" + moment.exportWatts());
        truth.put("power_w", "" + moment.netWatts());
        for (int n = 0; n < 3; n++) {
            String volts = Decimals.text(moment.decivolts().get(n), 1);
            String amperes = Decimals.text(moment.centiamperes().get(n), 2);
            fields.add(field("V" + (n + 1), volts));
            fields.add(field("I" + (n + 1), amperes));
            truth.put("voltage_l" + (n + 1) + "_v", volts);
            truth.put("current_l" + (n + 1) + "_a", amperes);
        }
        energies(moment, fields, truth);
        LocalDateTime local = LocalDateTime.ofInstant(moment.time(), zone).truncatedTo(ChronoUnit.SECONDS);
        String time = local.format(java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        String json = "{\"Time\":\"" + time + "\",\"z\":{" + String.join(",", fields) + "}}";
        String meter = serial.toLowerCase(java.util.Locale.ROOT);
        return new Utterance(json.getBytes(StandardCharsets.UTF_8), List.of(new Truth(meter, truth)));
    }

    private void energies(Moment moment, List<String> fields, Map<String, String> truth) {
        String in = Decimals.text(moment.totalImportWattHours(), 3);
        String out = Decimals.text(moment.totalExportWattHours(), 3);
        if (tariffs) {
            for (int t = 1; t <= 2; t++) {
                String inward = Decimals.text(moment.importWattHours().get(t - 1), 3);
                String outward = Decimals.text(moment.exportWattHours().get(t - 1), 3);
                fields.add(field("Ei" + t, inward));
                fields.add(field("Eo" + t, outward));
                truth.put("energy_import_t" + t + "_kwh", inward);
                truth.put("energy_export_t" + t + "_kwh", outward);
            }
        } else {
            fields.add(field("Ei", in));
            fields.add(field("Eo", out));
        }
        truth.put("energy_import_kwh", in);
        truth.put("energy_export_kwh", out);
    }

    private static String field(String name, String number) {
        return "\"" + name + "\":" + number;
    }
}
