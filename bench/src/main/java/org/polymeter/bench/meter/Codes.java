package org.polymeter.bench.meter;

import org.polymeter.codec.observation.Obis;

/** Codes and units that several meters share. */
final class Codes {

    static final Obis CLOCK = Obis.of(0, 0, 1, 0, 0);
    static final Obis NUMBER = Obis.of(0, 0, 96, 1, 0);

    /** Blue Book 4.3.2. */
    static final int WATT = 27;

    static final int VAR = 29;
    static final int WATT_HOUR = 30;
    static final int VAR_HOUR = 32;
    static final int AMPERE = 33;
    static final int VOLT = 35;
    static final int RATIO = 255;

    private Codes() {}

    /** {@code c}: 1 import, 2 export, 3 and 4 the same of reactive power. */
    static Obis power(int c) {
        return Obis.of(1, 0, c, 7, 0);
    }

    static Obis energy(int c) {
        return Obis.of(1, 0, c, 8, 0);
    }

    /** {@code phase}: 0, 1 or 2. */
    static Obis power(int c, int phase) {
        return Obis.of(1, 0, c + 20 * (phase + 1), 7, 0);
    }

    static Obis current(int phase) {
        return Obis.of(1, 0, 31 + 20 * phase, 7, 0);
    }

    static Obis voltage(int phase) {
        return Obis.of(1, 0, 32 + 20 * phase, 7, 0);
    }
}
