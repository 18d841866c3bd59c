package org.polymeter.bench.meter;

import java.math.BigDecimal;
import org.polymeter.codec.readout.ReadoutWriter;

/** A meter of IEC 62056-21 that answers with a block and its checksum. */
public final class BlockReadout implements Meter {

    private static final int VALUES = 5;

    private final ReadoutWriter out = new ReadoutWriter();
    private final Household household = new Household(60);

    @Override
    public Sample next() {
        household.advance();
        byte[] bytes = out.begin("POL5BENCH")
                .set("0.0.0", "12345678")
                .amount("1.8.0", kilo(household.importWattHours()), 6, "kWh")
                .amount("2.8.0", kilo(household.exportWattHours()), 6, "kWh")
                .amount("1.7.0", kilo(household.importWatts()), 2, "kW")
                .amount("32.7", BigDecimal.valueOf(household.decivolts(0), 1), 3, "V")
                .endBlock();
        return new Sample(bytes, VALUES);
    }

    private static BigDecimal kilo(long thousandths) {
        return BigDecimal.valueOf(thousandths, 3);
    }
}
