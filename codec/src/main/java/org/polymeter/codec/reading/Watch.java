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

    private final Map<Quantity, String> states = new HashMap<>();
    private final Map<Quantity, BigDecimal> counters = new HashMap<>();
    private final Map<Quantity, Instant> counterTimes = new HashMap<>();
    private @Nullable String message;
    private @Nullable Instant lastFailure;

    /** Compares a reading with what was known before. */
    void reading(Reading reading, Consumer<Event> out) {
        for (int i = 0; i < reading.size(); i++) {
            Quantity quantity = reading.quantity(i);
            if (quantity.kind() == Kind.STATE) {
                state(reading, i, out);
            } else if (quantity.kind() == Kind.COUNTER) {
                counter(reading, i, out);
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
     * One entry of the power failure log. What the log holds on first contact only sets the
     * watermark.
     */
    void failure(Reading reading, Instant end, long seconds, String record, Consumer<Event> out) {
        Instant newest = lastFailure;
        if (newest == null || !end.isAfter(newest)) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("start", Timestamps.format(end.minusSeconds(seconds)));
        data.put("end", Timestamps.format(end));
        data.put("duration_s", seconds);
        byte[] evidence = record.getBytes(StandardCharsets.ISO_8859_1);
        String id = Draft.id(reading.meter(), end, evidence, 0, evidence.length);
        out.accept(
                new Event("power_failure", reading.meter(), id, end, reading.timeSource(), reading.received(), data));
    }

    /** After all entries of a log: what is newer next time is news. */
    void failuresSeenUntil(Instant newest) {
        if (lastFailure == null || newest.isAfter(lastFailure)) {
            lastFailure = newest;
        }
    }

    private void state(Reading reading, int index, Consumer<Event> out) {
        Quantity quantity = reading.quantity(index);
        String now = reading.plain(index);
        String before = states.put(quantity, now);
        if (before != null && !before.equals(now)) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("from", asValue(before));
            data.put("to", asValue(now));
            out.accept(event(quantity.name() + "_changed", reading, data, before + ">" + now));
        }
    }

    private void counter(Reading reading, int index, Consumer<Event> out) {
        Quantity quantity = reading.quantity(index);
        Instant seen = counterTimes.get(quantity);
        if (seen != null && reading.time().isBefore(seen)) {
            return; // a late telegram
        }
        BigDecimal now = reading.number(index);
        BigDecimal before = counters.put(quantity, now);
        counterTimes.put(quantity, reading.time());
        if (before != null && now.compareTo(before) < 0) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("name", quantity.name());
            data.put("from", before);
            data.put("to", now);
            out.accept(event("register_reset", reading, data, quantity.name() + before + ">" + now));
        }
    }

    private static Event event(String type, Reading reading, Map<String, Object> data, String record) {
        byte[] evidence = (type + ":" + record).getBytes(StandardCharsets.UTF_8);
        String id = Draft.id(reading.meter(), reading.time(), evidence, 0, evidence.length);
        return new Event(type, reading.meter(), id, reading.time(), reading.timeSource(), reading.received(), data);
    }

    private static Object asValue(String text) {
        return text.chars().allMatch(Character::isDigit) ? Long.valueOf(text) : text;
    }
}
