package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.util.List;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.security.Keys;

/** A Kaifa MA309 of Netz NÖ, Lower Austria: DLMS on M-Bus, encrypted, without a tag. */
final class NetzNoe implements SimulatedMeter {

    private static final int ENCRYPTED = 0x20;
    private static final Obis POWER_FACTOR = Obis.of(1, 0, 13, 7, 0);

    private final LocalClock clock = LocalClock.of("Europe/Vienna");
    private final String number;
    private final Seal seal;
    private long invokeId = 0x800687;

    NetzNoe(String number, Keys keys) {
        this.number = number;
        this.seal = new Seal(keys, ENCRYPTED, "KFM00030");
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Utterance say(Moment moment) {
        long local = clock.second(moment.time());
        int deviation = clock.deviation(moment.time());
        NotificationWriter list = new NotificationWriter(invokeId++).at(local, deviation, 0);
        Figures truth = new Figures().powers(moment).energies(moment);
        list.clock(Codes.CLOCK, local, deviation, 0);
        list.register(Codes.energy(1), NumberType.U32, moment.totalImportWattHours(), 0, Codes.WATT_HOUR);
        list.register(Codes.energy(2), NumberType.U32, moment.totalExportWattHours(), 0, Codes.WATT_HOUR);
        list.register(Codes.power(1), NumberType.U32, moment.importWatts(), 0, Codes.WATT);
        list.register(Codes.power(2), NumberType.U32, moment.exportWatts(), 0, Codes.WATT);
        for (int n = 0; n < 3; n++) {
            list.register(Codes.voltage(n), NumberType.U16, moment.decivolts().get(n), -1, Codes.VOLT);
            truth.phase("voltage_l%d_v", n, moment.decivolts().get(n), 1);
        }
        for (int n = 0; n < 3; n++) {
            list.register(
                    Codes.current(n), NumberType.U16, moment.centiamperes().get(n), -2, Codes.AMPERE);
            truth.phase("current_l%d_a", n, moment.centiamperes().get(n), 2);
        }
        list.register(POWER_FACTOR, NumberType.I16, 980, -3, Codes.RATIO);
        truth.put("power_factor", 980, 3);
        byte[] sealed = seal.seal(moment.time(), list.scaledPairs(number));
        return new Utterance(MbusWriter.message(sealed), List.of(truth.of(number)));
    }
}
