package org.polymeter.gateway.homeassistant;

import java.time.Duration;
import org.polymeter.gateway.profile.Topics;

/**
 * How meters are announced to Home Assistant.
 *
 * @param version of this program
 * @param prefix first levels of the topics that Home Assistant watches, usually {@code homeassistant}
 * @param expiry after which Home Assistant shall no longer believe a value; zero: never
 * @param hashed privacy: no serial numbers
 * @param grouped whether other gateways publish the same meters, so that none of them is the meters' own
 */
public record DiscoverySettings(
        Topics topics, String version, Form form, String prefix, Duration expiry, boolean hashed, boolean grouped) {

    /** Those of a gateway that has its meters to itself. */
    public DiscoverySettings(Topics topics, String version, Form form, String prefix, Duration expiry, boolean hashed) {
        this(topics, version, form, prefix, expiry, hashed, false);
    }

    /** One message per device, or one per entity. */
    public enum Form {
        DEVICE,
        COMPONENT
    }

    /** In the form, and under the prefix, that Home Assistant expects today. */
    public static DiscoverySettings of(Topics topics, String version) {
        return new DiscoverySettings(topics, version, Form.DEVICE, "homeassistant", Duration.ZERO, false);
    }

    /** The same for a gateway that shares its meters with others. */
    public DiscoverySettings inGroup() {
        return new DiscoverySettings(topics, version, form, prefix, expiry, hashed, true);
    }
}
