package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What one quantity can be at all.
 *
 * <p>Numbers are millionths of the quantity's unit, so that a comparison is one of two longs.
 *
 * @param least smallest possible value
 * @param most largest possible value
 * @param perSecond by how much a register can move in a second; negative for what is no register
 * @param phase whether the numbers are those of one phase
 * @param orZero whether zero is possible, too
 */
record Limit(long least, long most, long perSecond, boolean phase, boolean orZero) {

    /** Nothing is known, so everything is possible. */
    static final Limit NONE = new Limit(Long.MIN_VALUE, Long.MAX_VALUE, -1, false, false);

    private static final int DECIMALS = 6;
    private static final int SECONDS_PER_HOUR = 3600;
    private static final long[] POWERS = powers();

    static Limit of(BigDecimal least, BigDecimal most) {
        return new Limit(millionths(least), millionths(most), -1, false, false);
    }

    boolean admits(long value) {
        return (value >= least && value <= most) || (orZero && value == 0);
    }

    boolean isRegister() {
        return perSecond >= 0;
    }

    /** The same, with the range of another. */
    Limit within(Limit range) {
        return new Limit(range.least, range.most, perSecond, phase, range.orZero);
    }

    Limit times(BigDecimal factor) {
        return new Limit(
                times(least, factor),
                times(most, factor),
                isRegister() ? times(perSecond, factor) : perSecond,
                phase,
                orZero);
    }

    static long perSecond(BigDecimal perHour) {
        return millionths(perHour.divide(BigDecimal.valueOf(SECONDS_PER_HOUR), DECIMALS, RoundingMode.CEILING));
    }

    static long millionths(BigDecimal value) {
        return value.movePointRight(DECIMALS).longValue();
    }

    /** {@code mantissa × 10^-decimals} in millionths; what no long holds is the largest there is. */
    static long millionths(long mantissa, int decimals) {
        if (decimals > DECIMALS) {
            return mantissa / POWERS[decimals - DECIMALS];
        }
        return product(mantissa, POWERS[DECIMALS - decimals]);
    }

    /** The last digit's worth, in millionths. */
    static long step(int decimals) {
        return decimals >= DECIMALS ? 1 : POWERS[DECIMALS - decimals];
    }

    static BigDecimal decimal(long millionths) {
        BigDecimal plain = BigDecimal.valueOf(millionths, DECIMALS).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** 10 to that power, which is 0 to 18. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /** {@code a × b} with a positive b; the largest long where that is too much. */
    static long product(long a, long b) {
        if (Math.multiplyHigh(a, b) != (a * b) >> 63) {
            return a < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return a * b;
    }

    private static long times(long value, BigDecimal factor) {
        BigDecimal product = BigDecimal.valueOf(value).multiply(factor).setScale(0, RoundingMode.HALF_UP);
        boolean fits = product.unscaledValue().bitLength() < Long.SIZE;
        return fits ? product.longValue() : product.signum() * Long.MAX_VALUE;
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }
}
