package org.polymeter.codec.observation;

/**
 * What a meter says about its wall clock's distance to UTC: minutes to add to local time (COSEM,
 * Blue Book 4.1.6.1: CET is -60), or one of the words below.
 */
public final class Deviation {

    /** The meter does not say. */
    public static final int UNSAID = Integer.MIN_VALUE;

    /** Summer time of the meter's zone applies (DSMR {@code S}). */
    public static final int SUMMER = Integer.MIN_VALUE + 1;

    /** Standard time of the meter's zone applies (DSMR {@code W}). */
    public static final int WINTER = Integer.MIN_VALUE + 2;

    private Deviation() {}

    /** Whether the meter stated a number of minutes. */
    public static boolean isMinutes(int deviation) {
        return deviation > WINTER;
    }
}
