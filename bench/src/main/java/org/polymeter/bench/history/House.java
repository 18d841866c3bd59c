package org.polymeter.bench.history;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A house with three phases, six kilowatts of sun on the roof, a heat pump and a car: what a meter there measures,
 * second by second. It is as restless as such houses are, for restlessness is what a history pays for: each phase has
 * a floor of electronics that jitters by watts, heatings follow the voltage, clouds pass, and the voltage has noise of
 * 0.15 V a second besides what the street and the house's own load make of it.
 */
final class House {

    static final int PHASES = 3;

    private static final double OHMS = 0.25;
    private static final double PEAK_SUN = 6000;
    private static final double[] FLOOR = {95, 60, 45};

    private static final List<Appliance> APPLIANCES = List.of(
            new Appliance(0, 85, 0.02, false, 0.4, 2700, 1, 1e6, 0, 24), // fridge
            new Appliance(2, 70, 0.02, false, 0.5, 1900, 1, 1e6, 0, 24), // freezer
            new Appliance(0, 2100, 0.002, true, 1, 60, 5, 3, 6, 23), // kettle
            new Appliance(1, 1900, 0.002, true, 0.6, 35, 1.2, 35, 11, 20), // oven
            new Appliance(2, 2200, 0.003, true, 0.5, 14, 2, 20, 11, 20), // hob
            new Appliance(1, 2000, 0.002, true, 0.25, 3600, 0.7, 100, 8, 20), // washing machine: heating
            new Appliance(1, 180, 0.4, false, 0.7, 45, 0.7, 100, 8, 20), // its motor
            new Appliance(0, 130, 0.08, false, 1, 60, 1.5, 150, 16, 23), // television
            new Appliance(2, 95, 0.15, false, 1, 60, 1, 300, 8, 22), // computer
            new Appliance(0, 1100, 0.004, true, 1, 60, 0.5, 12, 9, 19), // iron
            new Appliance(1, 240, 0.02, false, 1, 60, 2, 180, 17, 23)); // lamps

    private final SplittableRandom random;
    private final ZoneId zone;
    private final long[] inUse = new long[APPLIANCES.size()];
    private final double[] watts = new double[PHASES];
    private final double[] volts = {230, 231, 229};
    private final double[] drift = new double[PHASES];
    private final double[] floor = FLOOR.clone();
    private double street;
    private double clouds = 0.5;
    private double heatPump;
    private long charging;

    House(long seed, ZoneId zone) {
        this.random = new SplittableRandom(seed);
        this.zone = zone;
    }

    /** Watts of a phase, negative to the grid. */
    double watts(int phase) {
        return watts[phase];
    }

    double volts(int phase) {
        return volts[phase];
    }

    /** Lets so many seconds pass, until {@code now}. */
    void live(Instant now, int seconds) {
        ZonedDateTime time = now.atZone(zone);
        double hour = time.getHour() + time.getMinute() / 60.0;
        double summer = -Math.cos((time.getDayOfYear() + 10) / 365.25 * 2 * Math.PI); // -1 at midwinter
        double sun = sun(hour, summer, seconds);
        heat(summer, seconds);
        charge(time, seconds);
        for (int phase = 0; phase < PHASES; phase++) {
            floor[phase] = drift(floor[phase], FLOOR[phase], 20, 900, seconds);
            watts[phase] = floor[phase] + 2.5 * random.nextGaussian() + each(heatPump, 0.01) - each(sun, 0.002);
            if (charging > 0) {
                watts[phase] += 3680 * (1 + 0.001 * random.nextGaussian());
            }
        }
        use(time.getHour(), seconds);
        street = drift(street, 2 * Math.cos((hour - 4) / 12 * Math.PI), 1.2, 600, seconds);
        for (int phase = 0; phase < PHASES; phase++) {
            drift[phase] = drift(drift[phase], 0, 0.8, 120, seconds);
            double noise = 0.15 * random.nextGaussian();
            volts[phase] = 231 + street + drift[phase] + noise - OHMS * watts[phase] / 230;
        }
    }

    private double each(double ofAll, double unrest) {
        return ofAll / PHASES * (1 + unrest * random.nextGaussian());
    }

    /** What is on the roof: higher and longer in summer, and clouds that take minutes to come and seconds to pass. */
    private double sun(double hour, double summer, int seconds) {
        double half = 6 + 2.2 * summer; // hours from sunrise to noon
        double height = Math.cos((hour - 12.7) / half * Math.PI / 2);
        boolean isDay = Math.abs(hour - 12.7) < half;
        clouds = Math.clamp(drift(clouds, 0.55, 0.3, 1200, seconds), 0.05, 1);
        double passing = clouds < 0.7 ? 1 + 0.03 * random.nextGaussian() : 1; // broken clouds flicker
        return isDay ? PEAK_SUN * (0.65 + 0.35 * summer) * height * clouds * passing : 0;
    }

    private void heat(double summer, int seconds) {
        double need = Math.max(0, 900 - 1100 * summer);
        heatPump = need == 0 ? 0 : Math.clamp(drift(heatPump, need, 350, 1800, seconds), 0, 3000);
    }

    /** The car: every third night or so, for some hours. */
    private void charge(ZonedDateTime time, int seconds) {
        charging = Math.max(0, charging - seconds);
        if (time.getHour() == 1 && charging == 0 && random.nextDouble() < seconds / 3600.0 / 3) {
            charging = random.nextLong(3600, 4 * 3600);
        }
    }

    private void use(int hour, int seconds) {
        for (int i = 0; i < inUse.length; i++) {
            Appliance appliance = APPLIANCES.get(i);
            inUse[i] = Math.max(0, inUse[i] - seconds);
            if (inUse[i] == 0 && appliance.starts(hour, seconds, random)) {
                inUse[i] = appliance.use(random);
            }
            if (inUse[i] > 0) {
                watts[appliance.phase()] += appliance.power(inUse[i], volts[appliance.phase()], random);
            }
        }
    }

    /** A value that wanders around a mean. {@code spread}: its standard deviation; {@code memory}: in seconds. */
    private double drift(double value, double mean, double spread, double memory, int seconds) {
        double kept = Math.exp(-seconds / memory);
        return mean + (value - mean) * kept + spread * Math.sqrt(1 - kept * kept) * random.nextGaussian();
    }
}
