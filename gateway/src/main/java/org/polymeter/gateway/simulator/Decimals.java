package org.polymeter.gateway.simulator;

import java.math.BigDecimal;

/** Whole numbers with the decimal point moved. */
final class Decimals {

    private Decimals() {}

    static BigDecimal of(long digits, int decimals) {
        return BigDecimal.valueOf(digits, decimals);
    }

    static String text(long digits, int decimals) {
        return of(digits, decimals).toPlainString();
    }
}
