package org.polymeter.bench.history;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Writer;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;

/**
 * The DSMR 5 meter of a {@link House}: its telegrams, read by the codec as the program does, so that readings have
 * the names, digits and derived values that the program gives them.
 */
final class HouseMeter implements MeterStream.Listener, Harmonizer.Listener {

    static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    /** A failure, a sag or a swell of some phase: about once a month. */
    private static final double DISTURBANCES_PER_SECOND = 1.0 / (30 * 86_400);

    private static final int TELEGRAM_MILLIS = 40;
    private static final int DAY_BEGINS = 7;
    private static final int DAY_ENDS = 21;

    private final House house;
    private final SplittableRandom random = new SplittableRandom(5);
    private final P1Writer out = new P1Writer();
    private final MeterStream stream = MeterStream.of(Options.of(Link.P1), this);
    private final Harmonizer harmonizer =
            new Harmonizer(WireSettings.of("p1", ZONE), new MeterIds(), Bindings.inMemory(), this);
    private final double[] importWattSeconds = {4_321_123e3, 5_432_234e3};
    private final double[] exportWattSeconds = {1_234_567e3, 2_345_678e3};
    private final int[] disturbances = {4, 2, 3, 1, 2, 0, 1, 0};
    private final List<Reading> readings = new ArrayList<>();
    private Instant now;

    HouseMeter(long seed, Instant start) {
        this.house = new House(seed, ZONE);
        this.now = start;
    }

    Instant now() {
        return now;
    }

    String id() {
        return "e0031003226741215";
    }

    /** What it says from now on until some time, every so many seconds. */
    List<Reading> until(Instant end, int seconds) {
        readings.clear();
        while (now.isBefore(end)) {
            now = now.plusSeconds(seconds);
            house.live(now, seconds);
            byte[] telegram = telegram(seconds);
            stream.feed(telegram, 0, telegram.length);
        }
        return List.copyOf(readings);
    }

    private byte[] telegram(int seconds) {
        int hour = now.atZone(ZONE).getHour();
        int tariff = hour >= DAY_BEGINS && hour < DAY_ENDS ? 2 : 1;
        long[] watts = new long[House.PHASES];
        long net = 0;
        for (int phase = 0; phase < House.PHASES; phase++) {
            watts[phase] = Math.round(house.watts(phase));
            net += watts[phase];
        }
        (net > 0 ? importWattSeconds : exportWattSeconds)[tariff - 1] += (double) Math.abs(net) * seconds;
        if (random.nextDouble() < DISTURBANCES_PER_SECOND * seconds) {
            disturbances[random.nextInt(disturbances.length)]++;
        }
        out.begin("POL5\\BENCH-2");
        out.text(Obis.of(1, 3, 0, 2, 8), "50");
        out.clock(local(), isSummer() ? Deviation.SUMMER : Deviation.WINTER);
        out.text(Obis.of(0, 0, 96, 1, 1), "4530303331303033323236373431323135");
        for (int t = 1; t <= 2; t++) {
            amount(Obis.of(1, 0, 1, 8, t), (long) (importWattSeconds[t - 1] / 3600), 6, 3, "kWh");
            amount(Obis.of(1, 0, 2, 8, t), (long) (exportWattSeconds[t - 1] / 3600), 6, 3, "kWh");
        }
        out.text(Obis.of(0, 0, 96, 14, 0), "000" + tariff);
        powers(net, 1, 7);
        quality();
        for (int phase = 0; phase < House.PHASES; phase++) {
            phase(phase, watts[phase]);
        }
        return out.end();
    }

    private void powers(long watts, int firstCode, int kind) {
        amount(Obis.of(1, 0, firstCode, kind, 0), Math.max(0, watts), 2, 3, "kW");
        amount(Obis.of(1, 0, firstCode + 1, kind, 0), Math.max(0, -watts), 2, 3, "kW");
    }

    private void quality() {
        out.text(Obis.of(0, 0, 96, 7, 21), "0000" + disturbances[0]);
        out.text(Obis.of(0, 0, 96, 7, 9), "0000" + disturbances[1]);
        for (int phase = 0; phase < House.PHASES; phase++) {
            out.text(Obis.of(1, 0, 32 + 20 * phase, 32, 0), "0000" + disturbances[2 + phase]);
            out.text(Obis.of(1, 0, 32 + 20 * phase, 36, 0), "0000" + disturbances[5 + phase]);
        }
    }

    private void phase(int phase, long watts) {
        double volts = house.volts(phase);
        amount(Obis.of(1, 0, 32 + 20 * phase, 7, 0), Math.round(volts * 10), 3, 1, "V");
        amount(Obis.of(1, 0, 31 + 20 * phase, 7, 0), Math.round(Math.abs(watts) / volts), 3, 0, "A");
        powers(watts, 21 + 20 * phase, 7);
    }

    private void amount(Obis obis, long mantissa, int integerDigits, int decimals, String unit) {
        out.amount(obis, BigDecimal.valueOf(mantissa, decimals), integerDigits, decimals, unit);
    }

    private boolean isSummer() {
        return ZONE.getRules().isDaylightSavings(now);
    }

    /** Seconds on the meter's clock. */
    private long local() {
        return now.getEpochSecond() + ZONE.getRules().getOffset(now).getTotalSeconds();
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        harmonizer.telegram(telegram, frame, now.plus(Duration.ofMillis(TELEGRAM_MILLIS)));
    }

    @Override
    public void reading(Reading reading) {
        readings.add(reading);
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        throw new IllegalStateException(trouble.toString());
    }

    @Override
    public void quarantined(Quarantine quarantine, byte[] evidence) {
        throw new IllegalStateException(quarantine.toString());
    }

    @Override
    public void described(MeterInfo info) {}

    @Override
    public void event(Event event) {}
}
