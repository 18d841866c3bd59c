package org.polymeter.gateway.setup;

import org.polymeter.gateway.mqtt.BrokerAddress;

/** What to listen to. */
sealed interface Where {

    /** A port of this computer. */
    record Serial(String port) implements Where {}

    /** A serial line that something else offers. */
    record Tcp(String host, int port) implements Where {}

    /**
     * A device that publishes at a broker.
     *
     * @param dialect in the word of {@code protocol} in polymeter.yaml
     * @param topic filter of its messages
     */
    record Device(BrokerAddress broker, String dialect, String topic) implements Where {}
}
