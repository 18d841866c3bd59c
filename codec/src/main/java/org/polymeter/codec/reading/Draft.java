package org.polymeter.codec.reading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Telegram;

/**
 * The values of one reading while they are gathered: a scratch pad, sorted when it is sealed.
 *
 * <p>It keeps how its values came about, so that the next telegram that differs in nothing but
 * numbers makes the next draft without any search, see {@link #repeat}.
 */
final class Draft {

    /** The largest number of which any that is computed from it fits a long, see {@link #isRepeatable}. */
    static final long LARGEST = 100_000_000_000_000L;

    private static final long LARGEST_WEIGHT = 1_000;
    private static final int USUAL = 64;
    private static final int LARGEST_SHIFT = 18;

    /** Of a value that comes from no line's number. */
    private static final int NO_LINE = -1;

    private Quantity[] quantities = new Quantity[USUAL];
    private long[] mantissas = new long[USUAL];
    private byte[] scales = new byte[USUAL];
    private @Nullable String[] texts = new @Nullable String[USUAL];
    private int size;

    /** The line whose number a value is, times the factor; and for which numbers of the line that holds. */
    private int[] lines = new int[USUAL];

    private long[] factors = new long[USUAL];
    private long[] least = new long[USUAL];
    private long[] most = new long[USUAL];

    /** What the meter sent and nobody believes. */
    private final List<Quantity> withheld = new ArrayList<>(0);

    /** So many values were sent; the others follow from them. */
    private int sent;

    private final List<Sum> sums = new ArrayList<>();
    private boolean sumsOnly = true;

    /** The draft that this one repeats. */
    private @Nullable Draft before;

    /** Where the values stand by name, from the last reading on; and what that reading was like. */
    private int[] order = {};

    private Form form = Form.EMPTY;

    private @Nullable Fingerprint fingerprint;

    void clear() {
        size = 0;
        withheld.clear();
        sent = 0;
        sums.clear();
        sumsOnly = true;
        before = null;
    }

    /** Takes a value out: it was sent, and is not to be published, nor anything that follows from it. */
    void withhold(Quantity quantity) {
        int at = indexOf(quantity);
        if (at >= 0) {
            int rest = --size - at;
            System.arraycopy(quantities, at + 1, quantities, at, rest);
            System.arraycopy(mantissas, at + 1, mantissas, at, rest);
            System.arraycopy(scales, at + 1, scales, at, rest);
            System.arraycopy(texts, at + 1, texts, at, rest);
            withheld.add(quantity);
        }
    }

    void withholdAll() {
        for (int i = 0; i < size; i++) {
            withheld.add(quantities[i]);
        }
        size = 0;
    }

    boolean isWithheld(Quantity quantity) {
        return !withheld.isEmpty() && withheld.contains(quantity);
    }

    List<Quantity> withheld() {
        return withheld;
    }

    /** Whether the meter sent it, believed or not. */
    boolean isSent(Quantity quantity) {
        return indexOf(quantity) >= 0 || isWithheld(quantity);
    }

    int size() {
        return size;
    }

    Quantity quantity(int index) {
        return quantities[index];
    }

    long mantissa(int index) {
        return mantissas[index];
    }

    int decimals(int index) {
        return scales[index];
    }

    @Nullable
    String text(int index) {
        return texts[index];
    }

    int indexOf(String name) {
        for (int i = 0; i < size; i++) {
            if (quantities[i].name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    int indexOf(Quantity quantity) {
        for (int i = 0; i < size; i++) {
            if (quantities[i].equals(quantity)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Adds {@code mantissa × 10^scale}; returns false if no long holds it without an exponent, for
     * then it is no meter's number.
     */
    boolean number(Quantity quantity, long mantissa, int scale) {
        long digits = mantissa;
        int exponent = scale;
        while (exponent > 0 && exponent <= LARGEST_SHIFT) {
            if (Math.multiplyHigh(digits, 10) != (digits * 10) >> 63) {
                return false;
            }
            digits *= 10;
            exponent--;
        }
        if (exponent > 0 || exponent < -LARGEST_SHIFT) {
            return false;
        }
        int i = next(quantity);
        mantissas[i] = digits;
        scales[i] = (byte) -exponent;
        texts[i] = null;
        return true;
    }

    /** The same for {@code mantissa × factor × 10^scale}, of which the mantissa is the number of that line. */
    boolean number(Quantity quantity, int line, long mantissa, long factor, int scale) {
        long digits = mantissa * factor;
        if (Math.multiplyHigh(mantissa, factor) != digits >> 63 || !number(quantity, digits, scale)) {
            return false;
        }
        long shifted = Limit.product(factor, Limit.power(Math.max(0, scale)));
        if (shifted != 0 && Math.abs(shifted) <= LARGEST) {
            lines[size - 1] = line;
            factors[size - 1] = shifted;
            least[size - 1] = -LARGEST / Math.abs(shifted);
            most[size - 1] = LARGEST / Math.abs(shifted);
        }
        return true;
    }

    void text(Quantity quantity, String text) {
        int i = next(quantity);
        mantissas[i] = 0;
        scales[i] = 0;
        texts[i] = text;
    }

    /** What the line became last, it becomes only of numbers from {@code fewest} to {@code largest}. */
    void only(int line, long fewest, long largest) {
        int i = size - 1;
        if (i >= 0 && lines[i] == line) {
            least[i] = Math.max(least[i], fewest);
            most[i] = Math.min(most[i], largest);
        }
    }

    /** From here on, values follow from those before. */
    void sent() {
        sent = size;
    }

    /** Adds a value that follows from others; false if no long holds it. */
    boolean sum(Sum sum) {
        boolean added = sum.addTo(this);
        sums.add(sum);
        sumsOnly &= added;
        return added;
    }

    /** More than the names decides what follows from the values. */
    void followsOtherwise() {
        sumsOnly = false;
    }

    /** Whether the next draft may {@link #repeat} this one. */
    boolean isRepeatable() {
        if (!withheld.isEmpty() || !sumsOnly) {
            return false;
        }
        for (int i = 0; i < sent; i++) {
            if (mantissas[i] < -LARGEST || mantissas[i] > LARGEST) {
                return false;
            }
        }
        for (int i = 0; i < sums.size(); i++) {
            if (sums.get(i).largestWeight() > LARGEST_WEIGHT) {
                return false;
            }
        }
        return true;
    }

    /** Sets, for every line whose number is a value, which other numbers would become the same value. */
    void ranges(long[] leastOfLines, long[] mostOfLines) {
        for (int i = 0; i < sent; i++) {
            if (lines[i] != NO_LINE) {
                leastOfLines[lines[i]] = least[i];
                mostOfLines[lines[i]] = most[i];
            }
        }
    }

    /** Becomes a copy of another one. */
    void copy(Draft other) {
        clear();
        grow(other.quantities.length);
        take(other, other.size);
        System.arraycopy(other.mantissas, 0, mantissas, 0, size);
        System.arraycopy(other.lines, 0, lines, 0, size);
        System.arraycopy(other.factors, 0, factors, 0, size);
        sent = other.sent;
        sums.addAll(other.sums);
        order = Arrays.copyOf(other.order, other.order.length);
        form = other.form;
    }

    /** Becomes what a draft was for a telegram that differs from this one in nothing but numbers. */
    void repeat(Draft other, Telegram telegram) {
        clear();
        grow(other.quantities.length);
        take(other, other.sent);
        sent = size;
        for (int i = 0; i < size; i++) {
            int line = other.lines[i];
            mantissas[i] = line == NO_LINE ? other.mantissas[i] : telegram.mantissa(line) * other.factors[i];
        }
        before = other;
    }

    /** Whether it is, value by value, what another one was. */
    boolean isRepeated() {
        return before != null && withheld.isEmpty();
    }

    /** Adds what followed from the values that are repeated. */
    void sumAgain() {
        if (before != null) {
            for (int i = 0; i < before.sums.size(); i++) {
                before.sums.get(i).addTo(this);
            }
        }
    }

    Reading seal(
            String meter,
            Instant time,
            TimeSource source,
            Instant received,
            Origin origin,
            List<String> quality,
            byte[] evidence,
            int offset,
            int length) {
        if (fingerprint == null) {
            fingerprint = new Fingerprint();
        }
        fingerprint.take(meter, time, evidence, offset, length);
        Draft arranged = arranged();
        return new Reading(
                meter,
                fingerprint.high(),
                fingerprint.low(),
                time,
                source,
                received,
                origin,
                quality,
                arranged.form,
                numbers(arranged.order));
    }

    /** The values under the name, times and quality of another reading. */
    Reading sealLike(Reading other) {
        Draft arranged = arranged();
        return new Reading(other, arranged.form, numbers(arranged.order));
    }

    private int next(Quantity quantity) {
        if (size == quantities.length) {
            grow(2 * size);
        }
        quantities[size] = quantity;
        lines[size] = NO_LINE;
        return size++;
    }

    private void grow(int capacity) {
        if (capacity > quantities.length) {
            quantities = Arrays.copyOf(quantities, capacity);
            mantissas = Arrays.copyOf(mantissas, capacity);
            scales = Arrays.copyOf(scales, capacity);
            texts = Arrays.copyOf(texts, capacity);
            lines = Arrays.copyOf(lines, capacity);
            factors = Arrays.copyOf(factors, capacity);
            least = Arrays.copyOf(least, capacity);
            most = Arrays.copyOf(most, capacity);
        }
    }

    private void take(Draft other, int count) {
        System.arraycopy(other.quantities, 0, quantities, 0, count);
        System.arraycopy(other.scales, 0, scales, 0, count);
        System.arraycopy(other.texts, 0, texts, 0, count);
        size = count;
    }

    /** The draft whose {@link #order} and {@link #form} are those of this one: itself, if it repeats none. */
    private Draft arranged() {
        if (before != null && isRepeated()) {
            return before;
        }
        sort();
        Quantity[] sortedQuantities = new Quantity[size];
        byte[] sortedScales = new byte[size];
        @Nullable String[] sortedTexts = new @Nullable String[size];
        for (int i = 0; i < size; i++) {
            sortedQuantities[i] = quantities[order[i]];
            sortedScales[i] = scales[order[i]];
            sortedTexts[i] = texts[order[i]];
        }
        form = new Form(sortedQuantities, sortedScales, sortedTexts);
        return this;
    }

    private long[] numbers(int[] sorted) {
        long[] numbers = new long[size];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = mantissas[sorted[i]];
        }
        return numbers;
    }

    /** Begins with the order of the last reading: meters send the same forever, so it is nearly right. */
    private void sort() {
        if (order.length != size) {
            order = new int[size];
            Arrays.setAll(order, i -> i);
        }
        for (int i = 1; i < size; i++) {
            int index = order[i];
            Quantity quantity = quantities[index];
            int j = i - 1;
            for (; j >= 0 && quantities[order[j]].compareTo(quantity) > 0; j--) {
                order[j + 1] = order[j];
            }
            order[j + 1] = index;
        }
    }
}
