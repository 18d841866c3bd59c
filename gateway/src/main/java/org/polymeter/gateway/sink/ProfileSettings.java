package org.polymeter.gateway.sink;

import java.util.Map;
import org.polymeter.gateway.profile.Topics;

/**
 * What of the profile is published at a broker, and where.
 *
 * @param version of this program, for the gateway's descriptor
 * @param rawBySource how the frames of a source are published; sources that are missing are off
 * @param hashed privacy: no identities, no raw frames, no frames in rejects
 */
public record ProfileSettings(Topics topics, String version, Map<String, Raw> rawBySource, boolean hashed) {

    /** How frames are published as they came. */
    public enum Raw {
        OFF,
        BYTES,
        JSON
    }

    public ProfileSettings {
        rawBySource = Map.copyOf(rawBySource);
    }

    public static ProfileSettings of(Topics topics, String version) {
        return new ProfileSettings(topics, version, Map.of(), false);
    }
}
