package org.polymeter.bench.meter;

import java.math.BigDecimal;
import java.util.Random;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.p1.P1Writer;

/** W1: a Dutch meter with three phases, a gas meter and a log of power failures. */
public final class Dsmr5 implements Meter {

    private static final String[] FAILURES = {
        "(101208152415W)(0000000240*s)", "(101208151004W)(0000000301*s)", "(180417201458S)(0000000236*s)"
    };
    private static final String TEXT = "Bericht";

    private final Household household = new Household(1);
    private final boolean varied;
    private final P1Writer out = new P1Writer();
    private int values;

    private Dsmr5(boolean varied) {
        this.varied = varied;
    }

    /** Always the same lines. */
    public static Dsmr5 steady() {
        return new Dsmr5(false);
    }

    /** Other lines and lengths in each telegram: message, log, phases, gas. */
    public static Dsmr5 varied() {
        return new Dsmr5(true);
    }

    @Override
    public Sample next() {
        household.advance();
        values = 0;
        out.begin("POL5\\BENCH-1");
        text(Obis.of(1, 3, 0, 2, 8), "50");
        out.clock(household.second(), Deviation.SUMMER);
        text(Obis.of(0, 0, 96, 1, 1), "4530303331303033323236373431323135");
        registers();
        quality(below(FAILURES.length + 1, FAILURES.length));
        out.hexText(Obis.of(0, 0, 96, 13, 0), TEXT.substring(0, below(TEXT.length() + 1, TEXT.length())));
        values++;
        phases(below(2, 0) == 0 ? Household.PHASES : 1);
        if (below(3, 0) < 2) {
            gas();
        }
        return new Sample(out.end(), values);
    }

    private void registers() {
        amount(Obis.of(1, 0, 1, 8, 1), household.importWattHours(), 6, 3, "kWh");
        amount(Obis.of(1, 0, 1, 8, 2), 3_210_456, 6, 3, "kWh");
        amount(Obis.of(1, 0, 2, 8, 1), household.exportWattHours(), 6, 3, "kWh");
        amount(Obis.of(1, 0, 2, 8, 2), 2_345_678, 6, 3, "kWh");
        text(Obis.of(0, 0, 96, 14, 0), "0001");
        amount(Codes.power(1), household.importWatts(), 2, 3, "kW");
        amount(Codes.power(2), household.exportWatts(), 2, 3, "kW");
    }

    private void quality(int failures) {
        text(Obis.of(0, 0, 96, 7, 21), "00004");
        text(Obis.of(0, 0, 96, 7, 9), "00002");
        StringBuilder log = new StringBuilder("1-0:99.97.0(" + failures + ")(0-0:96.7.19)");
        for (int i = 0; i < failures; i++) {
            log.append(FAILURES[i]);
        }
        out.line(log.toString());
        values += failures;
        for (int d = 32; d <= 36; d += 4) {
            for (int n = 0; n < Household.PHASES; n++) {
                text(Obis.of(1, 0, 32 + 20 * n, d, 0), "0000" + n);
            }
        }
    }

    private void phases(int count) {
        for (int n = 0; n < count; n++) {
            amount(Codes.voltage(n), household.decivolts(n), 3, 1, "V");
        }
        for (int n = 0; n < count; n++) {
            amount(Codes.current(n), household.centiamperes(n) / 100, 3, 0, "A");
        }
        for (int n = 0; n < count; n++) {
            amount(Codes.power(1, n), household.importWatts(n), 2, 3, "kW");
        }
        for (int n = 0; n < count; n++) {
            amount(Codes.power(2, n), household.exportWatts(n), 2, 3, "kW");
        }
    }

    private void gas() {
        text(Obis.of(0, 1, 24, 1, 0), "003");
        text(Obis.of(0, 1, 96, 1, 0), "4730303339303031363430303030303031");
        BigDecimal cubicMetres = BigDecimal.valueOf(household.gasLitres(), 3);
        out.captured(Obis.of(0, 1, 24, 2, 1), household.gasSecond(), Deviation.SUMMER, cubicMetres, 5, 3, "m3");
        values++;
    }

    private void text(Obis obis, String text) {
        out.text(obis, text);
        values++;
    }

    private void amount(Obis obis, long mantissa, int integerDigits, int decimals, String unit) {
        out.amount(obis, BigDecimal.valueOf(mantissa, decimals), integerDigits, decimals, unit);
        values++;
    }

    /** A random number below a bound if this meter varies, else always the same. */
    private int below(int bound, int always) {
        Random random = household.random();
        return varied ? random.nextInt(bound) : always;
    }
}
