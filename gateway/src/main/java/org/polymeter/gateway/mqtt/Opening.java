package org.polymeter.gateway.mqtt;

import java.time.Duration;
import java.util.Optional;

/**
 * What a client says when it opens a connection.
 *
 * @param clientId used unless the {@link BrokerAddress} names one; no two clients of a broker may
 *     have the same
 * @param keepAlive the broker misses us after one and a half of it
 * @param timeout for each step: TCP, TLS, MQTT
 * @param session for how long the broker keeps our subscriptions, and messages for us, while we are
 *     away; only MQTT 5
 */
public record Opening(String clientId, Duration keepAlive, Duration timeout, Duration session, Optional<Will> will) {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * What the broker publishes, with QoS 1, if we vanish without a goodbye.
     *
     * @param delay how long the broker waits for us to come back before it publishes; only MQTT 5
     */
    public record Will(String topic, String text, boolean retained, Duration delay) {}

    public static Opening as(String clientId) {
        return new Opening(clientId, KEEP_ALIVE, TIMEOUT, Duration.ZERO, Optional.empty());
    }

    /** With a session that outlasts the connection. */
    public Opening withSession(Duration session) {
        return new Opening(clientId, keepAlive, timeout, session, will);
    }

    /** With a last will. It waits only as long as there is a session, and is withdrawn only by who resumes it. */
    public Opening withWill(Will will) {
        return new Opening(clientId, keepAlive, timeout, will.delay(), Optional.of(will));
    }
}
