package org.polymeter.codec.readout;

import org.polymeter.codec.text.NumberText;

/**
 * Tells the readout of a heat meter: these print {@code 6.8(0029.055*MWh)} for the heat and further
 * codes of two groups that mean something else on an electricity meter, whose 6.8 is in kvarh.
 */
final class HeatMeter {

    /** Group A of heat (IEC 62056-61), which the meters leave out. */
    static final long GROUP_A = 6;

    private static final byte[] HEAT = {'6', '.', '8', '('};

    private HeatMeter() {}

    static boolean isRecognised(byte[] bytes, int from, int to) {
        for (int i = from; i + HEAT.length < to; i++) {
            if (bytes[i] == HEAT[0] && isHeat(bytes, i, to) && (i == from || isBoundary(bytes[i - 1]))) {
                return isEnergy(bytes, i + HEAT.length, to);
            }
        }
        return false;
    }

    private static boolean isHeat(byte[] bytes, int at, int to) {
        int i = 0;
        while (i < HEAT.length && at + i < to && bytes[at + i] == HEAT[i]) {
            i++;
        }
        return i == HEAT.length;
    }

    /** What stands before a code. */
    private static boolean isBoundary(byte b) {
        return b == ')' || (b >= 0 && b <= ' ');
    }

    private static boolean isEnergy(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != ')') {
            end++;
        }
        NumberText number = new NumberText();
        if (!number.read(bytes, from, end)) {
            return false;
        }
        String base = number.unit().base();
        return base.equals("Wh") || base.equals("J");
    }
}
