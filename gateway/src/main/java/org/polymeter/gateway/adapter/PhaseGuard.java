package org.polymeter.gateway.adapter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/**
 * Notices a unit that was guessed wrongly: the three phases must add up to the total. Tasmota scripts
 * write W and kW under the same names, so a mistake shows as a factor of 1000 (docs/profile.md, gPlug).
 */
final class PhaseGuard {

    private static final Sum[] SUMS = {new Sum(1, List.of(21, 41, 61)), new Sum(2, List.of(22, 42, 62))};

    private static final BigDecimal NEARLY_A_THOUSAND = new BigDecimal(800);
    private static final BigDecimal A_GOOD_THOUSAND = new BigDecimal(1250);

    private PhaseGuard() {}

    /** Adds a remark to the telegram; the values stay as sent. */
    static void check(Telegram out) {
        for (Sum sum : SUMS) {
            Optional<BigDecimal> total = watts(out, sum.total);
            List<BigDecimal> phases = sum.phases.stream()
                    .map(c -> watts(out, c))
                    .flatMap(Optional::stream)
                    .toList();
            if (total.isPresent() && phases.size() == 3) {
                compare(total.get(), phases.stream().reduce(BigDecimal.ZERO, BigDecimal::add), out);
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

    private static Optional<BigDecimal> watts(Telegram telegram, int c) {
        int index = telegram.indexOf(Obis.of(1, 0, c, 7, 0));
        return index < 0
                ? Optional.empty()
                : Optional.of(telegram.value(index)
                        .scaleByPowerOfTen(telegram.unit(index).power()));
    }

    private record Sum(int total, List<Integer> phases) {}
}
