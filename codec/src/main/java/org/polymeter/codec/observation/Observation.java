package org.polymeter.codec.observation;

import java.math.BigDecimal;
import java.util.Optional;

/** One thing a meter said, exactly as it said it: no rescaling, no renaming, no guessing. */
public sealed interface Observation {

    Obis obis();

    /**
     * A number.
     *
     * @param value exact, in {@code unit}; its scale shows the meter's resolution
     * @param captured when it was true, if the meter says so for this number alone
     */
    record Amount(Obis obis, BigDecimal value, Unit unit, Optional<WallClock> captured) implements Observation {}

    /** A text; octet-strings that are not printable come as upper-case hex. */
    record Text(Obis obis, String text) implements Observation {}

    /** A date and time that is a value of its own. */
    record Clock(Obis obis, WallClock time) implements Observation {}

    /**
     * A meter's wall-clock time.
     *
     * @param localSecond seconds from 1970-01-01T00:00 on the meter's own clock
     * @param deviation see {@link Deviation}
     */
    record WallClock(long localSecond, int deviation) {}
}
