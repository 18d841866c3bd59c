package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.p1.P1Writer;
import org.polymeter.codec.security.Keys;

/** Smarty in Luxembourg: P1 text, sealed whole, every ten seconds. */
final class Smarty implements SimulatedMeter {

    private static final int AUTHENTICATED_AND_ENCRYPTED = 0x30;

    private final P1Writer out = new P1Writer();
    private final LocalClock clock = LocalClock.of("Europe/Luxembourg");
    private final String serial;
    private final Seal seal;

    Smarty(String serial, Keys keys) {
        this.serial = serial;
        this.seal = new Seal(keys, AUTHENTICATED_AND_ENCRYPTED, "POL00014");
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Utterance say(Moment moment) {
        Figures truth = new Figures().energies(moment).powers(moment);
        out.begin("POL5\\DEMO-LU");
        out.text(Obis.of(1, 3, 0, 2, 8), "42");
        out.clock(clock.second(moment.time()), clock.season(moment.time()));
        out.hexText(Obis.of(0, 0, 42, 0, 0), serial);
        out.amount(Codes.energy(1), Decimals.of(moment.totalImportWattHours(), 3), 6, 3, "kWh");
        out.amount(Codes.energy(2), Decimals.of(moment.totalExportWattHours(), 3), 6, 3, "kWh");
        out.amount(Codes.power(1), Decimals.of(moment.importWatts(), 3), 2, 3, "kW");
        out.amount(Codes.power(2), Decimals.of(moment.exportWatts(), 3), 2, 3, "kW");
        for (int n = 0; n < 3; n++) {
            long amperes = moment.centiamperes().get(n) / 100;
            out.amount(Codes.voltage(n), Decimals.of(moment.decivolts().get(n), 1), 3, 1, "V");
            out.amount(Codes.current(n), Decimals.of(amperes, 0), 3, 0, "A");
            out.amount(Codes.power(1, n), Decimals.of(moment.importWatts(n), 3), 2, 3, "kW");
            out.amount(Codes.power(2, n), Decimals.of(moment.exportWatts(n), 3), 2, 3, "kW");
            truth.powers(moment, n)
                    .phase("voltage_l%d_v", n, moment.decivolts().get(n), 1)
                    .phase("current_l%d_a", n, amperes, 0);
        }
        byte[] sealed = seal.seal(moment.time(), out.end());
        return new Utterance(sealed, List.of(truth.of(serial.toLowerCase(Locale.ROOT))));
    }
}
