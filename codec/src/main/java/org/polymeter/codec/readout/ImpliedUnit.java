package org.polymeter.codec.readout;

import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;

/**
 * The unit of an electric value that is printed without one: kWh, kW and their relatives for
 * energies and powers, volt, ampere and hertz. Its symbol is empty, for none was sent.
 */
final class ImpliedUnit {

    private static final Unit WATT = implied("W", 3);
    private static final Unit WATT_HOUR = implied("Wh", 3);
    private static final Unit VAR = implied("var", 3);
    private static final Unit VAR_HOUR = implied("varh", 3);
    private static final Unit VOLT_AMPERE = implied("VA", 3);
    private static final Unit VOLT_AMPERE_HOUR = implied("VAh", 3);
    private static final Unit VOLT = implied("V", 0);
    private static final Unit AMPERE = implied("A", 0);
    private static final Unit HERTZ = implied("Hz", 0);

    /** Phases repeat the codes of the sum: 21, 41 and 61 are 1 for L1, L2 and L3 (IEC 62056-61). */
    private static final int PER_PHASE = 20;

    private static final int LAST_OF_PHASES = 80;

    private ImpliedUnit() {}

    /** {@link Unit#NONE} where nothing is implied. */
    static Unit of(Obis obis) {
        if (obis.a() != 1 || obis.c() == 0 || obis.c() >= LAST_OF_PHASES) {
            return Unit.NONE;
        }
        return switch (obis.d()) {
            case 8, 9, 29 -> energy(obis.c() % PER_PHASE);
            case 2, 4, 5, 6 -> power(obis.c() % PER_PHASE);
            case 7 -> instantaneous(obis.c() % PER_PHASE);
            default -> Unit.NONE;
        };
    }

    private static Unit energy(int c) {
        return switch (c) {
            case 1, 2, 15, 16 -> WATT_HOUR;
            case 3, 4, 5, 6, 7, 8 -> VAR_HOUR;
            case 9, 10 -> VOLT_AMPERE_HOUR;
            default -> Unit.NONE;
        };
    }

    private static Unit power(int c) {
        return switch (c) {
            case 1, 2, 15, 16 -> WATT;
            case 3, 4, 5, 6, 7, 8 -> VAR;
            case 9, 10 -> VOLT_AMPERE;
            default -> Unit.NONE;
        };
    }

    private static Unit instantaneous(int c) {
        return switch (c) {
            case 11 -> AMPERE;
            case 12 -> VOLT;
            case 14 -> HERTZ;
            default -> power(c);
        };
    }

    private static Unit implied(String base, int power) {
        return new Unit("", base, power);
    }
}
