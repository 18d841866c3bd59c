package org.polymeter.bench.meter;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.polymeter.codec.dlms.BlockWriter;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;

/** W2 Swiss: a Landis+Gyr E450, push objects and then values, in blocks as it sends them. */
public final class LandisGyrE450 implements Meter {

    private static final Obis SETUP = Obis.of(0, 8, 25, 9, 0);
    private static final int CLOCK_STATUS = 0x81;
    private static final int FIRST_BLOCK = 112;
    private static final int OTHER_BLOCKS = 119;
    private static final int VALUES = 16;

    private final HdlcWriter hdlc = new HdlcWriter(0xCEFF03);
    private final Household household = new Household(5);
    private int invokeId = 0x21A433;

    @Override
    public Sample next() {
        household.advance();
        NotificationWriter list = new NotificationWriter(invokeId++)
                .at(household.second(), Deviation.UNSAID, CLOCK_STATUS)
                .text(Obis.of(0, 0, 42, 0, 0), "LGZ1030655933512")
                .clock(Codes.CLOCK, household.second(), Deviation.UNSAID, CLOCK_STATUS)
                .register(Codes.power(1), NumberType.U32, household.importWatts())
                .register(Codes.power(2), NumberType.U32, household.exportWatts())
                .register(energy(1), NumberType.U32, household.importWattHours())
                .register(energy(2), NumberType.U32, household.exportWattHours())
                .register(energy(5), NumberType.U32, household.importVarHours())
                .register(energy(6), NumberType.U32, household.importVarHours() / 2)
                .register(energy(7), NumberType.U32, household.exportVarHours())
                .register(energy(8), NumberType.U32, household.exportVarHours() / 2);
        for (int n = 0; n < Household.PHASES; n++) {
            list.register(Codes.current(n), NumberType.U16, household.centiamperes(n))
                    .register(Codes.voltage(n), NumberType.U16, household.decivolts(n) / 10);
        }
        return new Sample(frames(list.pushList(SETUP)), VALUES);
    }

    private static Obis energy(int c) {
        return Obis.of(1, 1, c, 8, 0);
    }

    private byte[] frames(byte[] apdu) {
        List<byte[]> blocks = BlockWriter.blocks(apdu, FIRST_BLOCK, OTHER_BLOCKS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(hdlc.message(blocks.getFirst()));
        blocks.stream().skip(1).forEach(block -> out.writeBytes(hdlc.continuation(block)));
        return out.toByteArray();
    }
}
