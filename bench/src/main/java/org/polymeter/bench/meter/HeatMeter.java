package org.polymeter.bench.meter;

import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.observation.Function;

/** W5: a heat meter that answers on a wired M-Bus. */
public final class HeatMeter implements Meter {

    private static final int HEAT = 4;
    private static final int ADDRESS = 1;
    private static final int KILOWATT_HOURS = 0x06;
    private static final int TEN_LITRES = 0x14;
    private static final int HUNDRED_WATTS = 0x2D;
    private static final int LITRES_PER_HOUR = 0x3B;
    private static final int FLOW = 0x59;
    private static final int RETURN = 0x5D;
    private static final int DIFFERENCE = 0x61;
    private static final int HOURS_ON = 0x22;
    private static final int FABRICATION_NUMBER = 0x78;
    private static final int VALUES = 16;

    private final Household household = new Household(10);
    private int access;

    @Override
    public Sample next() {
        household.advance();
        long energy = household.importWattHours() / 1000;
        int watts = household.exportWatts();
        int flow = 6500 + watts / 20;
        int back = 4200 + watts / 40;
        byte[] answer = new MbusWriter("POL", "70000001", 1, HEAT)
                .access(access++ & 0xFF)
                .bcd(8, 70_000_001, FABRICATION_NUMBER)
                .time(household.time())
                .bcd(8, energy, KILOWATT_HOURS)
                .bcd(8, household.gasLitres() / 10, TEN_LITRES)
                .bcd(6, watts / 100, HUNDRED_WATTS)
                .bcd(6, watts / 10, LITRES_PER_HOUR)
                .bcd(4, flow, FLOW)
                .bcd(4, back, RETURN)
                .integer(2, flow - back, DIFFERENCE)
                .integer(4, household.second() / 3600, HOURS_ON)
                .function(Function.MAXIMUM)
                .integer(3, 60 + watts / 1000, HUNDRED_WATTS)
                .function(Function.MAXIMUM)
                .integer(3, 900, LITRES_PER_HOUR)
                .stored(1)
                .bcd(8, energy - 12, KILOWATT_HOURS)
                .stored(1)
                .bcd(8, household.gasLitres() / 10 - 34, TEN_LITRES)
                .tariff(1)
                .integer(4, energy / 3, KILOWATT_HOURS)
                .tariff(2)
                .integer(4, energy - energy / 3, KILOWATT_HOURS)
                .answer(ADDRESS);
        return new Sample(answer, VALUES);
    }
}
