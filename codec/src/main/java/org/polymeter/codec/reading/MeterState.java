package org.polymeter.codec.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Quantity.Kind;

/**
 * The latest known value of everything one meter sends, merged from readings that each hold a part.
 *
 * <p>Per name the value with the greatest time wins, so late, repeated and re-ordered readings are
 * harmless. One thread.
 */
public final class MeterState {

    /**
     * The merge at one moment.
     *
     * @param reading all values; id, times and quality are those of the newest reading
     * @param older names whose value is older than the reading, and since when
     * @param gone names that are no longer known since the last snapshot
     */
    public record Snapshot(Reading reading, SortedMap<String, Instant> older, List<String> gone) {}

    private record Slot(
            Instant time,
            long mantissa,
            int decimals,
            @Nullable String text) {

        Slot earlier(Duration by) {
            return new Slot(time.minus(by), mantissa, decimals, text);
        }
    }

    private final Duration maxAge;
    private final SortedMap<Quantity, Slot> slots = new TreeMap<>();
    private final List<String> gone = new ArrayList<>();
    private @Nullable Reading newest;

    /** {@code maxAge}: values older than that against the newest one are forgotten. */
    public MeterState(Duration maxAge) {
        this.maxAge = maxAge;
    }

    /**
     * Merges a reading.
     *
     * @return whether a state, text or time changed, which consumers want to know at once
     */
    public boolean merge(Reading reading) {
        boolean urgent = newest == null;
        if (newest == null || !reading.time().isBefore(newest.time())) {
            newest = reading;
        }
        for (int i = 0; i < reading.size(); i++) {
            urgent |= merge(reading, i);
        }
        forget(newest.time().minus(maxAge));
        return urgent;
    }

    /**
     * The clock that readings are stamped with was set back. What seems to come from the future is as much older, so
     * that it gives way to what comes.
     *
     * @param now on the clock as it is set now
     * @param by how much it was set back
     */
    public void setBack(Instant now, Duration by) {
        slots.replaceAll((quantity, slot) -> slot.time.isAfter(now) ? slot.earlier(by) : slot);
        if (newest != null && newest.time().isAfter(now)) {
            newest = null;
        }
    }

    /** The merge now, or null before the first reading. */
    public @Nullable Snapshot snapshot() {
        Reading last = newest;
        if (last == null) {
            return null;
        }
        Draft draft = new Draft();
        SortedMap<String, Instant> older = new TreeMap<>();
        for (Map.Entry<Quantity, Slot> entry : slots.entrySet()) {
            Slot slot = entry.getValue();
            String text = slot.text;
            if (text != null) {
                draft.text(entry.getKey(), text);
            } else {
                draft.number(entry.getKey(), slot.mantissa, -slot.decimals);
            }
            if (slot.time.isBefore(last.time())) {
                older.put(entry.getKey().name(), slot.time);
            }
        }
        List<String> lost = List.copyOf(gone);
        gone.clear();
        return new Snapshot(draft.sealLike(last), older, lost);
    }

    private boolean merge(Reading reading, int index) {
        Quantity quantity = reading.quantity(index);
        Slot known = slots.get(quantity);
        if (known != null && known.time.isAfter(reading.time())) {
            return false;
        }
        String text = reading.isText(index) ? reading.plain(index) : null;
        Slot slot = new Slot(reading.time(), reading.mantissa(index), reading.decimals(index), text);
        slots.put(quantity, slot);
        gone.remove(quantity.name());
        boolean word = quantity.kind() == Kind.STATE || quantity.kind() == Kind.TEXT || quantity.kind() == Kind.TIME;
        return word
                && (known == null || known.mantissa != slot.mantissa || !java.util.Objects.equals(known.text, text));
    }

    private void forget(Instant before) {
        slots.entrySet().removeIf(entry -> {
            boolean old = entry.getValue().time.isBefore(before);
            if (old) {
                gone.add(entry.getKey().name());
            }
            return old;
        });
    }
}
