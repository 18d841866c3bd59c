package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.util.List;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.observation.Obis;

/**
 * A Sagemcom XT211 in Czechia: a DLMS message on RS485 with no link around it, hence no checksum. A
 * real one speaks every minute.
 */
final class Xt211 implements SimulatedMeter {

    private static final long FIRST_INVOKE_ID = 0x8000F1D5L;

    private final String number;
    private long invokeId = FIRST_INVOKE_ID;

    Xt211(String number) {
        this.number = number;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Utterance say(Moment moment) {
        NotificationWriter list = new NotificationWriter(invokeId++);
        Figures truth = new Figures().powers(moment).energies(moment);
        list.text(Obis.of(0, 0, 96, 1, 1), number);
        list.text(Codes.TARIFF, "T" + moment.tariff());
        truth.put("tariff", moment.tariff(), 0);
        list.register(Codes.power(1), NumberType.U32, moment.importWatts());
        for (int n = 0; n < 3; n++) {
            list.register(Codes.power(1, n), NumberType.U32, moment.importWatts(n));
            truth.powers(moment, n);
        }
        list.register(Codes.power(2), NumberType.U32, moment.exportWatts());
        for (int n = 0; n < 3; n++) {
            list.register(Codes.power(2, n), NumberType.U32, moment.exportWatts(n));
        }
        list.register(Codes.energy(1), NumberType.U32, moment.totalImportWattHours());
        for (int t = 1; t <= 2; t++) {
            list.register(
                    Codes.energy(1, t), NumberType.U32, moment.importWattHours().get(t - 1));
            truth.put("energy_import_t" + t + "_kwh", moment.importWattHours().get(t - 1), 3);
        }
        list.register(Codes.energy(2), NumberType.U32, moment.totalExportWattHours());
        return new Utterance(list.descriptors(), List.of(truth.of(number)));
    }
}
