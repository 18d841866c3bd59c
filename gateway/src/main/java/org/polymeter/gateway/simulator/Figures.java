package org.polymeter.gateway.simulator;

import java.util.Map;
import java.util.TreeMap;
import org.polymeter.gateway.simulator.SimulatedMeter.Truth;

/** The truth of one telegram: values in the names, units and decimals of the profile. */
final class Figures {

    private final Map<String, String> values = new TreeMap<>();

    /** {@code digits} × 10^-{@code decimals}. */
    Figures put(String name, long digits, int decimals) {
        return put(name, Decimals.text(digits, decimals));
    }

    Figures put(String name, String text) {
        values.put(name, text);
        return this;
    }

    /** A value of phase 0, 1 or 2; {@code name} has {@code %d} for its number. */
    Figures phase(String name, int phase, long digits, int decimals) {
        return put(name.replace("%d", "" + (phase + 1)), digits, decimals);
    }

    /** Import, export and net power in whole watts. */
    Figures powers(Moment moment) {
        return put("power_import_w", moment.importWatts(), 0)
                .put("power_export_w", moment.exportWatts(), 0)
                .put("power_w", moment.netWatts(), 0);
    }

    /** The same of a phase. */
    Figures powers(Moment moment, int phase) {
        return phase("power_import_l%d_w", phase, moment.importWatts(phase), 0)
                .phase("power_export_l%d_w", phase, moment.exportWatts(phase), 0)
                .phase("power_l%d_w", phase, moment.watts().get(phase), 0);
    }

    /** Import and export in watt-hours. */
    Figures energies(Moment moment) {
        return put("energy_import_kwh", moment.totalImportWattHours(), 3)
                .put("energy_export_kwh", moment.totalExportWattHours(), 3);
    }

    /** The same of a tariff, 1 or 2. */
    Figures energies(Moment moment, int tariff) {
        return put("energy_import_t" + tariff + "_kwh", moment.importWattHours().get(tariff - 1), 3)
                .put(
                        "energy_export_t" + tariff + "_kwh",
                        moment.exportWattHours().get(tariff - 1),
                        3);
    }

    Truth of(String meter) {
        return new Truth(meter, Map.copyOf(values));
    }
}
