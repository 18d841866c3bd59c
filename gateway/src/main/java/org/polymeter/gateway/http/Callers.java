package org.polymeter.gateway.http;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many answers each address is being given at this moment, so that none takes the place of all the others. */
final class Callers {

    private final int most;
    private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();

    /** {@code most}: answers to one address at once. */
    Callers(int most) {
        this.most = most;
    }

    /** Whether one more is not too many; {@link #gone} follows in either case. */
    boolean come(InetAddress from) {
        return open.merge(from, 1, Integer::sum) <= most;
    }

    void gone(InetAddress from) {
        open.computeIfPresent(from, (unused, count) -> count == 1 ? null : count - 1);
    }

    Answer.Problem refusal() {
        return new Answer.Problem(
                503,
                "Service Unavailable",
                most + " requests from your address are being answered already. Come back when one has ended.",
                Map.of("Retry-After", "60", "Connection", "close"));
    }
}
