package org.polymeter.gateway.compat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a quantity of the profile is called elsewhere.
 *
 * @param quantity name in the profile
 * @param word name there
 * @param shift by how many places the decimal point moves to the right: 3 from kWh to Wh, -3 from W to kW
 * @param more whatever the format has to know besides; empty if nothing
 */
record Term(String quantity, String word, int shift, String more) {

    /** The number in the other unit, every digit kept; null if there is none. */
    @Nullable
    BigDecimal of(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal moved = number.scaleByPowerOfTen(shift);
        return moved.scale() < 0 ? moved.setScale(0) : moved;
    }
}
