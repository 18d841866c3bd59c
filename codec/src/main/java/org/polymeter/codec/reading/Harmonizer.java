package org.polymeter.codec.reading;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/**
 * Stage 3 of 3: the telegrams of one wire in, readings and events of the profile out.
 *
 * <p>Knows which meter the wire carries, and remembers it for telegrams that do not say it. One
 * thread at a time; takes the time from its callers.
 */
public final class Harmonizer {

    /** Receives what comes of telegrams, in order: descriptor (if new), reading, events. */
    public interface Listener {

        void described(MeterInfo info);

        void reading(Reading reading);

        void event(Event event);

        /**
         * Values that cannot be were taken out of a reading, before it and of what is left of it.
         *
         * @param evidence what they were read from
         */
        default void quarantined(Quarantine quarantine, byte[] evidence) {}
    }

    /** How long telegrams wait for one that says which meter it is. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** Four telegrams a second for a minute; more of them do not wait any longer. */
    private static final int MOST_WAITING = 240;

    private static final List<String> CLOCK = List.of("clock");
    private static final List<String> UNVERIFIED = List.of("unverified");
    private static final List<String> CLOCK_UNVERIFIED = List.of("clock", "unverified");

    private static final Obis MESSAGE = Obis.of(0, 0, 96, 13, 0);
    private static final Obis PEAK = Obis.of(1, 0, 1, 6, 0);
    private static final Obis PEAK_EXPORT = Obis.of(1, 0, 2, 6, 0);

    /** A telegram that waits for an identity. */
    private record Waiting(Telegram telegram, Frame frame, Instant received) {}

    private WireSettings wire;
    private final boolean hidesIdentity;
    private final Bindings bindings;
    private final Listener listener;
    private final MeterClock clock;
    private final Mapping mapping;
    private final Draft draft = new Draft();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final SubMeters subMeters;
    private final WireBinding binding;
    private final Routine routine = new Routine();
    private final Consumer<Event> events;
    private final Predicate<SubMeters.Value> subMeter = this::subMeter;

    /** The gateway's clock and the meter's at the last telegram that had one. */
    private @Nullable Instant heardLast;

    private Instant toldLast = Instant.EPOCH;

    /** Of the telegram that was taken last; null while it waits. */
    private @Nullable MeterMemory meterOfLast;

    public Harmonizer(WireSettings wire, MeterIds ids, Bindings bindings, Listener listener) {
        this.wire = wire;
        this.hidesIdentity = ids.hidesIdentity();
        this.bindings = bindings;
        this.listener = listener;
        this.events = listener::event;
        this.binding = new WireBinding(wire, ids, bindings, events);
        this.clock = new MeterClock(wire.zone());
        this.mapping = new Mapping(wire.ratio());
        this.subMeters = new SubMeters(clock, mapping);
    }

    /**
     * Takes one telegram; both arguments are borrowed for the call.
     *
     * @param frame where the telegram was read from: its raw bytes are the evidence of the id
     * @param received the gateway's clock at the frame's last byte
     */
    public void telegram(Telegram telegram, Frame frame, Instant received) {
        MeterMemory again = routine.meterOf(telegram);
        if (again != null) {
            meterOfLast = again;
            harmonize(again, telegram, frame, received, true);
            return;
        }
        MeterMemory meter = binding.meterOf(Identity.of(telegram), received);
        meterOfLast = meter;
        if (meter == null && waiting.size() < MOST_WAITING) {
            waiting.add(new Waiting(telegram.copy(), frame.copy(), received));
            return;
        }
        MeterMemory known = meter != null ? meter : binding.lastResort();
        meterOfLast = known;
        release(known);
        harmonize(known, telegram, frame, received, false);
    }

    /**
     * Telegrams that waited too long for an identity go out under the next best one; so do those that came before the
     * clock was set back.
     */
    public void tick(Instant now) {
        Waiting oldest = waiting.peekFirst();
        if (oldest != null && (!now.isBefore(oldest.received.plus(LONGEST_WAIT)) || now.isBefore(oldest.received))) {
            flush();
        }
    }

    /** What waits goes out now: the wire has ended. */
    public void flush() {
        if (!waiting.isEmpty()) {
            release(binding.lastResort());
        }
    }

    /**
     * People say something else of the meters from now on: name, role or limits, not the id. Meters that were described
     * are described again.
     */
    public void called(MeterLabel meter, Map<Integer, MeterLabel> subMeters) {
        wire = wire.withMeter(meter).withSubMeters(subMeters);
        for (MeterMemory known : binding.called(wire)) {
            if (known.isChanged()) {
                listener.described(known.describe(wire, hidesIdentity));
            }
        }
    }

    /** Whether several meters of M-Bus share a wire whose meter's id is configured. */
    public boolean isShared() {
        return binding.isShared();
    }

    /** Meter clock minus gateway clock at the last telegram with a clock. */
    public Optional<Duration> skew() {
        return Optional.ofNullable(heardLast).map(heard -> Duration.between(heard, toldLast));
    }

    /** The meter this wire is bound to, once it is known. */
    public Optional<String> boundMeter() {
        return binding.meter();
    }

    /** The meter whose telegram was taken last; empty while it waits for an identity. */
    public Optional<String> meterOfLast() {
        return Optional.ofNullable(meterOfLast).map(memory -> memory.meter);
    }

    private void release(MeterMemory meter) {
        while (!waiting.isEmpty()) {
            Waiting next = waiting.removeFirst();
            harmonize(meter, next.telegram, next.frame, next.received, false);
        }
    }

    /** {@code again}: the telegram differs from the last one in nothing but numbers. */
    private void harmonize(MeterMemory meter, Telegram telegram, Frame frame, Instant received, boolean again) {
        if (!again) {
            Description.read(telegram, meter);
        }
        Instant heard = wire.clock().replay() && telegram.isTimed()
                ? clock.resolve(telegram.localSecond(), telegram.deviation(), received)
                : received;
        Instant time = heard;
        TimeSource source = TimeSource.GATEWAY;
        boolean doubted = false;
        if (telegram.isTimed() && !wire.clock().ignored()) {
            Instant told = clock.resolve(telegram.localSecond(), telegram.deviation(), heard);
            boolean clockless = heard.isBefore(wire.clock().earliestNow());
            heardLast = heard;
            toldLast = told;
            doubted = clockless || MeterClock.isBeyond(heard, told, wire.clock().maxSkew());
            if (!doubted || clockless) {
                time = told;
                source = wire.clock().source();
            }
        }
        List<String> quality = quality(doubted, frame);
        if (again) {
            draft.repeat(routine.draft(), telegram);
        } else {
            main(meter, telegram, time);
        }
        believe(meter, telegram.protocol(), frame, time, heard);
        if (draft.size() > 0) {
            if (draft.isRepeated()) {
                draft.sumAgain();
            } else {
                meter.derivation.derive(draft, meter);
            }
            Reading reading = draft.seal(
                    meter.meter,
                    time,
                    source,
                    heard,
                    wire.clock().replay() ? Origin.REPLAY : Origin.PUSH,
                    quality,
                    frame.raw(),
                    frame.rawOffset(),
                    frame.rawLength());
            publish(meter, reading);
            if (!again) {
                events(meter, telegram, frame, reading);
            }
        }
        if (!again) {
            routine.learn(telegram, meter, draft);
            history(meter, telegram, frame, heard, quality);
        } else if (!draft.isRepeated()) {
            routine.forget();
        }
        if (!again || !routine.isSettled()) {
            Moment moment =
                    new Moment(time, source, heard, quality, wire.clock().replay());
            routine.settled(subMeters.read(telegram, frame, meter.meter, moment, subMeter));
        }
    }

    /** Leaves in the draft what can be. */
    private void believe(MeterMemory meter, String protocol, Frame frame, Instant time, Instant received) {
        List<Quarantine.Value> implausible = meter.plausibility.check(draft, time, received);
        if (!implausible.isEmpty()) {
            byte[] evidence = Arrays.copyOfRange(frame.raw(), frame.rawOffset(), frame.rawOffset() + frame.rawLength());
            listener.quarantined(
                    new Quarantine(meter.meter, protocol, received, draft.size() == 0, implausible), evidence);
        }
    }

    /** What all meters of one telegram have in common. */
    record Moment(Instant time, TimeSource source, Instant received, List<String> quality, boolean replay) {}

    private void main(MeterMemory meter, Telegram telegram, Instant time) {
        draft.clear();
        for (int i = 0; i < telegram.size(); i++) {
            Obis obis = telegram.obis(i);
            if (telegram.hasStatus(i)) {
                mapping.status(telegram, i, draft, meter);
            }
            if (Description.concerns(telegram, i)
                    || Identity.concerns(telegram, i)
                    || SubMeters.concerns(obis)
                    || telegram.isRow(i)
                    || isLog(obis)) {
                continue;
            }
            switch (telegram.kind(i)) {
                case AMOUNT -> {
                    mapping.amount(telegram, i, false, draft, meter);
                    if (telegram.isCaptured(i)) {
                        peak(telegram, i, time, meter);
                    }
                }
                case TEXT -> mapping.text(telegram, i, draft, meter);
                case CLOCK -> {} // the telegram's time, or a time that means nothing to the profile
            }
        }
    }

    /** The months of a peak history (Belgium, 0-0:98.1.0), each once. */
    private void history(MeterMemory meter, Telegram telegram, Frame frame, Instant received, List<String> quality) {
        Instant newest = meter.lastRow;
        for (int i = 0; i < telegram.size(); i++) {
            boolean peak = telegram.isRow(i) && telegram.isCaptured(i) && telegram.kind(i) == Telegram.Kind.AMOUNT;
            if (!peak || !telegram.unit(i).base().equals("W")) {
                continue;
            }
            Instant row = clock.resolve(telegram.rowSecond(i), telegram.rowDeviation(i), received);
            if (row.isAfter(meter.lastRow)) {
                routine.forget();
                draft.clear();
                mapping.amountAs(PEAK, telegram, i, draft, meter);
                peakTime("demand_import_max_time", telegram, i, received, meter);
                believe(meter, telegram.protocol(), frame, row, received);
                newest = row.isAfter(newest) ? row : newest;
                if (!draft.withheld().isEmpty()) {
                    continue;
                }
                byte[] evidence = record(telegram, frame, i).getBytes(StandardCharsets.ISO_8859_1);
                listener.reading(draft.seal(
                        meter.meter,
                        row,
                        wire.clock().source(),
                        received,
                        Origin.PROFILE,
                        quality,
                        evidence,
                        0,
                        evidence.length));
            }
        }
        meter.lastRow = newest;
    }

    /** The capture time of a demand peak is a value of its own. */
    private void peak(Telegram telegram, int index, Instant near, MeterMemory meter) {
        if (isSame(telegram.obis(index), PEAK)) {
            peakTime("demand_import_max_time", telegram, index, near, meter);
        } else if (isSame(telegram.obis(index), PEAK_EXPORT)) {
            peakTime("demand_export_max_time", telegram, index, near, meter);
        }
    }

    private void peakTime(String name, Telegram telegram, int index, Instant near, MeterMemory meter) {
        Quantity quantity = Vocabulary.standard().named(name);
        if (quantity != null && draft.indexOf(quantity) < 0) {
            Instant captured = clock.resolve(telegram.localSecond(index), telegram.deviation(index), near);
            draft.text(quantity, Timestamps.format(captured));
            meter.read(quantity, "", -1, telegram.obis(index).toString());
        }
    }

    /** The same code on whatever channel. */
    private static boolean isSame(Obis one, Obis other) {
        return one.a() == other.a() && one.c() == other.c() && one.d() == other.d() && one.e() == other.e();
    }

    /** A gas, water or heat meter behind this one's port has spoken; false if it says the same as before. */
    private boolean subMeter(SubMeters.Value value) {
        MeterMemory meter = binding.subMeter(value);
        if (value.captured().isPresent() && value.captured().get().equals(meter.lastCapture)) {
            return false;
        }
        if (routine.isOf(meter)) {
            routine.forget();
        }
        meter.subMeterOf(value.parent(), value.channel(), value.medium());
        meter.speaks(value.protocol());
        draft.clear();
        value.fill(draft, meter);
        Moment moment = value.moment();
        Instant time = value.captured().orElse(moment.time());
        believe(meter, value.protocol(), value.frame(), time, moment.received());
        if (draft.withheld().isEmpty()) { // else what comes of the next telegram may be the true one
            meter.lastCapture = value.captured().orElse(null);
        }
        if (draft.size() > 0) {
            meter.derivation.derive(draft, meter);
            byte[] evidence = value.evidence();
            publish(
                    meter,
                    draft.seal(
                            meter.meter,
                            time,
                            value.captured().isPresent() ? wire.clock().source() : moment.source(),
                            moment.received(),
                            moment.replay() ? Origin.REPLAY : Origin.PUSH,
                            moment.quality(),
                            evidence,
                            0,
                            evidence.length));
        }
        return true;
    }

    private void publish(MeterMemory meter, Reading reading) {
        if (meter.isChanged()) {
            MeterInfo info = meter.describe(wire, hidesIdentity);
            bindings.learn(info.meter(), info.quantities());
            listener.described(info);
        }
        listener.reading(reading);
        meter.watch.reading(reading, events);
    }

    private void events(MeterMemory meter, Telegram telegram, Frame frame, Reading reading) {
        Instant newest = Instant.EPOCH;
        boolean log = false;
        for (int i = 0; i < telegram.size(); i++) {
            Obis obis = telegram.obis(i);
            if (obis.packed() == MESSAGE.packed() && telegram.kind(i) == Telegram.Kind.TEXT) {
                meter.watch.message(reading, Mapping.message(telegram, i), events);
            } else if (isLog(obis)) {
                log = true;
                if (telegram.isCaptured(i)) {
                    Instant end = clock.resolve(telegram.localSecond(i), telegram.deviation(i), reading.time());
                    if (meter.watch.isNews(end)) {
                        byte[] evidence = record(telegram, frame, i).getBytes(StandardCharsets.ISO_8859_1);
                        meter.watch.failure(reading, end, telegram.mantissa(i), evidence, events);
                    }
                    newest = end.isAfter(newest) ? end : newest;
                }
            }
        }
        if (log) {
            meter.watch.failuresSeenUntil(newest);
        }
    }

    /** Whether a line's stamp is more than the time of its own number. */
    static boolean isStamped(Telegram telegram, int index) {
        Obis obis = telegram.obis(index);
        boolean counts = isLog(obis) || SubMeters.concerns(obis) || isSame(obis, PEAK) || isSame(obis, PEAK_EXPORT);
        return telegram.isRow(index) || (telegram.isCaptured(index) && counts);
    }

    /** The bytes an observation was read from. */
    static String record(Telegram telegram, Frame frame, int index) {
        return new String(
                frame.payload(),
                frame.payloadOffset() + telegram.recordOffset(index),
                telegram.recordLength(index),
                StandardCharsets.ISO_8859_1);
    }

    private List<String> quality(boolean doubted, Frame frame) {
        boolean unverified = frame.integrity() == Integrity.UNCHECKED;
        if (doubted) {
            return unverified ? CLOCK_UNVERIFIED : CLOCK;
        }
        return unverified ? UNVERIFIED : List.of();
    }

    private static boolean isLog(Obis obis) {
        return obis.a() == 1 && obis.c() == 99 && obis.d() == 97;
    }
}
