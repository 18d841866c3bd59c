package org.polymeter.gateway.adapter;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/**
 * Notices a unit that was guessed wrongly: the three phases must add up to the total. Tasmota scripts
 * write W and kW under the same names, so a mistake shows as a factor of 1000 (docs/profile.md, gPlug).
 */
final class PhaseGuard {

    private static final Sum[] SUMS = {Sum.of(1, 21, 41, 61), Sum.of(2, 22, 42, 62)};

    private static final BigDecimal NEARLY_A_THOUSAND = new BigDecimal(800);
    private static final BigDecimal A_GOOD_THOUSAND = new BigDecimal(1250);

    private PhaseGuard() {}

    /** Adds a remark to the telegram; the values stay as sent. */
    static void check(Telegram out) {
        for (Sum sum : SUMS) {
            if (out.indexOf(sum.total) >= 0 && sum.phases.stream().allMatch(phase -> out.indexOf(phase) >= 0)) {
                BigDecimal phases = BigDecimal.ZERO;
                for (Obis phase : sum.phases) {
                    phases = phases.add(watts(out, phase));
                }
                compare(watts(out, sum.total), phases, out);
            }
        }
    }

    private static void compare(BigDecimal total, BigDecimal phases, Telegram out) {
        BigDecimal larger = total.abs().max(phases.abs());
        BigDecimal smaller = total.abs().min(phases.abs());
        if (larger.compareTo(smaller.multiply(NEARLY_A_THOUSAND)) >= 0
                && larger.compareTo(smaller.multiply(A_GOOD_THOUSAND)) <= 0
                && smaller.signum() > 0) {
            out.remark(
                    "the phases' power and the total differ by a factor of 1000: state their unit, e.g. units: {Pi: W}");
        }
    }

    private static BigDecimal watts(Telegram telegram, Obis code) {
        int index = telegram.indexOf(code);
        return telegram.value(index).scaleByPowerOfTen(telegram.unit(index).power());
    }

    private record Sum(Obis total, List<Obis> phases) {

        static Sum of(int total, int... phases) {
            return new Sum(
                    power(total), Arrays.stream(phases).mapToObj(Sum::power).toList());
        }

        private static Obis power(int c) {
            return Obis.of(1, 0, c, 7, 0);
        }
    }
}
