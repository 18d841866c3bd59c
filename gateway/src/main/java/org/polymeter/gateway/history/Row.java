package org.polymeter.gateway.history;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of a page: numbers and texts under keys, at a time. Immutable; the arrays are shared and not copied.
 *
 * <p>Rows are equal if they say the same of the same time. The note is no part of that: the same telegram may have come
 * by two ways.
 */
final class Row {

    private static final @Nullable String[] NO_TEXTS = new String[0];

    private final long time;
    private final String note;
    private final int[] keys;
    private final byte[] decimals;
    private final long[] mantissas;

    /** Empty if all cells are numbers; else null where one is. */
    private final @Nullable String[] texts;

    /**
     * @param time in ms
     * @param note how the row came about, in words of the profile
     * @param keys ascending
     * @param decimals of numbers: digits after the decimal point
     * @param texts null where a cell is a number; empty if all are
     */
    Row(long time, String note, int[] keys, byte[] decimals, long[] mantissas, @Nullable String[] texts) {
        this.time = time;
        this.note = note;
        this.keys = keys;
        this.decimals = decimals;
        this.mantissas = mantissas;
        this.texts = texts;
    }

    /** A row of numbers only. */
    Row(long time, String note, int[] keys, byte[] decimals, long[] mantissas) {
        this(time, note, keys, decimals, mantissas, NO_TEXTS);
    }

    long time() {
        return time;
    }

    String note() {
        return note;
    }

    int size() {
        return keys.length;
    }

    int key(int index) {
        return keys[index];
    }

    /** Where a key is, or a negative number. */
    int indexOf(int key) {
        return Arrays.binarySearch(keys, key);
    }

    boolean isText(int index) {
        return text(index) != null;
    }

    @Nullable
    String text(int index) {
        return texts.length == 0 ? null : texts[index];
    }

    long mantissa(int index) {
        return mantissas[index];
    }

    byte decimals(int index) {
        return decimals[index];
    }

    BigDecimal number(int index) {
        return BigDecimal.valueOf(mantissas[index], decimals[index]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row that
                && time == that.time
                && Arrays.equals(keys, that.keys)
                && Arrays.equals(mantissas, that.mantissas)
                && Arrays.equals(decimals, that.decimals)
                && Arrays.equals(texts, that.texts);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(time) * 31 + Arrays.hashCode(mantissas);
    }

    @Override
    public String toString() {
        StringBuilder words = new StringBuilder().append(time);
        for (int i = 0; i < keys.length; i++) {
            words.append(' ').append(keys[i]).append('=').append(isText(i) ? text(i) : number(i));
        }
        return words.toString();
    }
}
