package org.polymeter.codec.kind;

import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Telegram.Kind;

/**
 * Whether the scales that a kind knows fit together: no meter can measure more active power than its
 * voltages times its currents. Warns, and never changes a value.
 *
 * <p>A wrong scale is wrong by ten at least, so five times is allowed. The opposite, less power than
 * voltages and currents could carry, proves nothing: one phase may export what another imports.
 */
final class ScaleCheck {

    private static final int ALLOWED = 5;
    private static final int PHASES = 3;

    private static final long PRESENT = Obis.of(1, 0, 0, 7, 0, 0).packed();
    private static final long ALL_BUT_B_AND_F = 0xFF00_FFFF_FF00L;

    private static final int LARGEST_POWER = 18;
    private static final double[] POWERS = powers();

    /** Currents below their last digit are sent as nothing. */
    private static final double SMALLEST_W = 100;

    private ScaleCheck() {}

    /** Whether all values are there to say it, and say it. */
    static boolean isPowerTooLarge(Telegram telegram) {
        double power = Math.abs(value(telegram, 1, "W") - orZero(value(telegram, 2, "W")));
        double apparent = 0;
        double lost = 0; // what the last digit of the currents can hide
        int phases = 0;
        for (int phase = 0; phase < PHASES; phase++) {
            double volts = value(telegram, 32 + 20 * phase, "V");
            double amperes = value(telegram, 31 + 20 * phase, "A");
            boolean absent = Double.isNaN(volts) && Double.isNaN(amperes);
            if (!absent && !(volts > 0)) {
                return false; // a net without neutral, or values that are not sent
            }
            if (!absent) {
                phases++;
                apparent += volts * Math.abs(amperes);
                lost += volts * digit(telegram, 31 + 20 * phase);
            }
        }
        return phases > 0 && power > SMALLEST_W + lost + ALLOWED * apparent; // false if one is missing
    }

    /** In W, V or A; not a number if it is absent or in another unit. */
    private static double value(Telegram telegram, int c, String unit) {
        int i = find(telegram, c, unit);
        return i < 0 ? Double.NaN : telegram.mantissa(i) * power(telegram, i);
    }

    private static double digit(Telegram telegram, int c) {
        int i = find(telegram, c, "A");
        return i < 0 ? 0 : power(telegram, i);
    }

    private static double power(Telegram telegram, int index) {
        int power = telegram.scale(index) + telegram.unit(index).power();
        return Math.abs(power) <= LARGEST_POWER ? POWERS[power + LARGEST_POWER] : Math.pow(10, power);
    }

    /** {@code 1-x:C.7.0}. */
    private static int find(Telegram telegram, int c, String unit) {
        long wanted = PRESENT | (long) c << 24;
        for (int i = 0; i < telegram.size(); i++) {
            if ((telegram.obis(i).packed() & ALL_BUT_B_AND_F) == wanted
                    && telegram.kind(i) == Kind.AMOUNT
                    && telegram.unit(i).base().equals(unit)) {
                return i;
            }
        }
        return -1;
    }

    private static double[] powers() {
        double[] powers = new double[2 * LARGEST_POWER + 1];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Math.pow(10, i - LARGEST_POWER);
        }
        return powers;
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
