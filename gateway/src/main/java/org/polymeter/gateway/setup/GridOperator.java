package org.polymeter.gateway.setup;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.gateway.source.LineSettings;

/**
 * One family of meters at some operators of a country, and what its customer port is like. What nobody has
 * told is empty.
 *
 * @param names of the operators; empty: all of the country
 * @param meter as printed on it
 * @param lines settings to try, most likely first
 * @param protocol in the word of {@code protocol} in polymeter.yaml; {@code other}: one that is not read
 * @param dialogue how it has to be asked, in the word of {@code dialogue} there
 * @param every seconds between telegrams, {@code 10} or {@code 1-4}
 * @param from {@code operator} or {@code portal}: who hands out the key
 * @param notes words that the texts of the app explain
 */
record GridOperator(
        List<String> names,
        Optional<String> meter,
        Socket socket,
        List<LineSettings> lines,
        Optional<String> protocol,
        Optional<String> dialogue,
        Optional<String> every,
        Opening open,
        Need key,
        Need second,
        Optional<String> from,
        Support read,
        List<String> notes) {

    GridOperator {
        names = List.copyOf(names);
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /** How the wire leaves the meter. */
    enum Socket {
        P1,
        MBUS,
        HAN,
        MODULE,
        INFRARED,
        RS485,
        TIC,
        MEP,
        RADIO,
        NETWORK,
        NONE,
        UNKNOWN
    }

    /** Whether somebody has to open the port. */
    enum Opening {
        NO,
        REQUEST,
        PIN,
        UNKNOWN
    }

    /** Whether Polymeter reads it; {@code BOX}: what a device makes of it. */
    enum Support {
        YES,
        BOX,
        NO,
        UNKNOWN
    }

    /** Whether there is a key. */
    enum Degree {
        NONE,
        MAYBE,
        YES,
        FIXED,
        UNKNOWN
    }

    /**
     * A key.
     *
     * @param name what the operator calls it; empty if there is none
     */
    record Need(Degree degree, String name) {}

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
