package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.util.List;
import org.polymeter.codec.p1.P1Writer;

/** A Swedish meter with the H1 customer port: P1 text every ten seconds, nothing that names it. */
final class SwedishH1 implements SimulatedMeter {

    private final P1Writer out = new P1Writer();
    private final LocalClock clock = LocalClock.of("Europe/Stockholm");
    private final String meter;

    /** {@code meter}: its id in the profile. */
    SwedishH1(String meter) {
        this.meter = meter;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Utterance say(Moment moment) {
        Figures truth = new Figures().energies(moment).powers(moment);
        out.begin("POL5\\DEMO-H1");
        out.clock(clock.second(moment.time()), clock.season(moment.time()));
        energy(1, moment.totalImportWattHours(), "kWh");
        energy(2, moment.totalExportWattHours(), "kWh");
        energy(3, moment.importVarHours(), "kvarh");
        energy(4, moment.exportVarHours(), "kvarh");
        truth.put("reactive_energy_import_kvarh", moment.importVarHours(), 3);
        truth.put("reactive_energy_export_kvarh", moment.exportVarHours(), 3);
        out.amount(Codes.power(1), Decimals.of(moment.importWatts(), 3), 4, 3, "kW");
        out.amount(Codes.power(2), Decimals.of(moment.exportWatts(), 3), 4, 3, "kW");
        out.amount(Codes.power(3), Decimals.of(0, 3), 4, 3, "kvar");
        out.amount(Codes.power(4), Decimals.of(moment.exportVars(), 3), 4, 3, "kvar");
        truth.put("reactive_power_import_var", 0, 0);
        truth.put("reactive_power_export_var", moment.exportVars(), 0);
        for (int n = 0; n < 3; n++) {
            out.amount(Codes.power(1, n), Decimals.of(moment.importWatts(n), 3), 4, 3, "kW");
            out.amount(Codes.power(2, n), Decimals.of(moment.exportWatts(n), 3), 4, 3, "kW");
            truth.powers(moment, n);
        }
        for (int n = 0; n < 3; n++) {
            long decivolts = moment.decivolts().get(n);
            long deciamperes = moment.centiamperes().get(n) / 10;
            out.amount(Codes.voltage(n), Decimals.of(decivolts, 1), 3, 1, "V");
            out.amount(Codes.current(n), Decimals.of(deciamperes, 1), 3, 1, "A");
            truth.phase("voltage_l%d_v", n, decivolts, 1).phase("current_l%d_a", n, deciamperes, 1);
        }
        return new Utterance(out.end(), List.of(truth.of(meter)));
    }

    private void energy(int c, long wattHours, String unit) {
        out.amount(Codes.energy(c), Decimals.of(wattHours, 3), 8, 3, unit);
    }
}
