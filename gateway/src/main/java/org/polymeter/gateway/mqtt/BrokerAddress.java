package org.polymeter.gateway.mqtt;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to reach a broker.
 *
 * @param version 3 for MQTT 3.1.1, 5 for MQTT 5
 * @param caFile PEM file with the authorities to trust instead of the system's; only with TLS
 * @param clientId empty: one is made from the gateway's id
 */
public record BrokerAddress(
        String host,
        int port,
        int version,
        boolean tls,
        Optional<Path> caFile,
        Optional<String> user,
        Optional<String> password,
        Optional<String> clientId) {

    /** MQTT 5 without TLS and without a user. */
    public static BrokerAddress plain(String host, int port) {
        return new BrokerAddress(
                host, port, 5, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@code host:port}, never the password. */
    @Override
    public String toString() {
        return (tls ? "mqtts://" : "mqtt://") + host + ":" + port;
    }

    /** The same, for a further connection, whose client has an id of its own. */
    public BrokerAddress withoutClientId() {
        return new BrokerAddress(host, port, version, tls, caFile, user, password, Optional.empty());
    }
}
