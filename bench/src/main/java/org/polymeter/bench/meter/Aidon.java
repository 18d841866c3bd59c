package org.polymeter.bench.meter;

import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;

/** W2: an Aidon of Norway, whose list has code, value, scaler and unit of everything. */
public final class Aidon implements Meter {

    private static final int EVERY_TEN_SECONDS = 10;
    private static final int HOURLY = 15;

    private final HdlcWriter hdlc = new HdlcWriter(0x410883);
    private final Household household = new Household(10);
    private final boolean varied;

    private Aidon(boolean varied) {
        this.varied = varied;
    }

    /** Always the list of every ten seconds. */
    public static Aidon steady() {
        return new Aidon(false);
    }

    /** Other entries of the hourly list in each telegram. */
    public static Aidon varied() {
        return new Aidon(true);
    }

    @Override
    public Sample next() {
        household.advance();
        NotificationWriter list = new NotificationWriter(0x40000000);
        list.visible(Obis.of(1, 1, 0, 2, 129), "AIDON_V0001");
        list.visible(Codes.NUMBER, "7359992890000001");
        list.visible(Obis.of(0, 0, 96, 1, 7), "6525");
        int values = 3;
        for (int i = 0; i < (varied ? HOURLY : EVERY_TEN_SECONDS); i++) {
            if (!varied || household.random().nextBoolean()) {
                entry(i, list);
                values++;
            }
        }
        return new Sample(hdlc.message(list.structures()), values);
    }

    private void entry(int index, NotificationWriter list) {
        switch (index) {
            case 0 -> list.register(Codes.power(1), NumberType.U32, household.importWatts(), 0, Codes.WATT);
            case 1 -> list.register(Codes.power(2), NumberType.U32, household.exportWatts(), 0, Codes.WATT);
            case 2 -> list.register(Codes.power(3), NumberType.U32, 0, 0, Codes.VAR);
            case 3 -> list.register(Codes.power(4), NumberType.U32, household.vars(), 0, Codes.VAR);
            case 4, 5, 6 -> {
                int phase = index - 4;
                list.register(
                        Codes.current(phase), NumberType.I16, household.centiamperes(phase) / 10, -1, Codes.AMPERE);
            }
            case 7, 8, 9 -> {
                int phase = index - 7;
                list.register(Codes.voltage(phase), NumberType.U16, household.decivolts(phase), -1, Codes.VOLT);
            }
            case 10 -> list.clock(Codes.CLOCK, household.second(), Deviation.UNSAID, 0);
            case 11 -> energy(list, 1, household.importWattHours(), Codes.WATT_HOUR);
            case 12 -> energy(list, 2, household.exportWattHours(), Codes.WATT_HOUR);
            case 13 -> energy(list, 3, household.importVarHours(), Codes.VAR_HOUR);
            default -> energy(list, 4, household.exportVarHours(), Codes.VAR_HOUR);
        }
    }

    private static void energy(NotificationWriter list, int c, long whole, int unit) {
        list.register(Codes.energy(c), NumberType.U32, whole / 10, 1, unit);
    }
}
