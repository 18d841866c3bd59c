package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.codec.reading.Quarantine.Reason;
import org.polymeter.codec.reading.Quarantine.Value;

/**
 * Takes out of a draft what one meter cannot have measured: values beyond their {@link Limits}, and
 * registers that fall or move faster than the connection can carry.
 *
 * <p>A register that has been reset or exchanged says so again: when telegrams in a row agree on
 * the new level, it is believed. No garbage while all is well. One thread.
 */
final class Plausibility {

    /** So many telegrams in a row have to agree on a level that contradicts the known one. */
    private static final int CONFIRMATIONS = 3;

    /** From so many values that cannot be, and more than one in so many checked, nothing is believed. */
    private static final int FEWEST_OF_WHOLE = 2;

    private static final int SHARE_OF_WHOLE = 4;

    /** Clocks and deliveries are not exact: so many seconds of the greatest flow are forgiven. */
    private static final long SLACK_SECONDS = 60;

    /** Meters renew their registers once an hour at the slowest, and may send the old value till then. */
    private static final long LONGEST_STALE_SECONDS = 3600;

    /** Four digits before the point: no register has fewer. In millionths. */
    private static final long SMALLEST_FULL = 10_000_000_000L;

    private static final int ALL_PHASES = 3;
    private static final int USUAL = 64;

    private final BigDecimal ratio;
    private final Map<Quantity, Track> tracks = new HashMap<>();

    /** The tracks of the last draft, in its order: the next one has mostly the same. */
    private @Nullable Track[] recent = new @Nullable Track[USUAL];

    private Limits limits = Limits.STANDARD;
    private int phases = ALL_PHASES;

    /** {@code ratio}: of external transformers. */
    Plausibility(BigDecimal ratio) {
        this.ratio = ratio;
    }

    /** What is known of one quantity. */
    private final class Track {
        final Quantity quantity;
        final Level known = new Level();
        final Level rival = new Level();
        Limit limit = Limit.NONE;
        boolean isLimited;

        Track(Quantity quantity) {
            this.quantity = quantity;
            refresh();
        }

        void refresh() {
            limit = limits.of(quantity, phases, ratio);
            isLimited = !limit.equals(Limit.NONE);
        }

        /** Null if the value can be. */
        @Nullable
        Reason judge(long value, int decimals, long time, long heard) {
            if (!limit.admits(value)) {
                return Reason.LIMIT;
            }
            if (!limit.isRegister() || known.support == 0) {
                return null;
            }
            boolean falls = quantity.kind() == Kind.NET;
            long reach = known.reach(limit, decimals, time, heard);
            if (known.admits(value, decimals, reach, time, falls) || known.rollsOverTo(value, reach)) {
                return null;
            }
            long further = rival.reach(limit, decimals, time, heard);
            if (rival.support == 0 || !rival.admits(value, decimals, further, time, falls)) {
                rival.begin();
                rival.take(value, decimals, time, heard);
            } else if (time > rival.time) { // else the same telegram again
                rival.take(value, decimals, time, heard);
            }
            boolean believed = rival.support >= Math.min(CONFIRMATIONS, known.support + 1);
            return believed ? null : value < known.value ? Reason.FALL : Reason.JUMP;
        }

        /** A value that can be becomes what the next one is compared with. */
        void take(long value, int decimals, long time, long heard) {
            if (!limit.isRegister()) {
                return;
            }
            boolean late = known.support > 0 && time < known.time && value <= known.value;
            boolean coarser = value < known.value && known.isCoarserBy(value, decimals);
            if (rival.support > 0 && rival.value == value) { // the new level is believed
                known.take(value, decimals, time, heard);
                known.support = rival.support;
            } else if (!late && !coarser) {
                known.take(value, decimals, time, heard);
            }
            rival.begin();
        }

        /** What would have been possible. */
        Value describe(long mantissa, int decimals, Reason reason, long time, long heard) {
            long least = limit.least();
            long most = limit.most();
            if (reason != Reason.LIMIT) {
                long reach = known.reach(limit, decimals, time, heard);
                least = quantity.kind() == Kind.NET ? known.value - reach : known.value;
                most = known.value + reach;
            }
            BigDecimal value = BigDecimal.valueOf(mantissa, decimals);
            return new Value(quantity, value, reason, Limit.decimal(least), Limit.decimal(most));
        }
    }

    /** Where a register stands, and how many telegrams in a row have said so. */
    private static final class Level {
        long value;
        int decimals;
        long time;
        long heard;
        long changed;
        int support;

        void begin() {
            support = 0;
        }

        void take(long newValue, int newDecimals, long newTime, long newHeard) {
            if (support == 0 || newValue != value) {
                changed = newHeard;
            }
            value = newValue;
            decimals = newDecimals;
            time = newTime;
            heard = newHeard;
            support = Math.min(CONFIRMATIONS, support + 1);
        }

        /** How far the register can be from here by then, in millionths. */
        long reach(Limit limit, int newDecimals, long newTime, long newHeard) {
            long elapsed = Math.max(Math.abs(newTime - time), newHeard - heard);
            long stale = Math.min(LONGEST_STALE_SECONDS, Math.max(0, heard - changed));
            long flow = Limit.product(elapsed + stale + SLACK_SECONDS, limit.perSecond());
            long rounding = 2 * Math.max(Limit.step(decimals), Limit.step(newDecimals));
            return Math.min(flow, Long.MAX_VALUE / 4) + rounding;
        }

        boolean admits(long next, int newDecimals, long reach, long newTime, boolean falls) {
            if (next >= value) {
                return next - value <= reach;
            }
            boolean late = newTime < time;
            return ((falls || late) && value - next <= reach) || isCoarserBy(next, newDecimals);
        }

        /** A list with fewer digits than the one before shows a little less, and means the same. */
        boolean isCoarserBy(long next, int newDecimals) {
            long step = Math.max(Limit.step(decimals), Limit.step(newDecimals));
            return decimals != newDecimals && value - next < step;
        }

        /** From 99999.9 to 00000.2: the next power of ten is nothing again. */
        boolean rollsOverTo(long next, long reach) {
            long top = SMALLEST_FULL;
            while (top <= value && top <= Long.MAX_VALUE / 10) {
                top *= 10;
            }
            return next >= 0 && next < value && top > value && top - value <= reach && top - value + next <= reach;
        }
    }

    /** Other limits, as the configuration says. */
    void limits(Limits other) {
        if (!other.equals(limits)) {
            limits = other;
            refresh();
        }
    }

    /** The meter has so many phases; 0 while nobody knows. */
    void phases(int count) {
        int known = count == 0 ? ALL_PHASES : count;
        if (known != phases) {
            phases = known;
            refresh();
        }
    }

    /** Another meter answers: its registers have nothing to do with those before. */
    void forget() {
        tracks.clear();
        Arrays.fill(recent, null);
    }

    /**
     * Takes out of the draft what cannot be; if that is too much of it, everything.
     *
     * @param time when the values were true
     * @param received when they were heard
     * @return what was taken out for a reason of its own
     */
    List<Value> check(Draft draft, Instant time, Instant received) {
        long second = time.getEpochSecond();
        long heard = received.getEpochSecond();
        List<Value> implausible = List.of();
        int checked = 0;
        for (int i = 0; i < draft.size(); i++) {
            Track track = track(draft, i);
            if (track == null) {
                continue;
            }
            checked++;
            long value = Limit.millionths(draft.mantissa(i), draft.decimals(i));
            Reason reason = track.judge(value, draft.decimals(i), second, heard);
            if (reason != null) {
                implausible = implausible.isEmpty() ? new ArrayList<>() : implausible;
                implausible.add(track.describe(draft.mantissa(i), draft.decimals(i), reason, second, heard));
            }
        }
        boolean whole = implausible.size() >= FEWEST_OF_WHOLE && SHARE_OF_WHOLE * implausible.size() > checked;
        if (whole) {
            draft.withholdAll();
            return implausible;
        }
        for (int i = 0; i < implausible.size(); i++) { // no iterator while all is well
            draft.withhold(implausible.get(i).quantity());
        }
        for (int i = 0; i < draft.size(); i++) {
            Track track = track(draft, i);
            if (track != null) {
                long value = Limit.millionths(draft.mantissa(i), draft.decimals(i));
                track.take(value, draft.decimals(i), second, heard);
            }
        }
        return implausible;
    }

    private @Nullable Track track(Draft draft, int index) {
        if (draft.text(index) != null) {
            return null;
        }
        Quantity quantity = draft.quantity(index);
        Track known = index < recent.length ? recent[index] : null;
        if (known == null || !known.quantity.equals(quantity)) {
            known = tracks.computeIfAbsent(quantity, Track::new);
            remember(index, known);
        }
        return known.isLimited ? known : null;
    }

    private void remember(int index, Track track) {
        if (index >= recent.length) {
            recent = Arrays.copyOf(recent, 2 * index);
        }
        recent[index] = track;
    }

    private void refresh() {
        tracks.values().forEach(Track::refresh);
    }
}
