package org.polymeter.codec.kind;

import java.math.BigDecimal;
import org.polymeter.codec.observation.Unit;

/**
 * What a number without scale and unit means.
 *
 * @param codes the OBIS codes it is about
 * @param scale power of ten
 * @param unit the unit, {@link Unit#NONE} for a ratio
 */
record ScaleRule(ObisPattern codes, int scale, Unit unit) {

    private static final int LARGEST_SCALE = 9;

    /** Reads the power of ten that {@code 0.01} or {@code 1000} is. */
    static int powerOfTen(String text) {
        if (text.matches("[01]+(\\.[01]+)?")) {
            BigDecimal number = new BigDecimal(text).stripTrailingZeros();
            if (number.precision() == 1 && number.signum() > 0 && Math.abs(number.scale()) <= LARGEST_SCALE) {
                return -number.scale();
            }
        }
        throw new IllegalArgumentException("not a power of ten such as 0.01: " + text);
    }
}
