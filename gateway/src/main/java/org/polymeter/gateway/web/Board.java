package org.polymeter.gateway.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.sink.Fact;

/** What is known now, and who listens for what comes next. One thread writes, any may read. */
final class Board {

    /** The latest facts of one meter. */
    static final class Meter {

        volatile Fact.@Nullable Described described;
        volatile Fact.@Nullable Alive alive;
        volatile Fact.@Nullable Known known;

        /** When the last reading was received. */
        volatile @Nullable Instant heard;

        /** In an order in which a newcomer understands them. */
        List<Fact> facts() {
            List<Fact> facts = new ArrayList<>();
            add(facts, described);
            add(facts, alive);
            add(facts, known);
            return facts;
        }

        boolean isOnline() {
            Fact.Alive status = alive;
            return status != null && status.online();
        }

        private static void add(List<Fact> facts, @Nullable Fact fact) {
            if (fact != null) {
                facts.add(fact);
            }
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentSkipListMap<String, Meter> meters = new ConcurrentSkipListMap<>();
    private final List<Consumer<Fact>> listeners = new ArrayList<>();
    private volatile Fact.@Nullable GatewayDescribed gateway;
    private volatile Fact.@Nullable Counted counted;

    void put(Fact fact) {
        lock.lock();
        try {
            remember(fact);
            listeners.forEach(listener -> listener.accept(fact));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells a listener of all facts from now on; it must not block.
     *
     * @return all that is state at this moment
     */
    List<Fact> listen(Consumer<Fact> listener) {
        lock.lock();
        try {
            listeners.add(listener);
            return state();
        } finally {
            lock.unlock();
        }
    }

    /** All that is state at this moment, in an order in which a newcomer understands it. */
    List<Fact> state() {
        lock.lock();
        try {
            List<Fact> state = new ArrayList<>();
            gateway().ifPresent(state::add);
            meters.values().forEach(meter -> state.addAll(meter.facts()));
            return state;
        } finally {
            lock.unlock();
        }
    }

    void forget(Consumer<Fact> listener) {
        lock.lock();
        try {
            listeners.remove(listener);
        } finally {
            lock.unlock();
        }
    }

    /** By id, in its order. */
    NavigableMap<String, Meter> meters() {
        return Collections.unmodifiableNavigableMap(meters);
    }

    Optional<Fact.GatewayDescribed> gateway() {
        return Optional.ofNullable(gateway);
    }

    /** The counters that were published last. */
    Optional<Fact.Counted> counted() {
        return Optional.ofNullable(counted);
    }

    private void remember(Fact fact) {
        switch (fact) {
            case Fact.GatewayDescribed described -> gateway = described;
            case Fact.Counted count -> counted = count;
            case Fact.Described described -> meter(described.info().meter()).described = described;
            case Fact.Alive alive -> meter(alive.meter()).alive = alive;
            case Fact.Known known ->
                meter(known.state().meter()).known = new Fact.Known(known.state(), known.older(), List.of());
            case Fact.Heard heard ->
                meter(heard.reading().meter()).heard = heard.reading().received();
            case Fact.Removed removed -> meters.remove(removed.meter());
            case Fact.Happened happened -> {}
            case Fact.Raw raw -> {}
            case Fact.Told told -> {}
            case Fact.Rejected rejected -> {}
        }
    }

    private Meter meter(String id) {
        return meters.computeIfAbsent(id, unused -> new Meter());
    }
}
