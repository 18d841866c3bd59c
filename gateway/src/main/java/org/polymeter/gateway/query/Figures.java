package org.polymeter.gateway.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.regex.Pattern;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.history.Rollup.Gauge;

/** How numbers of answers are written. */
final class Figures {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");
    private static final int MILLIS = 3;

    private Figures() {}

    /** With one decimal more than the values have. */
    static String mean(Gauge gauge) {
        return mean(gauge.sum(), gauge.count());
    }

    /** With one decimal more than the sum has; halves are rounded away from zero. */
    static String mean(BigDecimal sum, long count) {
        return sum.divide(BigDecimal.valueOf(count), Math.max(0, sum.scale()) + 1, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** With so many decimals at most, halves rounded away from zero. */
    static String plain(BigDecimal number, int decimals) {
        BigDecimal rounded = number.scale() > decimals ? number.setScale(decimals, RoundingMode.HALF_UP) : number;
        return rounded.toPlainString();
    }

    /** Seconds since 1970, with milliseconds as decimals if there are any. */
    static String seconds(Instant time) {
        long millis = time.toEpochMilli();
        return Math.floorMod(millis, 1000L) == 0
                ? Long.toString(millis / 1000)
                : BigDecimal.valueOf(millis, MILLIS).stripTrailingZeros().toPlainString();
    }

    /** Whether a value of that kind stands in JSON as a number, as in the profile. */
    static boolean isNumber(Kind kind, String value) {
        return (kind.isNumber() || kind == Kind.STATE) && NUMBER.matcher(value).matches();
    }

    /** The unit of the vocabulary; empty if there is none, or the name is not in it. */
    static String unit(String name) {
        Quantity quantity = Vocabulary.standard().named(name);
        return quantity == null ? "" : quantity.unit().symbol();
    }
}
