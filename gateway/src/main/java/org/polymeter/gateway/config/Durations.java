package org.polymeter.gateway.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 500ms}, {@code 10s}, {@code 5m}, {@code 26h}, {@code 7d} and {@code 1h30m}. */
public final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(ms|s|m|h|d))+|0");

    private Durations() {}

    /** Empty if the text is no duration. */
    public static Optional<Duration> parse(String text) {
        String packed = text.replace(" ", "");
        if (!WHOLE.matcher(packed).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        for (Matcher part = PART.matcher(packed); part.find(); ) {
            sum = sum.plus(one(Long.parseLong(part.group(1)), part.group(2)));
        }
        return Optional.of(sum);
    }

    /** {@code 1h30m}. */
    static String text(Duration duration) {
        return duration.isZero() ? "0s" : duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }

    private static Duration one(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> throw new IllegalStateException("unit not in the pattern: " + unit);
        };
    }
}
