package org.polymeter.codec.reading;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** FLAG ids and what operators write in their place, for display only. */
final class Manufacturers {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("ADN", "Aidon"),
            Map.entry("EBZ", "eBZ"),
            Map.entry("EGM", "Elgama"),
            Map.entry("ELG", "Elgama"),
            Map.entry("ELL", "Sagemcom"),
            Map.entry("ENE", "Sagemcom"),
            Map.entry("EST", "Sagemcom"),
            Map.entry("FLU", "Sagemcom"),
            Map.entry("GRE", "Sagemcom"),
            Map.entry("LUX", "Sagemcom"),
            Map.entry("SAG", "Sagemcom"),
            Map.entry("ELS", "Elster"),
            Map.entry("EMH", "EMH"),
            Map.entry("ESY", "EasyMeter"),
            Map.entry("HAG", "Hager"),
            Map.entry("HLY", "Holley"),
            Map.entry("ISK", "Iskraemeco"),
            Map.entry("ITR", "Itron"),
            Map.entry("KAM", "Kamstrup"),
            Map.entry("KMP", "Kamstrup"),
            Map.entry("KFM", "Kaifa"),
            Map.entry("LGF", "Landis+Gyr"),
            Map.entry("LGZ", "Landis+Gyr"),
            Map.entry("LGB", "Landis+Gyr"),
            Map.entry("XMX", "Landis+Gyr"),
            Map.entry("NES", "Networked Energy Services"),
            Map.entry("SMS", "Siemens"),
            Map.entry("DZG", "DZG"),
            Map.entry("DNT", "Dr. Neuhaus"));

    private static final int LETTERS = 3;

    private Manufacturers() {}

    static Optional<String> ofPrefix(String text) {
        return text.length() < LETTERS
                ? Optional.empty()
                : Optional.ofNullable(NAMES.get(text.substring(0, LETTERS).toUpperCase(Locale.ROOT)));
    }
}
