package org.polymeter.gateway.sink;

import java.util.Map;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.profile.Topics;

/**
 * Where and what the MQTT sink publishes.
 *
 * @param version of this program, for the gateway's descriptor
 * @param rawBySource how the frames of a source are published; sources that are missing are off
 * @param hashed privacy: no identities, no raw frames, no frames in rejects
 */
public record MqttSettings(
        BrokerAddress broker, Topics topics, String version, Map<String, Raw> rawBySource, boolean hashed) {

    /** How frames are published as they came. */
    public enum Raw {
        OFF,
        BYTES,
        JSON
    }

    public MqttSettings {
        rawBySource = Map.copyOf(rawBySource);
    }

    public static MqttSettings of(BrokerAddress broker, Topics topics, String version) {
        return new MqttSettings(broker, topics, version, Map.of(), false);
    }
}
