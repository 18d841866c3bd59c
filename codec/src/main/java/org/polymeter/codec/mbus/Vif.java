package org.polymeter.codec.mbus;

import org.polymeter.codec.observation.Unit;

/**
 * What a value information field says (EN 13757-3, 6.4).
 *
 * @param label the quantity, in the words that M-Bus tools have in common
 * @param factor of the data, to be multiplied before the power of ten: durations come as seconds
 */
record Vif(String label, Unit unit, int scale, int factor, Type type) {

    /** How the data are to be read if they are an integer. */
    enum Type {
        NUMBER,
        /** A date and time of type F or I, a date of type G, a time of type J: the length tells which. */
        TIME_POINT
    }

    static Vif named(String label) {
        return new Vif(label, Unit.NONE, 0, 1, Type.NUMBER);
    }
}
