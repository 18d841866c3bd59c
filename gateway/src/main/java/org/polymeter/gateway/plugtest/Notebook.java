package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;

/** A sink that notes what every meter delivers, and publishes nothing. Thread-safe. */
public final class Notebook implements Sink {

    /** An hour of a meter that speaks every second; the median of an hour is that of a day. */
    private static final int USUAL_DISTANCES = 3600;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, MeterNotes> meters = new LinkedHashMap<>();
    private final Map<String, SourceNotes> sources = new LinkedHashMap<>();
    private final int distances;
    private long readings;

    public Notebook() {
        this(USUAL_DISTANCES);
    }

    /** {@code distances}: of how many, the newest, a median is; each costs four bytes per quantity. */
    public Notebook(int distances) {
        this.distances = distances;
    }

    /**
     * A notebook for what comes from now on, of sources and meters that are known already.
     *
     * @param counted until now, which is not to be counted again
     */
    public Notebook next(Fact.Counted counted) {
        Notebook next = new Notebook();
        lock.lock();
        try {
            sources.keySet().forEach(next::source);
            meters.values().forEach(notes -> next.described(notes.info()));
        } finally {
            lock.unlock();
        }
        counted.sources().forEach((id, count) -> next.source(id).begins(count));
        return next;
    }

    @Override
    public String describe() {
        return "plug-test";
    }

    @Override
    public void write(List<Fact> batch) {
        lock.lock();
        try {
            batch.forEach(this::note);
        } finally {
            lock.unlock();
        }
    }

    /** Notes one fact. */
    public void take(Fact fact) {
        lock.lock();
        try {
            note(fact);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {}

    /** How many meters have spoken until now. */
    public int meters() {
        lock.lock();
        try {
            return meters.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many readings they made. */
    public long readings() {
        lock.lock();
        try {
            return readings;
        } finally {
            lock.unlock();
        }
    }

    /**
     * All that was noted.
     *
     * @param when listening ended
     * @param listened for how long; empty for captures
     */
    public Observations observations(Instant when, Optional<Duration> listened) {
        lock.lock();
        try {
            Map<String, SourceFacts> ports = new LinkedHashMap<>();
            sources.forEach((id, notes) -> ports.put(id, notes.facts()));
            return new Observations(when, listened, meterFacts(), ports);
        } finally {
            lock.unlock();
        }
    }

    private void note(Fact fact) {
        switch (fact) {
            case Fact.GatewayDescribed gateway ->
                gateway.driverBySource().keySet().forEach(this::source);
            case Fact.Described described -> described(described.info());
            case Fact.Heard heard -> heard(heard.reading());
            case Fact.Rejected rejected -> rejected(rejected);
            case Fact.Counted counted ->
                counted.sources().forEach((id, count) -> source(id).counted(count));
            case Fact.Happened happened -> {}
            case Fact.Known known -> {}
            case Fact.Alive alive -> {}
            case Fact.Removed removed -> meters.remove(removed.meter());
            case Fact.Raw raw -> {}
            case Fact.Told told -> {}
        }
    }

    private void described(MeterInfo info) {
        MeterNotes known = meters.get(info.meter());
        if (known == null) {
            meters.put(info.meter(), new MeterNotes(info, distances));
        } else {
            known.described(info);
        }
        source(info.source());
    }

    private void heard(Reading reading) {
        MeterNotes notes = meters.get(reading.meter());
        if (notes == null) {
            return; // an outbox that overflowed has lost the descriptor, and this is one of the last it kept
        }
        notes.heard(reading);
        source(notes.info().source()).understood();
        readings++;
    }

    private void rejected(Fact.Rejected rejected) {
        source(rejected.source()).rejected(rejected);
        rejected.withheld().ifPresent(quarantine -> {
            MeterNotes notes = meters.get(quarantine.meter());
            if (notes != null) {
                notes.withheld(quarantine);
            }
        });
    }

    private SourceNotes source(String id) {
        return sources.computeIfAbsent(id, SourceNotes::new);
    }

    /** What was noted of one meter; empty if it has not spoken. */
    public Optional<MeterFacts> meter(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(meters.get(id)).map(notes -> notes.facts(label(notes.info(), new HashMap<>())));
        } finally {
            lock.unlock();
        }
    }

    /** In the order of their sources; a meter before those that are read through its port. */
    private List<MeterFacts> meterFacts() {
        List<String> order = List.copyOf(sources.keySet());
        Map<String, Integer> taken = new HashMap<>();
        return meters.values().stream()
                .sorted(Comparator.comparingInt(
                                (MeterNotes notes) -> order.indexOf(notes.info().source()))
                        .thenComparing(Notebook::isSub))
                .map(notes -> notes.facts(label(notes.info(), taken)))
                .toList();
    }

    private static boolean isSub(MeterNotes notes) {
        return notes.info().parent() != null;
    }

    /** Its configured name, or its source; never its number, for reports are shown around. */
    private static String label(MeterInfo info, Map<String, Integer> taken) {
        String name = info.name();
        String plain =
                name != null ? name : Wording.place(info.source()) + (info.parent() == null ? "" : " " + info.medium());
        int times = taken.merge(plain, 1, Integer::sum);
        return times == 1 ? plain : plain + " #" + times;
    }
}
