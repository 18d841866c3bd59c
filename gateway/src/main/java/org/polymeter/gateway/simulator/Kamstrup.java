package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.security.Keys;

/** A Kamstrup Omnipower: HDLC, codes without units, encrypted and authenticated, energies in 10 Wh. */
final class Kamstrup implements SimulatedMeter {

    private static final int AUTHENTICATED_AND_ENCRYPTED = 0x30;
    private static final int CLOCK_STATUS = 0x80;

    private final HdlcWriter hdlc = new HdlcWriter(0x2B21);
    private final LocalClock clock = LocalClock.of("Europe/Copenhagen");
    private final String number;
    private final Seal seal;
    private Instant hour = Instant.MIN;

    Kamstrup(String number, Keys keys) {
        this.number = number;
        this.seal = new Seal(keys, AUTHENTICATED_AND_ENCRYPTED, "KAM00020");
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Utterance say(Moment moment) {
        long local = clock.second(moment.time());
        NotificationWriter list = new NotificationWriter(0).at(local, Deviation.UNSAID, CLOCK_STATUS);
        Figures truth = new Figures().powers(moment);
        list.visible(Obis.of(1, 1, 0, 0, 5), number);
        list.visible(Obis.of(1, 1, 96, 1, 1), "6841131DEMO0000000");
        list.register(of(1, 7), NumberType.U32, moment.importWatts());
        list.register(of(2, 7), NumberType.U32, moment.exportWatts());
        list.register(of(3, 7), NumberType.U32, 0);
        list.register(of(4, 7), NumberType.U32, moment.exportVars());
        truth.put("reactive_power_import_var", 0, 0);
        truth.put("reactive_power_export_var", moment.exportVars(), 0);
        for (int n = 0; n < 3; n++) {
            list.register(
                    of(31 + 20 * n, 7), NumberType.U32, moment.centiamperes().get(n));
            truth.phase("current_l%d_a", n, moment.centiamperes().get(n), 2);
        }
        for (int n = 0; n < 3; n++) {
            long volts = moment.decivolts().get(n) / 10;
            list.register(of(32 + 20 * n, 7), NumberType.U16, volts);
            truth.phase("voltage_l%d_v", n, volts, 0);
        }
        Instant thisHour = moment.time().truncatedTo(ChronoUnit.HOURS);
        if (!thisHour.equals(hour)) { // and in its first message
            hour = thisHour;
            registers(moment, local, list, truth);
        }
        byte[] sealed = seal.seal(moment.time(), list.pairs("Kamstrup_V0001"));
        return new Utterance(hdlc.message(sealed), List.of(truth.of(number)));
    }

    private static void registers(Moment moment, long local, NotificationWriter list, Figures truth) {
        list.clock(Obis.of(0, 1, 1, 0, 0), local, Deviation.UNSAID, CLOCK_STATUS);
        energy(list, truth, 1, "energy_import_kwh", moment.totalImportWattHours());
        energy(list, truth, 2, "energy_export_kwh", moment.totalExportWattHours());
        energy(list, truth, 3, "reactive_energy_import_kvarh", moment.importVarHours());
        energy(list, truth, 4, "reactive_energy_export_kvarh", moment.exportVarHours());
    }

    private static void energy(NotificationWriter list, Figures truth, int c, String name, long whole) {
        list.register(of(c, 8), NumberType.U32, whole / 10);
        truth.put(name, whole / 10, 2);
    }

    private static Obis of(int c, int d) {
        return Obis.of(1, 1, c, d, 0);
    }
}
