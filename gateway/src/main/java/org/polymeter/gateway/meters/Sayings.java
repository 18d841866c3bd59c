package org.polymeter.gateway.meters;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Observation;
import org.polymeter.gateway.sink.Fact;

/** The newest that meters said, in their own numbers and units, by code. One thread writes, any may read. */
final class Sayings {

    /**
     * One value.
     *
     * @param value as written, with all its digits
     * @param unit as sent; empty for texts
     * @param received when its telegram ended
     */
    record Saying(String value, String unit, Instant received) {}

    /** More codes of one meter nobody has seen. */
    private static final int MOST = 512;

    private final Map<String, Map<String, Saying>> byMeter = new ConcurrentHashMap<>();

    /** Lists that take turns add up. */
    void take(Fact.Told told) {
        Map<String, Saying> said = byMeter.computeIfAbsent(told.meter(), unused -> new ConcurrentHashMap<>());
        Map<String, Saying> telegram = new HashMap<>();
        List<Observation> observations = told.observations();
        for (Observation observation : observations) {
            if (!observation.obis().equals(Obis.NONE) && said.size() + telegram.size() < MOST) {
                saying(observation, told.received())
                        // of rows of a history, the present value comes first
                        .ifPresent(it -> telegram.putIfAbsent(observation.obis().toString(), it));
            }
        }
        said.putAll(telegram);
    }

    /** {@code meter}: whose telegram it was; empty if it has not said that code since somebody asks. */
    Optional<Saying> of(String meter, String obis) {
        return Optional.ofNullable(byMeter.getOrDefault(meter, Map.of()).get(obis));
    }

    void forget() {
        byMeter.clear();
    }

    private static Optional<Saying> saying(Observation observation, Instant received) {
        return switch (observation) {
            case Observation.Amount amount ->
                Optional.of(
                        new Saying(amount.value().toPlainString(), amount.unit().symbol(), received));
            case Observation.Text text -> Optional.of(new Saying(text.text(), "", received));
            case Observation.Clock clock -> Optional.empty();
        };
    }
}
