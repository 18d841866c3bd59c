package org.polymeter.gateway.compat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.gateway.sink.Fact;

/** What is known of the meters that were described. */
final class Meters {

    private static final String ELECTRICITY = "electricity";

    private final boolean hashed;
    private final Map<String, MeterInfo> infos = new HashMap<>();

    /** {@code hashed}: privacy, no meter is called by its own number. */
    Meters(boolean hashed) {
        this.hashed = hashed;
    }

    void remember(Fact fact) {
        if (fact instanceof Fact.Described described) {
            infos.put(described.info().meter(), described.info());
        } else if (fact instanceof Fact.Removed removed) {
            infos.remove(removed.meter());
        }
    }

    Optional<MeterInfo> info(String meter) {
        return Optional.ofNullable(infos.get(meter));
    }

    /** Whether it counts electricity, and is not read through another meter. */
    boolean isMain(String meter) {
        return info(meter)
                .filter(info -> info.parent() == null && info.medium().equals(ELECTRICITY))
                .isPresent();
    }

    /** The meter whose port a gas meter is read through; empty for all others. */
    Optional<String> parentOfGas(String meter) {
        return info(meter)
                .filter(info -> info.medium().equals("gas"))
                .flatMap(info -> Optional.ofNullable(info.parent()));
    }

    /** The number on the meter; its id if it has said none, or if privacy hides it. */
    String number(String meter) {
        return info(meter)
                .filter(info -> !hashed && !info.identityScheme().equals("source"))
                .flatMap(info -> Optional.ofNullable(info.identityValue()))
                .orElse(meter);
    }

    /** The same as one level of a topic. */
    String level(String meter) {
        return number(meter).replaceAll("[/+#\\x00]", "-");
    }

    /** Of the meter's wall clock. */
    ZoneId zone(String meter) {
        return info(meter).map(info -> ZoneId.of(info.zone())).orElse(ZoneOffset.UTC);
    }
}
