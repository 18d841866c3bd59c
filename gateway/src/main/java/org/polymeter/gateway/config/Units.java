package org.polymeter.gateway.config;

import java.util.Optional;
import java.util.Set;
import org.polymeter.codec.observation.Unit;

/** The units a field of JSON may be said to have. */
final class Units {

    static final String SOME = "W, kW, Wh, kWh, var, kvarh, V, A, mA, Hz or m3";

    private static final Set<String> BASES = Set.of(
            "W", "VA", "var", "Wh", "VAh", "varh", "V", "A", "Hz", "J", "m3", "m3/h", "°", "°C", "K", "%", "s", "h");

    private Units() {}

    /** The unit as it is usually spelled; empty if it is none of ours. */
    static Optional<String> known(String text) {
        Unit unit = Unit.named(text);
        return BASES.contains(unit.base()) ? Optional.of(unit.symbol()) : Optional.empty();
    }
}
