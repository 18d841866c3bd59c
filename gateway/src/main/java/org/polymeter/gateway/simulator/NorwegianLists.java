package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Norway's rhythm: power every 2.5 s, all that is measured every 10 s, registers on the hour. */
final class NorwegianLists {

    static final Duration INTERVAL = Duration.ofMillis(2500);

    /** Which list is due. */
    enum List {
        POWER,
        MEASURED,
        REGISTERS
    }

    private static final int EACH = 4;

    private Instant hour = Instant.MIN;
    private int spoken;

    /** The first one has the registers: whoever watches need not wait for an hour. */
    List due(Instant now) {
        Instant thisHour = now.truncatedTo(ChronoUnit.HOURS);
        if (!thisHour.equals(hour)) {
            hour = thisHour;
            spoken = 0;
            return List.REGISTERS;
        }
        return ++spoken % EACH == 0 ? List.MEASURED : List.POWER;
    }
}
