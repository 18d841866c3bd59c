package org.polymeter.bench.meter;

import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.security.SealedWriter;

/** W3a: a Kamstrup Omnipower, its hourly list encrypted and with a tag. */
public final class Kamstrup implements Meter {

    private static final int CLOCK_STATUS = 0x80;
    private static final int VALUES = 18;

    private final HdlcWriter hdlc = new HdlcWriter(0x2B21);
    private final SealedWriter seal = SealedMeters.writer("KAM00020");
    private final Household household = new Household(10);

    @Override
    public Sample next() {
        household.advance();
        NotificationWriter list = new NotificationWriter(0)
                .at(household.second(), Deviation.UNSAID, CLOCK_STATUS)
                .visible(Obis.of(1, 1, 0, 0, 5), "5706567000000001")
                .visible(Obis.of(1, 1, 96, 1, 1), "6841131BN243101040")
                .register(of(1, 7), NumberType.U32, household.importWatts())
                .register(of(2, 7), NumberType.U32, household.exportWatts())
                .register(of(3, 7), NumberType.U32, 0)
                .register(of(4, 7), NumberType.U32, household.vars());
        for (int n = 0; n < Household.PHASES; n++) {
            list.register(of(31 + 20 * n, 7), NumberType.U32, household.centiamperes(n));
        }
        for (int n = 0; n < Household.PHASES; n++) {
            list.register(of(32 + 20 * n, 7), NumberType.U16, household.decivolts(n) / 10);
        }
        list.clock(Obis.of(0, 1, 1, 0, 0), household.second(), Deviation.UNSAID, CLOCK_STATUS)
                .register(of(1, 8), NumberType.U32, household.importWattHours() / 10)
                .register(of(2, 8), NumberType.U32, household.exportWattHours() / 10)
                .register(of(3, 8), NumberType.U32, household.importVarHours() / 10)
                .register(of(4, 8), NumberType.U32, household.exportVarHours() / 10);
        byte[] sealed = seal.general(
                SealedMeters.AUTHENTICATED_AND_ENCRYPTED, household.second(), list.pairs("Kamstrup_V0001"));
        return new Sample(hdlc.message(sealed), VALUES);
    }

    private static Obis of(int c, int d) {
        return Obis.of(1, 1, c, d, 0);
    }
}
