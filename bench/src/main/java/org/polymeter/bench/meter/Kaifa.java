package org.polymeter.bench.meter;

import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;

/** W2 Kaifa: a Kaifa MA304 of Norway, whose list has bare values. */
public final class Kaifa implements Meter {

    private static final int CLOCK_STATUS = 0x80;
    private static final int VALUES = 18;

    private final HdlcWriter hdlc = new HdlcWriter(0x010201, 0x10, HdlcWriter.LONGEST);
    private final Household household = new Household(10);

    @Override
    public Sample next() {
        household.advance();
        NotificationWriter list = new NotificationWriter(0x40000000)
                .at(household.second(), Deviation.UNSAID, CLOCK_STATUS)
                .text(Obis.of(1, 1, 0, 2, 129), "KFM_001")
                .text(Codes.NUMBER, "6970631400000001")
                .text(Obis.of(0, 0, 96, 1, 7), "MA304H3E")
                .register(Codes.power(1), NumberType.U32, household.importWatts())
                .register(Codes.power(2), NumberType.U32, household.exportWatts())
                .register(Codes.power(3), NumberType.U32, 0)
                .register(Codes.power(4), NumberType.U32, household.vars());
        for (int n = 0; n < Household.PHASES; n++) {
            list.register(Codes.current(n), NumberType.U32, household.centiamperes(n) * 10L);
        }
        for (int n = 0; n < Household.PHASES; n++) {
            list.register(Codes.voltage(n), NumberType.U32, household.decivolts(n));
        }
        list.clock(Codes.CLOCK, household.second(), Deviation.UNSAID, CLOCK_STATUS)
                .register(Codes.energy(1), NumberType.U32, household.importWattHours())
                .register(Codes.energy(2), NumberType.U32, household.exportWattHours())
                .register(Codes.energy(3), NumberType.U32, household.importVarHours())
                .register(Codes.energy(4), NumberType.U32, household.exportVarHours());
        return new Sample(hdlc.message(list.values()), VALUES);
    }
}
