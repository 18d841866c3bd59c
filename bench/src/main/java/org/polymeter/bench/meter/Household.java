package org.polymeter.bench.meter;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;

/** What is measured: powers vary, registers grow, the clock advances. */
final class Household {

    static final int PHASES = 3;

    private static final long START = 1_748_779_200L; // 2025-06-01T12:00 by the meter's clock
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int GAS_INTERVAL = 300;

    private final Random random = new Random(20_250_601);
    private final int interval;
    private final int[] watts = {310, -1240, 95};
    private final int[] decivolts = {2301, 2298, 2314};
    private long second = START;
    private long importWattSeconds = 4_321_123L * SECONDS_PER_HOUR;
    private long exportWattSeconds = 1_234_567L * SECONDS_PER_HOUR;

    /** {@code interval}: seconds from telegram to telegram. */
    Household(int interval) {
        this.interval = interval;
    }

    void advance() {
        second += interval;
        for (int n = 0; n < PHASES; n++) {
            watts[n] = Math.clamp((long) watts[n] + random.nextInt(401) - 200, -4000, 4000);
            decivolts[n] = Math.clamp((long) decivolts[n] + random.nextInt(11) - 5, 2250, 2350);
        }
        importWattSeconds += (long) importWatts() * interval;
        exportWattSeconds += (long) exportWatts() * interval;
    }

    /** For shapes that change from telegram to telegram. */
    Random random() {
        return random;
    }

    long second() {
        return second;
    }

    LocalDateTime time() {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }

    /** When the gas meter was last asked. */
    long gasSecond() {
        return second - second % GAS_INTERVAL;
    }

    long gasLitres() {
        return 4_567_890 + (gasSecond() - START) / 60;
    }

    int importWatts() {
        return Math.max(0, netWatts());
    }

    int exportWatts() {
        return Math.max(0, -netWatts());
    }

    int netWatts() {
        return watts[0] + watts[1] + watts[2];
    }

    /** {@code phase}: 0, 1 or 2. */
    int importWatts(int phase) {
        return Math.max(0, watts[phase]);
    }

    int exportWatts(int phase) {
        return Math.max(0, -watts[phase]);
    }

    int watts(int phase) {
        return watts[phase];
    }

    int decivolts(int phase) {
        return decivolts[phase];
    }

    int centiamperes(int phase) {
        return Math.abs(watts[phase]) * 1000 / decivolts[phase];
    }

    long importWattHours() {
        return importWattSeconds / SECONDS_PER_HOUR;
    }

    long exportWattHours() {
        return exportWattSeconds / SECONDS_PER_HOUR;
    }

    long importVarHours() {
        return importWattHours() / 7;
    }

    long exportVarHours() {
        return exportWattHours() / 5;
    }

    int vars() {
        return Math.abs(netWatts()) / 6;
    }
}
