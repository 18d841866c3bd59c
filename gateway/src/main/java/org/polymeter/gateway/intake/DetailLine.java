package org.polymeter.gateway.intake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.polymeter.codec.reading.MeterInfo.Detail;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;

/** One quantity of a meter as a line of text: {@code gauge 0 W 1-0:1.7.0 -}. */
final class DetailLine {

    private static final String ABSENT = "-";
    private static final String UNMAPPED = "x_";
    private static final int PARTS = 5;

    private DetailLine() {}

    static String print(Quantity quantity, Detail detail) {
        String obis = detail.obis();
        return String.join(
                " ",
                quantity.kind().name().toLowerCase(Locale.ROOT),
                "" + detail.decimals(),
                detail.unit().isEmpty() ? ABSENT : detail.unit(),
                obis == null ? ABSENT : obis,
                detail.derived().isEmpty() ? ABSENT : String.join(",", detail.derived()));
    }

    /** Adds what the line says; a line that somebody damaged says nothing, and the meter will say it again. */
    static void parse(String name, String line, Map<Quantity, Detail> into) {
        String[] parts = line.split(" ", -1);
        if (parts.length != PARTS) {
            return;
        }
        try {
            Quantity.Kind kind = Quantity.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
            Quantity quantity = name.startsWith(UNMAPPED)
                    ? Vocabulary.standard().unmapped(name.substring(UNMAPPED.length()), kind)
                    : Vocabulary.standard().named(name);
            if (quantity != null) {
                into.put(
                        quantity,
                        new Detail(
                                parts[2].equals(ABSENT) ? "" : parts[2],
                                Integer.parseInt(parts[1]),
                                parts[3].equals(ABSENT) ? null : parts[3],
                                parts[4].equals(ABSENT) ? List.of() : List.of(parts[4].split(",", -1))));
            }
        } catch (IllegalArgumentException e) {
            return;
        }
    }
}
