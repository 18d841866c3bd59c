package org.polymeter.gateway.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The clock of a replay: it began at some time, and goes as fast as it was told. Any thread may look at it. */
public final class Pace implements InstantSource {

    private static final Pattern SPEED = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)x?");
    private static final String AS_FAST_AS_POSSIBLE = "max";

    private final OptionalDouble speed;
    private volatile Instant reached;
    private volatile long reachedNanos = System.nanoTime();

    /**
     * A clock that shows a time.
     *
     * @param speed against real time; empty: it jumps from entry to entry
     */
    public Pace(OptionalDouble speed, Instant begin) {
        this.speed = speed;
        this.reached = begin;
    }

    /** {@code 60x}, {@code 0.5x}, {@code max}; empty if the text is no speed. */
    public static Optional<OptionalDouble> parse(String text) {
        if (text.equals(AS_FAST_AS_POSSIBLE)) {
            return Optional.of(OptionalDouble.empty());
        }
        Matcher number = SPEED.matcher(text);
        return number.matches() && Double.parseDouble(number.group(1)) > 0
                ? Optional.of(OptionalDouble.of(Double.parseDouble(number.group(1))))
                : Optional.empty();
    }

    @Override
    public Instant instant() {
        Instant base = reached;
        return speed.isPresent()
                ? base.plusNanos((long) ((System.nanoTime() - reachedNanos) * speed.getAsDouble()))
                : base;
    }

    /** Waits until it is that time; false if it was stopped before. */
    boolean await(Instant time, CountDownLatch stopping) throws InterruptedException {
        if (speed.isPresent()) {
            double nanos = Duration.between(instant(), time).toMillis() * 1e6 / speed.getAsDouble();
            return !stopping.await(Math.max(0, (long) nanos), TimeUnit.NANOSECONDS);
        }
        reached = time.isAfter(reached) ? time : reached;
        return stopping.getCount() > 0;
    }

    /** From now on, when all are ready. */
    void begin() {
        reachedNanos = System.nanoTime();
    }
}
