package org.polymeter.gateway.compat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.sink.Fact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which meters speak in a format that was made for one: all if each has a topic of its own, else the one
 * that was chosen, else the first that is heard.
 */
final class Choice {

    /** Stands in a topic for the meter's id. */
    static final String METER = "{meter}";

    private static final Logger LOG = LoggerFactory.getLogger(Choice.class);

    private final String topic;
    private final Meters meters;
    private final boolean settled;
    private @Nullable String chosen;
    private boolean refused;

    /**
     * A choice that is not made yet, unless it was made for us.
     *
     * @param topic may have {@link #METER} in it
     * @param chosen id of the meter; empty: see above
     */
    Choice(String topic, Optional<String> chosen, Meters meters) {
        this.topic = topic;
        this.meters = meters;
        this.settled = chosen.isPresent();
        this.chosen = chosen.orElse(null);
    }

    /** A meter that took the place of the chosen one is chosen; one that was removed is not. */
    void remember(Fact fact) {
        if (settled || chosen == null) {
            return;
        }
        if (fact instanceof Fact.Removed removed && removed.meter().equals(chosen)) {
            chosen = null;
        } else if (fact instanceof Fact.Happened happened
                && happened.event().meter().equals(chosen)
                && happened.event().data().get("by") instanceof String successor) {
            chosen = successor;
        }
    }

    /** Whether a reading is a telegram of now; rows of a load profile are not. */
    boolean accepts(Reading reading) {
        return reading.origin() != Origin.PROFILE && accepts(reading.meter());
    }

    boolean accepts(String meter) {
        if (topic.contains(METER) && chosen == null) {
            return meters.isMain(meter);
        }
        if (chosen == null && meters.isMain(meter)) {
            chosen = meter;
        }
        boolean accepted = meter.equals(chosen);
        if (!accepted && !refused && meters.isMain(meter)) {
            refused = true;
            LOG.info("{}: has room for one meter, others are left out; 'meter' chooses, {} separates", topic, METER);
        }
        return accepted;
    }

    String topic(String meter) {
        return topic.replace(METER, meter);
    }
}
