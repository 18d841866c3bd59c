package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.util.List;
import org.polymeter.codec.tic.TicWriter;

/** A French Linky in standard mode: TIC groups, whole watt-hours, apparent power. */
final class Linky implements SimulatedMeter {

    private final TicWriter out = TicWriter.standard();
    private final LocalClock clock = LocalClock.of("Europe/Paris");
    private final String address;

    /** {@code address}: twelve digits. */
    Linky(String address) {
        this.address = address;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Utterance say(Moment moment) {
        Figures truth = new Figures().energies(moment);
        out.begin();
        out.group("ADSC", address).group("VTIC", "02");
        truth.put("x_vtic", "02");
        out.group("DATE", clock.second(moment.time()), clock.season(moment.time()), "");
        String tariff = moment.tariff() == 1 ? "HEURE CREUSE" : "HEURE PLEINE";
        out.group("LTARF", "%-16s".formatted(tariff));
        truth.put("tariff_name", tariff);
        out.group("EAST", digits(9, moment.totalImportWattHours()));
        for (int t = 1; t <= 2; t++) {
            out.group("EASF0" + t, digits(9, moment.importWattHours().get(t - 1)));
            truth.put("energy_import_t" + t + "_kwh", moment.importWattHours().get(t - 1), 3);
        }
        out.group("EAIT", digits(9, moment.totalExportWattHours()));
        long drawn = 0;
        long fed = 0;
        for (int n = 0; n < 3; n++) {
            long amperes = moment.centiamperes().get(n) / 100;
            out.group("IRMS" + (n + 1), digits(3, amperes));
            truth.phase("current_l%d_a", n, amperes, 0);
            drawn += moment.importWatts(n);
            fed += moment.exportWatts(n);
        }
        for (int n = 0; n < 3; n++) {
            long volts = moment.decivolts().get(n) / 10;
            out.group("URMS" + (n + 1), digits(3, volts));
            truth.phase("voltage_l%d_v", n, volts, 0);
        }
        out.group("SINSTS", digits(5, drawn)).group("SINSTI", digits(5, fed));
        truth.put("apparent_power_import_va", drawn, 0).put("apparent_power_export_va", fed, 0);
        out.group("NTARF", digits(2, moment.tariff()));
        truth.put("tariff", moment.tariff(), 0);
        return new Utterance(out.end(), List.of(truth.of(address)));
    }

    private static String digits(int count, long number) {
        return ("%0" + count + "d").formatted(number);
    }
}
