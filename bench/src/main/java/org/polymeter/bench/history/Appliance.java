package org.polymeter.bench.history;

import java.util.SplittableRandom;

/**
 * Something that draws power now and then.
 *
 * @param phase 0, 1 or 2
 * @param watts at 230 V, while its heating or motor is on
 * @param unrest how far each second's power is from the mean, as a share of it
 * @param heats whether it is a resistance, whose power follows the voltage
 * @param duty share of the time that it is on while it is in use; a thermostat's
 * @param cycle seconds from on to on
 * @param uses a day
 * @param minutes of one use, on the average
 * @param from hour in which it is used first
 * @param to hour in which it is no longer used
 */
record Appliance(
        int phase,
        double watts,
        double unrest,
        boolean heats,
        double duty,
        int cycle,
        double uses,
        double minutes,
        int from,
        int to) {

    private static final double NOMINAL = 230;
    private static final int SECONDS_PER_HOUR = 3600;

    /** The chance that it is taken into use within so many seconds. */
    boolean starts(int hour, int seconds, SplittableRandom random) {
        boolean isTime = hour >= from && hour < to;
        return isTime && random.nextDouble() < uses * seconds / ((to - from) * SECONDS_PER_HOUR);
    }

    /** Seconds of one use. */
    long use(SplittableRandom random) {
        return Math.round(minutes * 60 * (0.5 + random.nextDouble()));
    }

    /** Watts while it is in use. {@code left}: seconds until that ends. */
    double power(long left, double volts, SplittableRandom random) {
        if (left % cycle >= duty * cycle) {
            return 0;
        }
        double strength = heats ? volts * volts / (NOMINAL * NOMINAL) : 1;
        return watts * strength * (1 + unrest * random.nextGaussian());
    }
}
