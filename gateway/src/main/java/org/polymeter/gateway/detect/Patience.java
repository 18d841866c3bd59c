package org.polymeter.gateway.detect;

import java.time.Duration;

/**
 * How long a scan listens.
 *
 * @param usual to each setting, if bytes come: the longest interval of P1 and of most lists, and a bit
 * @param longest until the first byte, and until a whole burst: the interval of Czech meters, and a bit
 * @param confirmed whether a good frame is followed by waiting for the next, to tell the interval
 */
public record Patience(Duration usual, Duration longest, boolean confirmed) {

    public static final Patience USUAL = new Patience(Duration.ofSeconds(11), Duration.ofSeconds(65), true);

    /** Misses lists that come less than every ten seconds. */
    public static final Patience QUICK = new Patience(Duration.ofSeconds(4), Duration.ofSeconds(12), false);
}
