package org.polymeter.gateway.adapter;

import java.util.Map;
import org.polymeter.codec.security.Keys;

/**
 * The keys of the meters behind one subscription.
 *
 * @param usual of those that are not named
 * @param byDevice of those that are: the name is that in the topic
 */
public record MeterKeys(Keys usual, Map<String, Keys> byDevice) {

    /** Nothing can be opened. */
    public static final MeterKeys NONE = new MeterKeys(Keys.NONE, Map.of());

    public MeterKeys {
        byDevice = Map.copyOf(byDevice);
    }

    /** The keys of a meter. */
    public Keys of(String device) {
        return byDevice.getOrDefault(device, usual);
    }
}
