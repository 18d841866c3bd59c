package org.polymeter.codec.reading;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Readings with given values, for tests of what comes after the codec. */
public final class Readings {

    private Readings() {}

    /** The name as the vocabulary has it. */
    public static Quantity quantity(String name) {
        Quantity quantity = Vocabulary.standard().named(name);
        if (quantity == null) {
            throw new IllegalArgumentException("the vocabulary has no " + name);
        }
        return quantity;
    }

    /** Values are {@code name value, name value, …}; what is no number is a text. */
    public static Reading reading(
            String meter,
            String id,
            Instant time,
            TimeSource source,
            Instant received,
            Origin origin,
            List<String> quality,
            String values) {
        SortedMap<Quantity, String> sorted = new TreeMap<>();
        for (String pair : values.split(",\\s*", -1)) {
            String[] parts = pair.trim().split(" ", 2);
            sorted.put(quantity(parts[0]), parts[1]);
        }
        Quantity[] quantities = sorted.keySet().toArray(Quantity[]::new);
        long[] mantissas = new long[quantities.length];
        byte[] scales = new byte[quantities.length];
        @Nullable String[] texts = new @Nullable String[quantities.length];
        for (int i = 0; i < quantities.length; i++) {
            String value = sorted.getOrDefault(quantities[i], "");
            if (value.matches("-?[0-9]+(\\.[0-9]+)?")) {
                int point = value.indexOf('.');
                mantissas[i] = Long.parseLong(value.replace(".", ""));
                scales[i] = (byte) (point < 0 ? 0 : value.length() - point - 1);
            } else {
                texts[i] = value;
            }
        }
        return new Reading(
                meter,
                HexFormat.fromHexDigitsToLong(id, 0, 16),
                HexFormat.fromHexDigitsToLong(id, 16, 32),
                time,
                source,
                received,
                origin,
                quality,
                new Form(quantities, scales, texts),
                mantissas);
    }

    /** A pushed reading of a meter with a clock that is right. */
    public static Reading reading(String meter, Instant time, String values) {
        String id = Fingerprint.of(meter, time, new byte[0]);
        return reading(meter, id, time, TimeSource.METER, time.plusMillis(412), Origin.PUSH, List.of(), values);
    }
}
