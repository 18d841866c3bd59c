package org.polymeter.gateway.sink;

import java.time.Duration;
import java.util.function.Function;
import org.polymeter.gateway.profile.Topics;

/**
 * What of the profile is published at a broker, and where.
 *
 * @param version of this program, for the gateway's descriptor
 * @param raw how the frames of a source are published now
 * @param hashed privacy: no identities, no raw frames, no frames in rejects
 * @param absence a broker that loses us for less than that does not call us offline (MQTT 5)
 */
public record ProfileSettings(
        Topics topics, String version, Function<String, Raw> raw, boolean hashed, Duration absence) {

    private static final Duration USUAL_ABSENCE = Duration.ofSeconds(10);

    /** Others of the group wait for us, and the broker queues only so much. */
    private static final Duration ABSENCE_FROM_GROUP = Duration.ofSeconds(1);

    /** How frames are published as they came. */
    public enum Raw {
        OFF,
        BYTES,
        JSON
    }

    public ProfileSettings(Topics topics, String version, Function<String, Raw> raw, boolean hashed) {
        this(topics, version, raw, hashed, USUAL_ABSENCE);
    }

    public static ProfileSettings of(Topics topics, String version) {
        return new ProfileSettings(topics, version, source -> Raw.OFF, false);
    }

    /** For a gateway that shares its work with others. */
    public ProfileSettings inGroup() {
        return new ProfileSettings(topics, version, raw, hashed, ABSENCE_FROM_GROUP);
    }
}
