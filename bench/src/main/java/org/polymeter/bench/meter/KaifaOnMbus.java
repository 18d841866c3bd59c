package org.polymeter.bench.meter;

import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.security.SealedWriter;

/**
 * W3b: a Kaifa MA309 of Lower Austria, DLMS in two M-Bus frames, encrypted without a tag. Gurux refuses
 * frames whose checksum is 80 or more, so frame counters are skipped until both are less.
 */
public final class KaifaOnMbus implements Meter {

    private static final int VALUES = 13;
    private static final int LENGTH_BYTE = 1;
    private static final int FRAME_BYTES = 6;
    private static final int CHECKSUM_FROM_END = 2;

    private final SealedWriter seal = SealedMeters.writer("KFM00030");
    private final Household household = new Household(5);
    private long invokeId = 0x800687;
    private long counter = 1;

    @Override
    public Sample next() {
        household.advance();
        NotificationWriter list = new NotificationWriter(invokeId++)
                .at(household.second(), Deviation.SUMMER, 0)
                .clock(Codes.CLOCK, household.second(), Deviation.SUMMER, 0)
                .register(Codes.energy(1), NumberType.U32, household.importWattHours(), 0, Codes.WATT_HOUR)
                .register(Codes.energy(2), NumberType.U32, household.exportWattHours(), 0, Codes.WATT_HOUR)
                .register(Codes.power(1), NumberType.U32, household.importWatts(), 0, Codes.WATT)
                .register(Codes.power(2), NumberType.U32, household.exportWatts(), 0, Codes.WATT);
        for (int n = 0; n < Household.PHASES; n++) {
            list.register(Codes.voltage(n), NumberType.U16, household.decivolts(n), -1, Codes.VOLT);
        }
        for (int n = 0; n < Household.PHASES; n++) {
            list.register(Codes.current(n), NumberType.U16, household.centiamperes(n), -2, Codes.AMPERE);
        }
        list.register(Obis.of(1, 0, 13, 7, 0), NumberType.I16, 980, -3, Codes.RATIO);
        return new Sample(frames(list.scaledPairs("181220000001")), VALUES);
    }

    private byte[] frames(byte[] apdu) {
        byte[] frames;
        do {
            frames = MbusWriter.message(seal.general(SealedMeters.ENCRYPTED, counter++, apdu));
        } while (!hasSmallChecksums(frames));
        return frames;
    }

    private static boolean hasSmallChecksums(byte[] frames) {
        boolean small = true;
        int end;
        for (int at = 0; at < frames.length; at = end) {
            end = at + (frames[at + LENGTH_BYTE] & 0xFF) + FRAME_BYTES;
            small &= frames[end - CHECKSUM_FROM_END] >= 0;
        }
        return small;
    }
}
