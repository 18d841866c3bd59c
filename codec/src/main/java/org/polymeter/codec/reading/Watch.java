package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Quantity.Kind;

/** Notices what changes from one reading of a meter to the next (docs/profile.md, Events). */
final class Watch {

    /** What a state or counter was last. */
    private static final class Known {
        final Quantity quantity;
        long mantissa;
        int decimals;

        @Nullable
        String text;

        /** Of the reading it is from; null before the first. */
        @Nullable
        Instant time;

        Known(Quantity quantity) {
            this.quantity = quantity;
        }

        void take(Reading reading, int index) {
            mantissa = reading.mantissa(index);
            decimals = reading.decimals(index);
            text = reading.isText(index) ? reading.plain(index) : null;
            time = reading.time();
        }

        boolean is(Reading reading, int index) {
            return time != null
                    && mantissa == reading.mantissa(index)
                    && decimals == reading.decimals(index)
                    && (text == null ? !reading.isText(index) : text.equals(reading.plain(index)));
        }

        boolean exceeds(Reading reading, int index) {
            return decimals == reading.decimals(index)
                    ? mantissa > reading.mantissa(index)
                    : number().compareTo(reading.number(index)) > 0;
        }

        BigDecimal number() {
            return BigDecimal.valueOf(mantissa, decimals);
        }

        String plain() {
            return text != null ? text : number().toPlainString();
        }
    }

    private final Map<Quantity, Known> all = new HashMap<>();

    /** Those of the last reading, in its order: the next one has mostly the same. */
    private @Nullable Known[] recent = {};

    private @Nullable String message;
    private @Nullable Instant lastFailure;

    /** Compares a reading with what was known before. */
    void reading(Reading reading, Consumer<Event> out) {
        if (recent.length != reading.size()) {
            recent = new @Nullable Known[reading.size()];
        }
        for (int i = 0; i < reading.size(); i++) {
            Kind kind = reading.quantity(i).kind();
            if (kind == Kind.STATE) {
                state(known(reading, i), reading, i, out);
            } else if (kind == Kind.COUNTER) {
                counter(known(reading, i), reading, i, out);
            }
        }
    }

    /** The operator's message; empty if it was withdrawn. The first one seen is no news. */
    void message(Reading reading, String text, Consumer<Event> out) {
        String before = message;
        message = text;
        if (before != null && !before.equals(text)) {
            out.accept(event("message", reading, Map.of("text", text), text));
        }
    }

    /**
     * Whether an entry of the power failure log is news. What the log holds on first contact only
     * sets the watermark.
     */
    boolean isNews(Instant end) {
        return lastFailure != null && end.isAfter(lastFailure);
    }

    /** An entry of the power failure log that {@linkplain #isNews is news}. */
    void failure(Reading reading, Instant end, long seconds, byte[] evidence, Consumer<Event> out) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("start", Timestamps.format(end.minusSeconds(seconds)));
        data.put("end", Timestamps.format(end));
        data.put("duration_s", seconds);
        String id = Fingerprint.of(reading.meter(), end, evidence);
        out.accept(
                new Event("power_failure", reading.meter(), id, end, reading.timeSource(), reading.received(), data));
    }

    /** After all entries of a log: what is newer next time is news. */
    void failuresSeenUntil(Instant newest) {
        if (lastFailure == null || newest.isAfter(lastFailure)) {
            lastFailure = newest;
        }
    }

    private Known known(Reading reading, int index) {
        Quantity quantity = reading.quantity(index);
        Known known = recent[index];
        if (known == null || !known.quantity.equals(quantity)) {
            known = all.computeIfAbsent(quantity, Known::new);
            recent[index] = known;
        }
        return known;
    }

    private static void state(Known known, Reading reading, int index, Consumer<Event> out) {
        if (known.is(reading, index)) {
            return;
        }
        boolean first = known.time == null;
        String before = known.plain();
        String now = reading.plain(index);
        known.take(reading, index);
        if (!first && !before.equals(now)) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("from", asValue(before));
            data.put("to", asValue(now));
            out.accept(event(known.quantity.name() + "_changed", reading, data, before + ">" + now));
        }
    }

    private static void counter(Known known, Reading reading, int index, Consumer<Event> out) {
        Instant seen = known.time;
        if (seen != null && reading.time().isBefore(seen)) {
            return; // a late telegram
        }
        boolean reset = seen != null && known.exceeds(reading, index);
        BigDecimal before = reset ? known.number() : BigDecimal.ZERO;
        known.take(reading, index);
        if (reset) {
            BigDecimal now = reading.number(index);
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("name", known.quantity.name());
            data.put("from", before);
            data.put("to", now);
            out.accept(event("register_reset", reading, data, known.quantity.name() + before + ">" + now));
        }
    }

    private static Event event(String type, Reading reading, Map<String, Object> data, String record) {
        byte[] evidence = (type + ":" + record).getBytes(StandardCharsets.UTF_8);
        String id = Fingerprint.of(reading.meter(), reading.time(), evidence);
        return new Event(type, reading.meter(), id, reading.time(), reading.timeSource(), reading.received(), data);
    }

    private static Object asValue(String text) {
        return text.chars().allMatch(Character::isDigit) ? Long.valueOf(text) : text;
    }
}
