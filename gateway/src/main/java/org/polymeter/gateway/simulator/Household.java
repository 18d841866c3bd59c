package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** People who cook, and a roof that may make power: a load curve with registers that add it up. */
final class Household {

    private static final int PHASES = 3;
    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final Duration GAS_INTERVAL = Duration.ofMinutes(5);

    /** Nobody leaves a kettle on for longer. */
    private static final Duration STEP = Duration.ofSeconds(30);

    /** Off-peak at night, as nearly everywhere. */
    private static final int DAY_BEGINS = 7;

    private static final int DAY_ENDS = 21;

    private final Random random;
    private final ZoneId zone;
    private final long peakSunWatts;

    private final long[] watts = new long[PHASES];
    private final long[] appliances = new long[PHASES];
    private final long[] importMilliwattHours = new long[2];
    private final long[] exportMilliwattHours = new long[2];
    private final long[] varMillihours = new long[4];
    private long gasMillilitres;
    private long gasMillilitresRead;
    private Instant gasTime;
    private Instant last;

    /** {@code peakSunWatts}: what the roof yields at noon; 0 if there is nothing on it. */
    Household(long seed, ZoneId zone, long peakSunWatts, Instant start) {
        this.random = new Random(seed);
        this.zone = zone;
        this.peakSunWatts = peakSunWatts;
        this.last = start;
        for (int t = 0; t < 2; t++) {
            importMilliwattHours[t] = 1000L * (2_000_000 + random.nextInt(8_000_000));
            exportMilliwattHours[t] = peakSunWatts == 0 ? 0 : 1000L * (1_000_000 + random.nextInt(3_000_000));
        }
        for (int q = 0; q < 4; q++) {
            varMillihours[q] = 1000L * random.nextInt(400_000);
        }
        gasMillilitres = 1000L * (2_000_000 + random.nextInt(3_000_000));
        gasMillilitresRead = gasMillilitres;
        gasTime = gasTime(start);
    }

    /** Lets the household live on until {@code now} and tells what its meters measure then. */
    Moment at(Instant now) {
        while (last.plus(STEP).isBefore(now)) {
            live(last.plus(STEP));
        }
        live(now);
        int tariff = tariffAt(now);
        List<Long> decivolts = phases(n -> 2300L + random.nextInt(80) - 40 - watts[n] / 200);
        return new Moment(
                now,
                phases(n -> watts[n]),
                decivolts,
                phases(n -> Math.abs(watts[n]) * 1000 / decivolts.get(n)),
                registers(importMilliwattHours),
                registers(exportMilliwattHours),
                registers(varMillihours),
                tariff,
                gasMillilitresRead / 1000,
                gasTime);
    }

    private void live(Instant now) {
        long millis = Duration.between(last, now).toMillis();
        long net = 0;
        for (int n = 0; n < PHASES; n++) {
            if (random.nextInt(8) == 0) { // a kettle, a pump, a lamp: on or off
                appliances[n] = appliances[n] > 0 ? 0 : 100 + random.nextInt(1900);
            }
            watts[n] = 60 + random.nextInt(40) + appliances[n] - sun() / PHASES;
            net += watts[n];
        }
        int tariff = tariffAt(last) - 1;
        long milliwattHours = Math.abs(net) * 1000 * millis / MILLIS_PER_HOUR;
        (net >= 0 ? importMilliwattHours : exportMilliwattHours)[tariff] += milliwattHours;
        varMillihours[net >= 0 ? 3 : 2] += milliwattHours / 5;
        gasMillilitres += millis / 60;
        if (!gasTime(now).equals(gasTime)) {
            gasTime = gasTime(now);
            gasMillilitresRead = gasMillilitres;
        }
        last = now;
    }

    /** When the gas meter was last asked. */
    private static Instant gasTime(Instant now) {
        return now.minusMillis(now.toEpochMilli() % GAS_INTERVAL.toMillis());
    }

    /** A sine between six and eighteen o'clock: close enough for a demonstration. */
    private long sun() {
        LocalTime time = LocalTime.ofInstant(last, zone);
        double angle = Math.PI * (time.toSecondOfDay() / 3600.0 - 6) / 12;
        return Math.round(Math.max(0, Math.sin(angle)) * peakSunWatts * (0.9 + 0.1 * random.nextDouble()));
    }

    private int tariffAt(Instant time) {
        int hour = LocalTime.ofInstant(time, zone).getHour();
        return hour >= DAY_BEGINS && hour < DAY_ENDS ? 2 : 1;
    }

    private static List<Long> phases(java.util.function.IntToLongFunction value) {
        return IntStream.range(0, PHASES).mapToObj(value::applyAsLong).toList();
    }

    private static List<Long> registers(long[] thousandths) {
        return java.util.Arrays.stream(thousandths)
                .mapToObj(value -> value / 1000)
                .toList();
    }
}
