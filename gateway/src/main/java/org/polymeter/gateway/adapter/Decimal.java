package org.polymeter.gateway.adapter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A number of JSON, exactly as written: {@code mantissa × 10^scale}.
 *
 * <p>One exception. Programs that compute with binary floats print sums such as {@code
 * 0.35000000000000003} for 35 × 0.01. Sixteen or more significant digits with a decimal point are
 * beyond any meter's register and can only be that artefact, so they are rounded to the nearest
 * decimal of 15 digits, which every double carries faithfully, and the zeros that this uncovers are
 * dropped down to one: {@code 0.35}.
 *
 * @param scale a power of ten, at most 0 unless the literal has an exponent
 * @param fraction whether the literal was written with decimals
 */
record Decimal(long mantissa, int scale, boolean fraction) {

    /** Decimals or zeros; no register comes near it. */
    private static final int LARGEST_SCALE = 18;

    private static final int DIGITS_OF_A_DOUBLE = 15;

    /** Empty if the text is no JSON number or has more digits than any meter sends. */
    static Optional<Decimal> of(String literal) {
        if (!literal.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(literal);
        boolean fraction = value.scale() > 0;
        if (fraction && value.precision() > DIGITS_OF_A_DOUBLE) {
            value = shortened(value);
        }
        if (Math.abs(value.scale()) > LARGEST_SCALE || value.unscaledValue().bitLength() > 63) {
            return Optional.empty();
        }
        return Optional.of(new Decimal(value.unscaledValue().longValue(), -value.scale(), fraction));
    }

    BigDecimal value() {
        return BigDecimal.valueOf(mantissa, -scale);
    }

    private static BigDecimal shortened(BigDecimal artefact) {
        BigDecimal value = artefact.round(new MathContext(DIGITS_OF_A_DOUBLE, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        return value.scale() < 1 ? value.setScale(1) : value;
    }
}
