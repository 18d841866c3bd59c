package org.polymeter.gateway.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The factor of a current transformer, exact: {@code 40} or {@code 200/5}. */
final class Ratio {

    private static final Pattern RATIO = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(?:/(\\d{1,6}))?");

    private Ratio() {}

    /** Empty if the text is no ratio, or one that no decimal number can express. */
    static Optional<BigDecimal> parse(String text) {
        Matcher ratio = RATIO.matcher(text.replace(" ", ""));
        if (!ratio.matches()) {
            return Optional.empty();
        }
        BigDecimal primary = new BigDecimal(ratio.group(1));
        BigDecimal secondary = ratio.group(2) == null ? BigDecimal.ONE : new BigDecimal(ratio.group(2));
        if (primary.signum() == 0 || secondary.signum() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(primary.divide(secondary));
        } catch (ArithmeticException endless) {
            return Optional.empty();
        }
    }
}
