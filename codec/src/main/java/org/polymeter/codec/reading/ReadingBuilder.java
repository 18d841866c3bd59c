package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Quantity.Kind;

/**
 * A reading from the parts of a document of the profile (docs/profile.md, Readings): for those who get
 * readings that somebody else made. One thread; builds one reading.
 */
public final class ReadingBuilder {

    private static final String UNMAPPED = "x_";
    private static final int HALF_AN_ID = 16;

    private final Vocabulary vocabulary = Vocabulary.standard();
    private final Draft draft = new Draft();

    /**
     * Adds a number; false if the profile knows no such name, which readers pass over, or if no long holds
     * its digits.
     */
    public boolean number(String name, BigDecimal number) {
        Quantity quantity = quantity(name, Kind.GAUGE);
        return quantity != null
                && number.unscaledValue().bitLength() < Long.SIZE
                && draft.number(quantity, number.unscaledValue().longValue(), -number.scale());
    }

    /** Adds a word or a time; false if the profile knows no such name. */
    public boolean text(String name, String text) {
        Quantity quantity = quantity(name, Kind.TEXT);
        if (quantity != null) {
            draft.text(quantity, text);
        }
        return quantity != null;
    }

    /**
     * The reading, with the values added until now.
     *
     * @param id 32 hex digits
     * @throws IllegalArgumentException if the id is none
     */
    public Reading build(
            String meter,
            String id,
            Instant time,
            TimeSource timeSource,
            Instant received,
            Origin origin,
            List<String> quality) {
        if (id.length() != 2 * HALF_AN_ID) {
            throw new IllegalArgumentException("an id has 32 hex digits, not " + id.length());
        }
        Reading empty = new Reading(
                meter,
                HexFormat.fromHexDigitsToLong(id, 0, HALF_AN_ID),
                HexFormat.fromHexDigitsToLong(id, HALF_AN_ID, 2 * HALF_AN_ID),
                time,
                timeSource,
                received,
                origin,
                quality,
                Form.EMPTY,
                new long[0]);
        return draft.sealLike(empty);
    }

    private @Nullable Quantity quantity(String name, Kind otherwise) {
        return name.startsWith(UNMAPPED)
                ? vocabulary.unmapped(name.substring(UNMAPPED.length()), otherwise)
                : vocabulary.named(name);
    }
}
