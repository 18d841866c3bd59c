package org.polymeter.gateway.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.MeterState;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.sink.Fact;

/**
 * What is known of every meter now: descriptor, merged state, and whether it is heard. Turns
 * readings into the facts and states that sinks get, in the order of the profile. One thread.
 */
final class MeterBook {

    private static final double SHORTEST_TIMEOUT = 30;
    private static final double LONGEST_TIMEOUT = 2 * 3600;
    private static final double SHORTEST_SUB_TIMEOUT = 30 * 60;
    private static final double LONGEST_SUB_TIMEOUT = 26 * 3600;
    private static final int MISSED_READINGS = 5;
    private static final int MISSED_SUB_READINGS = 3;

    /** Meters on a bus share a wire: that one of them is heard says nothing of the others. */
    private static final String BUS = "mbus";

    /** Some on a bus are asked once a day, to spare their batteries. */
    private static final Duration LONGEST_DOUBT = Duration.ofHours(26);

    /** Readings of our own that may come back to us from where they were published. */
    private static final int MOST_ECHOES = 16;

    /** Two gateways that publish a state within that time may do so in the wrong order. */
    private static final Duration RACE = Duration.ofSeconds(1);

    /** By so much an interval has to change before it is news. */
    private static final double NOTABLE = 1.5;

    /** A clock that is set back by less hides what comes for no longer than that. */
    private static final Duration NOTABLE_STEP = Duration.ofMinutes(1);

    private final Duration stateInterval;
    private final Duration stateMaxAge;
    private final Consumer<Fact> out;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private boolean listening;

    /** One meter. */
    private final class Page {
        final String meter;
        final MeterState state = new MeterState(stateMaxAge);
        final Tempo tempo = new Tempo();

        @Nullable
        MeterInfo info;

        @Nullable
        MeterInfo described;

        /** As published last. */
        Fact.@Nullable Known known;

        @Nullable
        Instant heard;

        /** By the clock that readings are stamped with. */
        @Nullable
        Instant received;

        @Nullable
        Instant published;

        /** Seconds between readings, as described; 0 while unknown. */
        double interval;

        /** Whether this gateway hears it, not only others of its group. */
        boolean own;

        /** When its source was changed, if it was not heard since: it may be another meter that is heard there now. */
        @Nullable
        Instant doubted;

        boolean online;
        boolean pending;

        /** Published by us, and not come back yet; empty unless we listen. */
        final Deque<Reading> echoes = new ArrayDeque<>();

        Page(String meter) {
            this.meter = meter;
        }
    }

    MeterBook(Duration stateInterval, Duration stateMaxAge, Consumer<Fact> out) {
        this.stateInterval = stateInterval;
        this.stateMaxAge = stateMaxAge;
        this.out = out;
    }

    /** From now on, what gateways of the group publish is {@link #published} here, too. */
    void listen() {
        listening = true;
    }

    List<String> meters() {
        return pages.values().stream()
                .filter(page -> page.own)
                .map(page -> page.meter)
                .toList();
    }

    /** A descriptor, new or changed; returns whether the meter is new. */
    boolean described(MeterInfo info) {
        Page page = page(info.meter());
        boolean isNew = !page.own;
        page.own = true;
        page.doubted = null;
        page.info = info;
        if (info.parent() == null) {
            forget(isReplacedBy(info));
        }
        describe(page);
        return isNew;
    }

    /**
     * A reading of a meter that this gateway hears.
     *
     * @param now on the clock that {@link #tick} goes by, which is not the one that readings are stamped with: that
     *     one may be set, and readings of a capture were received long ago
     */
    void heard(Reading reading, Instant now) {
        Page page = page(reading.meter());
        page.own = true;
        if (reading.origin() != Origin.REPLAY) {
            noticeClock(page, reading.received());
        }
        alive(page, reading, now);
        out.accept(new Fact.Heard(reading));
        if (listening) {
            remember(page.echoes, reading);
        }
        boolean urgent = page.state.merge(reading);
        page.pending = true;
        if (urgent || isDue(page, now)) {
            publish(page, now);
        }
    }

    /**
     * A reading that a gateway of the group published: another one, or we ourselves. It counts for the state
     * of the meter, which is one whoever hears it.
     */
    void published(Reading reading, Instant now) {
        Page page = page(reading.meter());
        if (page.echoes.remove(reading)) {
            return;
        }
        page.state.merge(reading);
        if (page.own) {
            alive(page, reading, now);
            Instant published = page.published;
            page.pending |= published != null && now.isBefore(published.plus(RACE));
        }
    }

    /** Says everything again that another gateway may have contradicted when it went. */
    void sayAgain(Instant now) {
        for (Page page : pages.values()) {
            if (page.own) {
                page.described = null;
                describe(page);
                out.accept(new Fact.Alive(page.meter, page.online));
                publish(page, now);
            }
        }
    }

    /**
     * Publishes states that have waited, and notices who has fallen silent; returns whether any meter is no more
     * because of that.
     */
    boolean tick(Instant now) {
        for (Page page : pages.values()) {
            if (page.pending && isDue(page, now)) {
                publish(page, now);
            }
            if (page.online && isSilent(page, now)) {
                goOffline(page);
            }
        }
        return forget(info -> isGivenUp(info, now));
    }

    /** Publishes all states that wait, due or not: nothing comes after them. */
    void flush(Instant now) {
        pages.values().stream().filter(page -> page.pending).forEach(page -> publish(page, now));
    }

    /**
     * Until they are heard again, meters of this source leave as soon as another one is heard there. Those on a bus
     * leave when others were heard there and they were not, for longer than any of them is silent.
     */
    void doubt(String source, Instant now) {
        for (Page page : pages.values()) {
            MeterInfo info = page.info;
            if (info != null && info.source().equals(source)) {
                page.doubted = now;
            }
        }
    }

    /** Meters that are no more, and those behind them; returns whether there were any. */
    boolean forget(Predicate<MeterInfo> which) {
        List<Page> leaving = pages.values().stream()
                .filter(page -> page.info != null && which.test(page.info))
                .toList();
        leaving.forEach(page -> remove(page.meter));
        return !leaving.isEmpty();
    }

    /** Tells a newcomer all that is state now. */
    void tell(Consumer<Fact> newcomer) {
        for (Page page : pages.values()) {
            MeterInfo described = page.described;
            if (!page.own || described == null) {
                continue;
            }
            newcomer.accept(new Fact.Described(described));
            newcomer.accept(new Fact.Alive(page.meter, page.online));
            Fact.Known known = page.known;
            if (known != null) {
                newcomer.accept(known);
            }
        }
    }

    /** A device that says itself that it leaves. */
    void gone(String meter) {
        Page page = pages.get(meter);
        if (page != null && page.online) {
            goOffline(page);
        }
    }

    private Predicate<MeterInfo> isReplacedBy(MeterInfo info) {
        return other -> page(other.meter()).doubted != null
                && isHeardBy(other, info.source())
                && !(isOnBus(other) && isOnBus(info));
    }

    private boolean isGivenUp(MeterInfo info, Instant now) {
        Instant doubted = page(info.meter()).doubted;
        return doubted != null
                && info.parent() == null
                && now.isAfter(doubted.plus(LONGEST_DOUBT))
                && pages.values().stream().anyMatch(page -> wasHeardBy(info.source(), page));
    }

    /** Whether it was heard there since that source was changed. */
    private static boolean wasHeardBy(String source, Page page) {
        MeterInfo info = page.info;
        return info != null && page.doubted == null && isHeardBy(info, source);
    }

    /** Whether a source hears it itself, and not through another meter. */
    private static boolean isHeardBy(MeterInfo info, String source) {
        return info.parent() == null && info.source().equals(source);
    }

    private static boolean isOnBus(MeterInfo info) {
        return info.identityScheme().equals(BUS);
    }

    private void remove(String meter) {
        Page page = pages.remove(meter);
        if (page == null) {
            return;
        }
        Fact.Known known = page.known;
        List<String> names = known == null
                ? List.of()
                : IntStream.range(0, known.state().size())
                        .mapToObj(i -> known.state().quantity(i).name())
                        .toList();
        out.accept(new Fact.Removed(meter, names));
        forget(info -> meter.equals(info.parent()));
    }

    private static void remember(Deque<Reading> echoes, Reading reading) {
        if (echoes.size() == MOST_ECHOES) {
            echoes.removeFirst();
        }
        echoes.addLast(reading);
    }

    /** Values with times that have not come yet, since the clock was set back, would hide all that comes now. */
    private static void noticeClock(Page page, Instant received) {
        Instant before = page.received;
        if (before != null && received.isBefore(before.minus(NOTABLE_STEP))) {
            page.state.setBack(received, Duration.between(received, before));
        }
        page.received = received;
    }

    private void alive(Page page, Reading reading, Instant now) {
        page.tempo.heard(isSubMeter(page) ? reading.time() : reading.received());
        settle(page);
        page.heard = now;
        describe(page);
        if (!page.online) {
            page.online = true;
            out.accept(new Fact.Alive(page.meter, true));
        }
    }

    private void goOffline(Page page) {
        page.online = false;
        out.accept(new Fact.Alive(page.meter, false));
        for (Page other : new ArrayList<>(pages.values())) {
            MeterInfo info = other.info;
            if (info != null && other.online && page.meter.equals(info.parent())) {
                goOffline(other);
            }
        }
    }

    private boolean isSilent(Page page, Instant now) {
        Instant heard = page.heard;
        double timeout = timeout(page);
        return heard != null && Duration.between(heard, now).toMillis() > 1000 * timeout;
    }

    private double timeout(Page page) {
        boolean sub = isSubMeter(page);
        double longest = sub ? LONGEST_SUB_TIMEOUT : LONGEST_TIMEOUT;
        if (page.interval == 0) {
            return longest;
        }
        double missed = (sub ? MISSED_SUB_READINGS : MISSED_READINGS) * page.interval;
        return Math.min(longest, Math.max(sub ? SHORTEST_SUB_TIMEOUT : SHORTEST_TIMEOUT, missed));
    }

    /** An adapter that speaks as it pleases must not change its descriptor with every word. */
    private static void settle(Page page) {
        double measured = page.tempo.intervalSeconds().orElse(0);
        boolean differs = measured > page.interval * NOTABLE || measured < page.interval / NOTABLE;
        if (measured > 0 && differs) {
            page.interval = measured;
        }
    }

    private static boolean isSubMeter(Page page) {
        return page.info != null && page.info.parent() != null;
    }

    private boolean isDue(Page page, Instant now) {
        Instant published = page.published;
        return published == null || !now.isBefore(published.plus(stateInterval));
    }

    private void publish(Page page, Instant now) {
        MeterState.Snapshot snapshot = page.state.snapshot();
        if (snapshot != null) {
            page.known = new Fact.Known(snapshot.reading(), snapshot.older(), List.of());
            out.accept(new Fact.Known(snapshot.reading(), snapshot.older(), snapshot.gone()));
        }
        page.published = now;
        page.pending = false;
    }

    /** Publishes the descriptor if it says something new. */
    private void describe(Page page) {
        MeterInfo info = page.info;
        if (info == null) {
            return;
        }
        MeterInfo full = info.withTempo(page.interval, page.interval == 0 ? 0 : timeout(page));
        if (!full.equals(page.described)) {
            page.described = full;
            out.accept(new Fact.Described(full));
        }
    }

    private Page page(String meter) {
        return pages.computeIfAbsent(meter, Page::new);
    }
}
