package org.polymeter.gateway.config;

import java.time.Duration;

/**
 * Whether and how an output tells Home Assistant of its meters.
 *
 * @param prefix first levels of the topics that Home Assistant watches
 * @param expireAfter time after which Home Assistant no longer believes a value; zero: never
 */
public record HomeAssistantConfig(Discovery discovery, String prefix, Duration expireAfter) {

    /** One message per device, one per entity, or none. */
    public enum Discovery {
        DEVICE,
        COMPONENT,
        OFF
    }

    /** What holds where the file says nothing. */
    public static final HomeAssistantConfig USUAL =
            new HomeAssistantConfig(Discovery.DEVICE, "homeassistant", Duration.ZERO);
}
