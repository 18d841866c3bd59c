package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Arithmetic of exact decimals, and the one place where a quotient that has no end is cut. */
final class Exact {

    /** Decimals of a quotient: far below what the sum of a million of them shows. */
    private static final int DECIMALS = 15;

    private static final BigDecimal MILLIS_OF_AN_HOUR = BigDecimal.valueOf(3_600_000);

    private Exact() {}

    /** {@code a / b}, to 15 decimals, half to even; exact if the quotient is shorter. */
    static BigDecimal quotient(BigDecimal a, BigDecimal b) {
        BigDecimal quotient = a.divide(b, DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return quotient.scale() < 0 ? quotient.setScale(0) : quotient;
    }

    static BigDecimal quotient(BigDecimal a, long b) {
        return quotient(a, BigDecimal.valueOf(b));
    }

    /** Mean power in kW. */
    static BigDecimal kilowatts(BigDecimal kwh, Duration time) {
        return quotient(kwh.multiply(MILLIS_OF_AN_HOUR), time.toMillis());
    }

    /** What a power delivers in a time, in kWh. */
    static BigDecimal kilowattHours(BigDecimal kilowatts, Duration time) {
        return quotient(kilowatts.multiply(BigDecimal.valueOf(time.toMillis())), MILLIS_OF_AN_HOUR);
    }
}
