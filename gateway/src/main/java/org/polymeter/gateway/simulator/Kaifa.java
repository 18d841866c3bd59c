package org.polymeter.gateway.simulator;

import java.time.Duration;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;

/**
 * A Kaifa MA304 in Norway: HDLC, values without codes, scales and units. Feeds nothing in, as {@link
 * Aidon}.
 */
final class Kaifa implements SimulatedMeter {

    private static final long INVOKE_ID = 0x40000000;
    private static final int CLOCK_STATUS = 0x80;

    private final HdlcWriter hdlc = new HdlcWriter(0x010201, 0x10, HdlcWriter.LONGEST);
    private final LocalClock clock = LocalClock.of("Europe/Oslo");
    private final NorwegianLists lists = new NorwegianLists();
    private final String number;

    Kaifa(String number) {
        this.number = number;
    }

    @Override
    public Duration interval() {
        return NorwegianLists.INTERVAL;
    }

    @Override
    public Utterance say(Moment moment) {
        long local = clock.second(moment.time());
        NotificationWriter list = new NotificationWriter(INVOKE_ID).at(local, Deviation.UNSAID, CLOCK_STATUS);
        Figures truth = new Figures();
        NorwegianLists.List due = lists.due(moment.time());
        if (due == NorwegianLists.List.POWER) {
            list.register(Codes.power(1), NumberType.U32, moment.importWatts());
            truth.put("power_import_w", moment.importWatts(), 0).put("power_w", moment.importWatts(), 0);
        } else {
            measured(moment, list, truth);
        }
        if (due == NorwegianLists.List.REGISTERS) {
            list.clock(Codes.CLOCK, local, Deviation.UNSAID, CLOCK_STATUS);
            list.register(Codes.energy(1), NumberType.U32, moment.totalImportWattHours());
            list.register(Codes.energy(2), NumberType.U32, moment.totalExportWattHours());
            list.register(Codes.energy(3), NumberType.U32, moment.importVarHours());
            list.register(Codes.energy(4), NumberType.U32, moment.exportVarHours());
            truth.energies(moment);
            truth.put("reactive_energy_import_kvarh", moment.importVarHours(), 3);
            truth.put("reactive_energy_export_kvarh", moment.exportVarHours(), 3);
        }
        return new Utterance(hdlc.message(list.values()), java.util.List.of(truth.of(number)));
    }

    private void measured(Moment moment, NotificationWriter list, Figures truth) {
        list.text(Obis.of(1, 1, 0, 2, 129), "KFM_001");
        list.text(Codes.NUMBER, number);
        list.text(Obis.of(0, 0, 96, 1, 7), "MA304H3E");
        list.register(Codes.power(1), NumberType.U32, moment.importWatts());
        list.register(Codes.power(2), NumberType.U32, moment.exportWatts());
        list.register(Codes.power(3), NumberType.U32, 0);
        list.register(Codes.power(4), NumberType.U32, moment.exportVars());
        truth.powers(moment);
        truth.put("reactive_power_import_var", 0, 0);
        truth.put("reactive_power_export_var", moment.exportVars(), 0);
        for (int n = 0; n < 3; n++) {
            long milliamperes = moment.centiamperes().get(n) * 10;
            list.register(Codes.current(n), NumberType.U32, milliamperes);
            truth.phase("current_l%d_a", n, milliamperes, 3);
        }
        for (int n = 0; n < 3; n++) {
            list.register(Codes.voltage(n), NumberType.U32, moment.decivolts().get(n));
            truth.phase("voltage_l%d_v", n, moment.decivolts().get(n), 1);
        }
    }
}
