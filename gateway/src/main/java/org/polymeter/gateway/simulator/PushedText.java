package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.polymeter.codec.readout.ReadoutWriter;

/** A meter of IEC 62056-21 mode D: it pushes text, which has no checksum. */
final class PushedText implements SimulatedMeter {

    private final ReadoutWriter out = new ReadoutWriter();
    private final String number;

    PushedText(String number) {
        this.number = number;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Utterance say(Moment moment) {
        Figures truth = new Figures().powers(moment).energies(moment);
        out.begin("POL3DEMO");
        out.set("1-0:0.0.0*255", number);
        out.amount("1-0:1.8.0*255", Decimals.of(moment.totalImportWattHours(), 3), 8, "kWh");
        out.amount("1-0:2.8.0*255", Decimals.of(moment.totalExportWattHours(), 3), 8, "kWh");
        out.amount("1-0:1.7.0*255", Decimals.of(moment.importWatts(), 0), 6, "W");
        out.amount("1-0:2.7.0*255", Decimals.of(moment.exportWatts(), 0), 6, "W");
        for (int n = 0; n < 3; n++) {
            out.amount(
                    "1-0:" + (32 + 20 * n) + ".7.0*255",
                    Decimals.of(moment.decivolts().get(n), 1),
                    3,
                    "V");
            out.amount(
                    "1-0:" + (31 + 20 * n) + ".7.0*255",
                    Decimals.of(moment.centiamperes().get(n), 2),
                    3,
                    "A");
            truth.phase("voltage_l%d_v", n, moment.decivolts().get(n), 1)
                    .phase("current_l%d_a", n, moment.centiamperes().get(n), 2);
        }
        return new Utterance(out.endPush(), List.of(truth.of(number.toLowerCase(Locale.ROOT))));
    }
}
