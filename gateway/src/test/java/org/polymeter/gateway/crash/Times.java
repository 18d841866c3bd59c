package org.polymeter.gateway.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds the times of readings against docs/profile.md: a meter's clock that is off by more than {@link #MAX_SKEW} is
 * not believed, so that the time is that of receipt, and the quality says so.
 */
final class Times {

    /** {@code clock: max-skew} of the gateway. */
    static final Duration MAX_SKEW = Duration.ofMinutes(30);

    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");
    private static final Pattern RECEIVED = Pattern.compile("\"received\":\"([^\"]+)\"");

    private volatile Duration ahead = Duration.ZERO;
    private final AtomicLong believed = new AtomicLong();
    private final AtomicLong doubted = new AtomicLong();
    private final List<String> wrong = new CopyOnWriteArrayList<>();

    void check(String reading) {
        Instant time = instant(TIME, reading);
        Instant received = instant(RECEIVED, reading);
        ahead = Duration.between(Instant.now(), received);
        boolean byMeter = reading.contains("\"time_source\":\"meter\"");
        boolean isDoubted = reading.contains("\"quality\":[\"clock\"]");
        (isDoubted ? doubted : believed).incrementAndGet();
        boolean isRight = byMeter
                ? !isDoubted && Duration.between(time, received).abs().compareTo(MAX_SKEW) <= 0
                : time.equals(received);
        if (!isRight) {
            wrong.add(reading);
        }
    }

    /** The gateway's clock against ours, as the last reading has it. */
    Duration ahead() {
        return ahead;
    }

    /** Readings whose meter's clock was believed, or who has none. */
    long believed() {
        return believed.get();
    }

    long doubted() {
        return doubted.get();
    }

    /** Readings that break the rule. */
    List<String> wrong() {
        return wrong;
    }

    private static Instant instant(Pattern pattern, String reading) {
        Matcher matcher = pattern.matcher(reading);
        return matcher.find() ? Instant.parse(matcher.group(1)) : Instant.MIN;
    }
}
