package org.polymeter.codec.reading;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All of a reading but its numbers and times: names in their order, decimals, words. Never changed,
 * so readings that differ in nothing but numbers share one.
 */
final class Form {

    static final Form EMPTY = new Form(new Quantity[0], new byte[0], new @Nullable String[0]);

    final Quantity[] quantities;
    final byte[] decimals;

    /** Null where the value is a number. */
    final @Nullable String[] texts;

    Form(Quantity[] quantities, byte[] decimals, @Nullable String[] texts) {
        this.quantities = quantities;
        this.decimals = decimals;
        this.texts = texts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof Form that
                        && Arrays.equals(quantities, that.quantities)
                        && Arrays.equals(decimals, that.decimals)
                        && Arrays.equals(texts, that.texts));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(quantities);
    }
}
