package org.polymeter.codec.reading;

import java.util.Optional;

/**
 * What people call a meter.
 *
 * @param id the meter's id in topics; empty: made from what the meter says of itself
 * @param name for people
 * @param role {@code grid}, {@code production}, {@code storage} or {@code consumption}
 */
public record MeterLabel(Optional<String> id, Optional<String> name, Optional<String> role) {

    /** Nothing is said. */
    public static final MeterLabel NONE = new MeterLabel(Optional.empty(), Optional.empty(), Optional.empty());
}
