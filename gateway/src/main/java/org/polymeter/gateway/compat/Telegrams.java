package org.polymeter.gateway.compat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.sink.Fact;

/** What was said last, as far as it completes the next telegram of a meter. */
final class Telegrams {

    private final Map<String, Reading> states = new HashMap<>();
    private final Map<String, Reading> gas = new HashMap<>();

    /** {@code meters}: have to know of the fact already. */
    void remember(Fact fact, Meters meters) {
        if (fact instanceof Fact.Known known) {
            states.put(known.state().meter(), known.state());
            gas(known.state(), meters);
        } else if (fact instanceof Fact.Heard heard) {
            gas(heard.reading(), meters);
        } else if (fact instanceof Fact.Removed removed) {
            states.remove(removed.meter());
            gas.values().removeIf(reading -> reading.meter().equals(removed.meter()));
        }
    }

    Whole whole(Reading reading) {
        return new Whole(
                reading,
                Optional.ofNullable(states.get(reading.meter())),
                Optional.ofNullable(gas.get(reading.meter())));
    }

    private void gas(Reading reading, Meters meters) {
        meters.parentOfGas(reading.meter()).ifPresent(parent -> gas.put(parent, reading));
    }
}
