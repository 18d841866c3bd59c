package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one meter said in one telegram, in the words of the profile (docs/profile.md, Readings).
 *
 * <p>Immutable: may cross threads. Numbers keep every digit the meter sent; only the decimal point
 * has moved. Values are sorted by name, and no name comes twice.
 */
public final class Reading {

    private final String meter;
    private final long idHigh;
    private final long idLow;
    private final Instant time;
    private final TimeSource timeSource;
    private final Instant received;
    private final Origin origin;
    private final List<String> quality;
    private final Form form;
    private final long[] mantissas;

    /** {@code mantissas}: of texts whatever, of numbers the digits, in the order of the form. */
    Reading(
            String meter,
            long idHigh,
            long idLow,
            Instant time,
            TimeSource timeSource,
            Instant received,
            Origin origin,
            List<String> quality,
            Form form,
            long[] mantissas) {
        this.meter = meter;
        this.idHigh = idHigh;
        this.idLow = idLow;
        this.time = time;
        this.timeSource = timeSource;
        this.received = received;
        this.origin = origin;
        this.quality = List.copyOf(quality);
        this.form = form;
        this.mantissas = mantissas;
    }

    /** Other values under the name, times and quality of a reading. */
    Reading(Reading other, Form form, long[] mantissas) {
        this(
                other.meter,
                other.idHigh,
                other.idLow,
                other.time,
                other.timeSource,
                other.received,
                other.origin,
                other.quality,
                form,
                mantissas);
    }

    public String meter() {
        return meter;
    }

    /** 32 hex digits; the same telegram of a meter with a clock has the same id everywhere. */
    public String id() {
        return Fingerprint.hex(idHigh, idLow);
    }

    /** When the values were true, by the clock of {@link #timeSource()}. */
    public Instant time() {
        return time;
    }

    public TimeSource timeSource() {
        return timeSource;
    }

    /** When the telegram ended, by the gateway's clock. */
    public Instant received() {
        return received;
    }

    public Origin origin() {
        return origin;
    }

    /** Flags such as {@code clock} and {@code unverified}; empty is good. */
    public List<String> quality() {
        return quality;
    }

    public int size() {
        return mantissas.length;
    }

    public Quantity quantity(int index) {
        return form.quantities[index];
    }

    public boolean isText(int index) {
        return form.texts[index] != null;
    }

    /** The number's digits: the value is {@code mantissa × 10^-decimals}. */
    public long mantissa(int index) {
        return mantissas[index];
    }

    /** Digits after the decimal point, never negative. */
    public int decimals(int index) {
        return form.decimals[index];
    }

    /** The number; of a text that would be zero. */
    public BigDecimal number(int index) {
        return BigDecimal.valueOf(mantissas[index], form.decimals[index]);
    }

    /** The value as {@code value/{name}} has it: {@code -543}, {@code 13779.338}, {@code connected}. */
    public String plain(int index) {
        String text = form.texts[index];
        return text != null ? text : number(index).toPlainString();
    }

    /** Where a quantity is, or -1. */
    public int indexOf(String name) {
        for (int i = 0; i < size(); i++) {
            if (quantity(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The number of that name, or null if the reading has none. */
    public @Nullable BigDecimal number(String name) {
        int i = indexOf(name);
        return i < 0 || isText(i) ? null : number(i);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(meter).append(" @ ").append(time);
        for (int i = 0; i < size(); i++) {
            text.append(' ').append(quantity(i)).append('=').append(plain(i));
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reading that
                && idHigh == that.idHigh
                && idLow == that.idLow
                && meter.equals(that.meter)
                && time.equals(that.time)
                && form.equals(that.form)
                && Arrays.equals(mantissas, that.mantissas);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(idHigh ^ idLow);
    }
}
