package org.polymeter.codec.reading;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.polymeter.codec.reading.MeterInfo.Detail;

/**
 * What has to survive a restart: which meter a wire carries, for telegrams that do not say it, and
 * what a meter is known to send, for lists that come once an hour. Thread-safe.
 */
public interface Bindings {

    Optional<Identity> of(String wire);

    void bind(String wire, Identity identity);

    /** What the meter of that id is known to send; empty if nothing is known. */
    SortedMap<Quantity, Detail> quantities(String meter);

    /** The meter has been found to send this. */
    void learn(String meter, SortedMap<Quantity, Detail> quantities);

    /** Remembers until the program ends. */
    static Bindings inMemory() {
        Map<String, Identity> known = new ConcurrentHashMap<>();
        Map<String, SortedMap<Quantity, Detail>> learnt = new ConcurrentHashMap<>();
        return new Bindings() {
            @Override
            public Optional<Identity> of(String wire) {
                return Optional.ofNullable(known.get(wire));
            }

            @Override
            public void bind(String wire, Identity identity) {
                known.put(wire, identity);
            }

            @Override
            public SortedMap<Quantity, Detail> quantities(String meter) {
                return learnt.getOrDefault(meter, Collections.emptySortedMap());
            }

            @Override
            public void learn(String meter, SortedMap<Quantity, Detail> quantities) {
                learnt.put(meter, quantities);
            }
        };
    }
}
