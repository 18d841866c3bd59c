package org.polymeter.gateway.config;

import org.polymeter.gateway.influx.InfluxSettings;
import org.polymeter.gateway.mqtt.BrokerAddress;

/** One entry under {@code outputs}. */
public sealed interface OutputConfig {

    Place where();

    /**
     * A broker inside this program, and publishing to it.
     *
     * @param bind address of the network interface it listens on
     */
    record EmbeddedBroker(Place where, String bind, int port, HomeAssistantConfig homeAssistant)
            implements OutputConfig {}

    /** Publishing to somebody else's broker. */
    record Mqtt(Place where, BrokerAddress broker, Wording wording) implements OutputConfig {}

    /** Storing readings in a database. */
    record InfluxDb(Place where, InfluxSettings settings) implements OutputConfig {}

    record Console(Place where, Format format) implements OutputConfig {}

    enum Format {
        TABLE,
        JSON
    }
}
