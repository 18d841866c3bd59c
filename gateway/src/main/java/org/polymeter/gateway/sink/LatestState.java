package org.polymeter.gateway.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last word on everything that is state, so that it can be said again to who was not listening. */
final class LatestState {

    private final Map<String, Meter> meters = new LinkedHashMap<>();
    private Fact.@Nullable GatewayDescribed gateway;

    private static final class Meter {
        Fact.@Nullable Described described;

        Fact.@Nullable Alive alive;

        Fact.@Nullable Known known;
    }

    /** Facts that are no state pass without a trace. */
    void remember(Fact fact) {
        switch (fact) {
            case Fact.GatewayDescribed described -> gateway = described;
            case Fact.Described described -> meter(described.info().meter()).described = described;
            case Fact.Alive alive -> meter(alive.meter()).alive = alive;
            case Fact.Known known ->
                meter(known.state().meter()).known = new Fact.Known(known.state(), known.older(), List.of());
            case Fact.Removed removed -> meters.remove(removed.meter());
            case Fact.Heard heard -> {}
            case Fact.Happened happened -> {}
            case Fact.Raw raw -> {}
            case Fact.Told told -> {}
            case Fact.Rejected rejected -> {}
            case Fact.Counted counted -> {}
        }
    }

    /** Everything, in an order in which a newcomer understands it. */
    List<Fact> all() {
        List<Fact> all = new ArrayList<>();
        add(all, gateway);
        for (Meter meter : meters.values()) {
            add(all, meter.described);
            add(all, meter.alive);
            add(all, meter.known);
        }
        return all;
    }

    /** The meters whose status has been published. */
    List<String> meters() {
        return meters.entrySet().stream()
                .filter(entry -> entry.getValue().alive != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Meter meter(String id) {
        return meters.computeIfAbsent(id, unused -> new Meter());
    }

    private static void add(List<Fact> all, @Nullable Fact fact) {
        if (fact != null) {
            all.add(fact);
        }
    }
}
