package org.polymeter.codec.reading;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one reading while they are gathered: a scratch pad, sorted when it is sealed. */
final class Draft {

    private static final int USUAL = 64;
    private static final int LARGEST_SHIFT = 18;

    private Quantity[] quantities = new Quantity[USUAL];
    private long[] mantissas = new long[USUAL];
    private byte[] scales = new byte[USUAL];
    private @Nullable String[] texts = new @Nullable String[USUAL];
    private int size;

    /** What the meter sent and nobody believes. */
    private final List<Quantity> withheld = new ArrayList<>(0);

    void clear() {
        size = 0;
        withheld.clear();
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

    void text(Quantity quantity, String text) {
        int i = next(quantity);
        mantissas[i] = 0;
        scales[i] = 0;
        texts[i] = text;
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
        sort();
        return new Reading(
                meter,
                id(meter, time, evidence, offset, length),
                time,
                source,
                received,
                origin,
                quality,
                Arrays.copyOf(quantities, size),
                Arrays.copyOf(mantissas, size),
                Arrays.copyOf(scales, size),
                Arrays.copyOf(texts, size));
    }

    /** The values under the name, times and quality of another reading. */
    Reading sealLike(Reading other) {
        sort();
        return new Reading(
                other.meter(),
                other.id(),
                other.time(),
                other.timeSource(),
                other.received(),
                other.origin(),
                other.quality(),
                Arrays.copyOf(quantities, size),
                Arrays.copyOf(mantissas, size),
                Arrays.copyOf(scales, size),
                Arrays.copyOf(texts, size));
    }

    /** First 16 bytes of SHA-256(meter LF time LF evidence), in hex (docs/profile.md, Readings). */
    static String id(String meter, Instant time, byte[] evidence, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((meter + "\n" + Timestamps.format(time) + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(evidence, offset, length);
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private int next(Quantity quantity) {
        if (size == quantities.length) {
            quantities = Arrays.copyOf(quantities, 2 * size);
            mantissas = Arrays.copyOf(mantissas, 2 * size);
            scales = Arrays.copyOf(scales, 2 * size);
            texts = Arrays.copyOf(texts, 2 * size);
        }
        quantities[size] = quantity;
        return size++;
    }

    /** Meters send the same order forever, so insertion is quick once the pad is nearly sorted. */
    private void sort() {
        for (int i = 1; i < size; i++) {
            Quantity quantity = quantities[i];
            long mantissa = mantissas[i];
            byte scale = scales[i];
            String text = texts[i];
            int j = i - 1;
            for (; j >= 0 && quantities[j].compareTo(quantity) > 0; j--) {
                quantities[j + 1] = quantities[j];
                mantissas[j + 1] = mantissas[j];
                scales[j + 1] = scales[j];
                texts[j + 1] = texts[j];
            }
            quantities[j + 1] = quantity;
            mantissas[j + 1] = mantissa;
            scales[j + 1] = scale;
            texts[j + 1] = text;
        }
    }
}
