package org.polymeter.gateway.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lies between two numbers: {@code 0..300}, {@code -2.5..2.5}. */
record Range(BigDecimal least, BigDecimal most) {

    private static final String NUMBER = "(-?\\d{1,10}(?:\\.\\d{1,6})?)";
    private static final Pattern RANGE = Pattern.compile(NUMBER + " *\\.\\. *" + NUMBER);

    /** Empty if the text is no range, or one that holds nothing. */
    static Optional<Range> parse(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            return Optional.empty();
        }
        Range parsed = new Range(new BigDecimal(range.group(1)), new BigDecimal(range.group(2)));
        return parsed.least.compareTo(parsed.most) <= 0 ? Optional.of(parsed) : Optional.empty();
    }
}
