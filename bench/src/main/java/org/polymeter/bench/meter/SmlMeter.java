package org.polymeter.bench.meter;

import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.sml.SmlWriter;

/** W4: a German meter at its optical interface. */
public final class SmlMeter implements Meter {

    private static final byte[] SERVER = {0x0A, 0x01, 'P', 'O', 'L', 0, 0x00, 0x31, 0x2D, 0x01};
    private static final byte[] LIST_NAME = {1, 0, 0x62, 0x0A, (byte) 0xFF, (byte) 0xFF};
    private static final int ENTRIES = 7;

    private final SmlWriter out = new SmlWriter(SERVER);
    private final Household household = new Household(2);
    private final boolean varied;

    private SmlMeter(boolean varied) {
        this.varied = varied;
    }

    /** Always the same entries, in the same widths. */
    public static SmlMeter steady() {
        return new SmlMeter(false);
    }

    /** Other entries in each file. */
    public static SmlMeter varied() {
        return new SmlMeter(true);
    }

    @Override
    public Sample next() {
        household.advance();
        out.begin().name(LIST_NAME).secondsOfOperation(household.second() & 0xFFFFFF);
        int values = 0;
        for (int i = 0; i < ENTRIES; i++) {
            if (!varied || household.random().nextBoolean()) {
                entry(i);
                values++;
            }
        }
        return new Sample(out.end(), values);
    }

    private void entry(int index) {
        switch (index) {
            case 0 -> out.text(Obis.of(129, 129, 199, 130, 3), "POL");
            case 1 -> out.octets(Obis.of(1, 0, 0, 0, 9), SERVER);
            case 2 ->
                out.status(0x1C0104, 4)
                        .signed(Codes.energy(1), Codes.WATT_HOUR, -1, household.importWattHours() * 10, 8);
            case 3 -> out.signed(Codes.energy(2), Codes.WATT_HOUR, -1, household.exportWattHours() * 10, 8);
            case 4 -> out.signed(Codes.power(16), Codes.WATT, 0, household.netWatts(), 4);
            case 5 -> out.unsigned(Codes.voltage(0), Codes.VOLT, -1, household.decivolts(0), 2);
            default -> out.unsigned(Codes.current(0), Codes.AMPERE, -2, household.centiamperes(0), 2);
        }
    }
}
