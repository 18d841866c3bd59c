package org.polymeter.bench.meter;

import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.observation.Deviation;

/** A DLMS list without any link around it. */
public final class BareList implements Meter {

    private static final int VALUES = 5;

    private final Household household = new Household(60);

    @Override
    public Sample next() {
        household.advance();
        byte[] list = new NotificationWriter(1)
                .at(household.second(), Deviation.UNSAID, 0)
                .text(Codes.NUMBER, "51000000001")
                .register(Codes.power(1), NumberType.U32, household.importWatts())
                .register(Codes.power(2), NumberType.U32, household.exportWatts())
                .register(Codes.energy(1), NumberType.U32, household.importWattHours())
                .register(Codes.energy(2), NumberType.U32, household.exportWattHours())
                .descriptors();
        return new Sample(list, VALUES);
    }
}
