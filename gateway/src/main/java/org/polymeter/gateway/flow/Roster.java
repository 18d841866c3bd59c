package org.polymeter.gateway.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who takes part in a gateway. Never changes: who comes or goes makes another one.
 *
 * @param sources by lane; lanes that are missing are no sources of meters
 */
record Roster(List<Lane> lanes, Map<Lane, Source> sources, List<Courier> couriers) {

    static final Roster EMPTY = new Roster(List.of(), Map.of(), List.of());

    /**
     * What the gateway tells of a source.
     *
     * @param driver its kind, for the gateway's descriptor
     */
    record Source(String id, String driver, SourceLedger ledger) {}

    Roster {
        lanes = List.copyOf(lanes);
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        couriers = List.copyOf(couriers);
    }

    Roster with(Lane lane, Optional<Source> source) {
        List<Lane> more = new ArrayList<>(lanes);
        more.add(lane);
        Map<Lane, Source> known = new LinkedHashMap<>(sources);
        source.ifPresent(it -> known.put(lane, it));
        return new Roster(more, known, couriers);
    }

    Roster without(Lane lane) {
        Map<Lane, Source> known = new LinkedHashMap<>(sources);
        known.remove(lane);
        return new Roster(lanes.stream().filter(it -> it != lane).toList(), known, couriers);
    }

    Roster with(Courier courier) {
        List<Courier> more = new ArrayList<>(couriers);
        more.add(courier);
        return new Roster(lanes, sources, more);
    }

    Roster without(Courier courier) {
        return new Roster(
                lanes, sources, couriers.stream().filter(it -> it != courier).toList());
    }

    /** By source, its kind. */
    Map<String, String> drivers() {
        return sources.values().stream()
                .collect(Collectors.toMap(Source::id, Source::driver, (one, other) -> other, LinkedHashMap::new));
    }
}
