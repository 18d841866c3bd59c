package org.polymeter.gateway.profile;

import java.util.List;
import java.util.Set;
import org.polymeter.codec.reading.Quantity;

/** How a breaker or a valve can be: the only quantities whose words are known beforehand. */
public final class Positions {

    public static final List<String> ALL = List.of("disconnected", "connected", "ready");

    private static final Set<String> NAMES = Set.of("breaker", "valve");

    private Positions() {}

    /** Whether the values of a quantity are such words. */
    public static boolean areValuesOf(Quantity quantity) {
        return NAMES.contains(quantity.name());
    }
}
