package org.polymeter.codec.reading;

import java.util.Optional;

/**
 * What people say of a meter.
 *
 * @param id the meter's id in topics; empty: made from what the meter says of itself
 * @param name for people
 * @param role {@code grid}, {@code production}, {@code storage} or {@code consumption}
 * @param limits beyond which its values are not believed
 */
public record MeterLabel(Optional<String> id, Optional<String> name, Optional<String> role, Limits limits) {

    /** Nothing is said. */
    public static final MeterLabel NONE = new MeterLabel(Optional.empty(), Optional.empty(), Optional.empty());

    /** With the usual limits. */
    public MeterLabel(Optional<String> id, Optional<String> name, Optional<String> role) {
        this(id, name, role, Limits.STANDARD);
    }

    public MeterLabel withLimits(Limits other) {
        return new MeterLabel(id, name, role, other);
    }
}
