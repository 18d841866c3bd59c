package org.polymeter.codec.text;

import java.nio.charset.StandardCharsets;
import org.polymeter.codec.observation.Unit;

/** Turns the bytes of a unit into the unit, and makes a string of a spelling only once. */
final class UnitSpellings {

    private static final int SLOTS = 64;
    private static final int PROBES = 8;

    private final long[] keys = new long[SLOTS];
    private final Unit[] units = new Unit[SLOTS];

    Unit named(byte[] bytes, int from, int to) {
        if (from == to) {
            return Unit.NONE;
        }
        if (to - from >= Long.BYTES) {
            return Unit.named(text(bytes, from, to));
        }
        long key = 1; // so that the bytes of NULs before a letter count
        for (int i = from; i < to; i++) {
            key = (key << 8) | (bytes[i] & 0xFF);
        }
        int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 58);
        for (int i = 0; i < PROBES; i++) {
            int probe = (slot + i) % SLOTS;
            if (keys[probe] == key) {
                return units[probe];
            }
            if (keys[probe] == 0) {
                slot = probe;
                break;
            }
        }
        keys[slot] = key;
        units[slot] = Unit.named(text(bytes, from, to));
        return units[slot];
    }

    /** Whether the unit means something, rather than being kept as printed. */
    boolean isKnown(Unit unit) {
        return Unit.isKnown(unit.symbol());
    }

    /** A cubic metre may be printed in UTF-8 (C2 B3) or in Latin-1 (B3). */
    private static String text(byte[] bytes, int from, int to) {
        String utf8 = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return utf8.indexOf('\uFFFD') < 0 ? utf8 : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
