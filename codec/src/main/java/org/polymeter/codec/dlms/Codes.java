package org.polymeter.codec.dlms;

import org.polymeter.codec.observation.Obis;

/** What an OBIS code says about the kind of its value. */
final class Codes {

    static final Obis CLOCK = Obis.of(0, 0, 1, 0, 0);
    static final Obis METER_NUMBER = Obis.of(0, 0, 96, 1, 0);

    private Codes() {}

    /** {@code 0-x:1.0.0}. */
    static boolean isClock(Obis obis) {
        return obis.a() == 0 && obis.c() == 1 && obis.d() == 0;
    }

    /** Names and numbers of things: meter number, type, list version, logical device name. */
    static boolean isIdentity(Obis obis) {
        int c = obis.c();
        boolean number = c == 96 && obis.d() == 1;
        boolean deviceName = c == 42 && obis.d() == 0;
        boolean inventory = c == 0 && obis.a() != 0 && obis.d() <= 2;
        return number || deviceName || inventory;
    }

    /** {@code 0-x:25.9.0}: the push setup, whose B tells which list this is. */
    static boolean isPushSetup(Obis obis) {
        return obis.a() == 0 && obis.c() == 25 && obis.d() == 9;
    }

    /** Numbers that have no unit by nature: states, counts, messages, errors; or that nobody knows. */
    static boolean isUnitless(Obis obis) {
        return obis.isNone() || (obis.a() == 0 && obis.c() >= 93 && obis.c() <= 99);
    }
}
