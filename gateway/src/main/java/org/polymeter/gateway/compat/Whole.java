package org.polymeter.gateway.compat;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Reading;

/**
 * A reading for a format that always has all its fields, as a telegram of DSMR does. Other meters send their
 * values in several lists; what is not in this one comes from the state before it, because a zero would be
 * a lie.
 *
 * @param before the meter's state; empty while there is none
 * @param gas of the gas meter behind it, read last; empty if there is none
 */
record Whole(Reading reading, Optional<Reading> before, Optional<Reading> gas) {

    private static final String VOLUME = "volume_m3";

    /** The number of that name; a meter without tariffs has all its energy in tariff 1. */
    @Nullable
    BigDecimal number(String name) {
        BigDecimal number = sent(name);
        if (number == null && name.endsWith("_t1_kwh") && sent(name.replace("_t1_", "_t2_")) == null) {
            return sent(name.replace("_t1_", "_"));
        }
        return number;
    }

    /** The text of that name, empty if there is none. */
    String text(String name) {
        return text(reading, name)
                .or(() -> before.flatMap(state -> text(state, name)))
                .orElse("");
    }

    /** What the gas meter shows, m³; null if there is none. */
    @Nullable
    BigDecimal volume() {
        return gas.map(last -> last.number(VOLUME)).orElse(null);
    }

    Whole withGas(Reading last) {
        return new Whole(reading, before, Optional.of(last));
    }

    private @Nullable BigDecimal sent(String name) {
        BigDecimal number = reading.number(name);
        return number != null || before.isEmpty() ? number : before.get().number(name);
    }

    private static Optional<String> text(Reading reading, String name) {
        int index = reading.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(reading.plain(index));
    }
}
