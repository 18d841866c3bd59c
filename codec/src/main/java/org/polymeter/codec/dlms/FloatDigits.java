package org.polymeter.codec.dlms;

import java.math.BigDecimal;

/** IEEE 754 numbers as the shortest decimal that means the same number. */
final class FloatDigits {

    private FloatDigits() {}

    /** Whether the number is one: neither infinite nor undefined. */
    static boolean isFinite(int tag, long bits) {
        return tag == Tag.FLOAT32
                ? Float.isFinite(Float.intBitsToFloat((int) bits))
                : Double.isFinite(Double.longBitsToDouble(bits));
    }

    static BigDecimal of(int tag, long bits) {
        String digits = tag == Tag.FLOAT32
                ? Float.toString(Float.intBitsToFloat((int) bits))
                : Double.toString(Double.longBitsToDouble(bits));
        BigDecimal shortest = new BigDecimal(digits).stripTrailingZeros();
        return shortest.scale() < 0 && shortest.precision() - shortest.scale() <= 18 ? shortest.setScale(0) : shortest;
    }
}
