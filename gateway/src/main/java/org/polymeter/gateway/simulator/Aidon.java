package org.polymeter.gateway.simulator;

import java.time.Duration;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;

/**
 * An Aidon in Norway: HDLC, lists that say everything, energies in 10 Wh. Its household feeds nothing
 * in: list 1 has the import alone, which is the net power as long as it is not zero.
 */
final class Aidon implements SimulatedMeter {

    private static final long INVOKE_ID = 0x40000000;

    private final HdlcWriter hdlc = new HdlcWriter(0x410883);
    private final LocalClock clock = LocalClock.of("Europe/Oslo");
    private final NorwegianLists lists = new NorwegianLists();
    private final String number;

    Aidon(String number) {
        this.number = number;
    }

    @Override
    public Duration interval() {
        return NorwegianLists.INTERVAL;
    }

    @Override
    public Utterance say(Moment moment) {
        NotificationWriter list = new NotificationWriter(INVOKE_ID);
        Figures truth = new Figures();
        NorwegianLists.List due = lists.due(moment.time());
        if (due == NorwegianLists.List.POWER) {
            list.register(Codes.power(1), NumberType.U32, moment.importWatts(), 0, Codes.WATT);
            truth.put("power_import_w", moment.importWatts(), 0).put("power_w", moment.importWatts(), 0);
        } else {
            measured(moment, list, truth);
        }
        if (due == NorwegianLists.List.REGISTERS) {
            list.clock(Codes.CLOCK, clock.second(moment.time()), Deviation.UNSAID, 0);
            energy(list, truth, 1, "energy_import_kwh", moment.totalImportWattHours(), Codes.WATT_HOUR);
            energy(list, truth, 2, "energy_export_kwh", moment.totalExportWattHours(), Codes.WATT_HOUR);
            energy(list, truth, 3, "reactive_energy_import_kvarh", moment.importVarHours(), Codes.VAR_HOUR);
            energy(list, truth, 4, "reactive_energy_export_kvarh", moment.exportVarHours(), Codes.VAR_HOUR);
        }
        return new Utterance(hdlc.message(list.structures()), java.util.List.of(truth.of(number)));
    }

    private void measured(Moment moment, NotificationWriter list, Figures truth) {
        list.visible(Obis.of(1, 1, 0, 2, 129), "AIDON_V0001");
        list.visible(Codes.NUMBER, number);
        list.visible(Obis.of(0, 0, 96, 1, 7), "6534");
        list.register(Codes.power(1), NumberType.U32, moment.importWatts(), 0, Codes.WATT);
        list.register(Codes.power(2), NumberType.U32, moment.exportWatts(), 0, Codes.WATT);
        list.register(Codes.power(3), NumberType.U32, 0, 0, Codes.VAR);
        list.register(Codes.power(4), NumberType.U32, moment.exportVars(), 0, Codes.VAR);
        truth.powers(moment);
        truth.put("reactive_power_import_var", 0, 0);
        truth.put("reactive_power_export_var", moment.exportVars(), 0);
        for (int n = 0; n < 3; n++) {
            long deciamperes = moment.centiamperes().get(n) / 10;
            list.register(Codes.current(n), NumberType.I16, deciamperes, -1, Codes.AMPERE);
            truth.phase("current_l%d_a", n, deciamperes, 1);
        }
        for (int n = 0; n < 3; n++) {
            list.register(Codes.voltage(n), NumberType.U16, moment.decivolts().get(n), -1, Codes.VOLT);
            truth.phase("voltage_l%d_v", n, moment.decivolts().get(n), 1);
        }
    }

    private static void energy(NotificationWriter list, Figures truth, int c, String name, long whole, int unit) {
        list.register(Codes.energy(c), NumberType.U32, whole / 10, 1, unit);
        truth.put(name, whole / 10, 2);
    }
}
