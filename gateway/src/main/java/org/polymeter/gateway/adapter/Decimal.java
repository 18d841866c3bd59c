package org.polymeter.gateway.adapter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    /** Empty if the text is no JSON number or has more digits than any meter sends. */
    static Optional<Decimal> of(String literal) {
        Decimal plain = plain(literal);
        return plain == null ? other(literal) : Optional.of(plain);
    }

    /** What meters send: at most 15 digits, perhaps a point among them; null if it is anything else. */
    private static @Nullable Decimal plain(String literal) {
        int begin = literal.startsWith("-") ? 1 : 0;
        int length = literal.length();
        int point = -1;
        long mantissa = 0;
        for (int i = begin; i < length; i++) {
            char c = literal.charAt(i);
            if (c >= '0' && c <= '9') {
                mantissa = 10 * mantissa + (c - '0');
            } else if (c == '.' && point < 0 && i > begin && i < length - 1) {
                point = i;
            } else {
                return null;
            }
        }
        int digits = length - begin - (point < 0 ? 0 : 1);
        int whole = (point < 0 ? length : point) - begin;
        if (digits == 0 || digits > DIGITS_OF_A_DOUBLE || (whole > 1 && literal.charAt(begin) == '0')) {
            return null;
        }
        return new Decimal(begin == 0 ? mantissa : -mantissa, whole - digits, point >= 0);
    }

    private static Optional<Decimal> other(String literal) {
        if (!NUMBER.matcher(literal).matches()) {
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
