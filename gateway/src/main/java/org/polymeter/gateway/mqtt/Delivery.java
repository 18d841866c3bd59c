package org.polymeter.gateway.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a message is sent. MQTT 3.1.1 knows only the first two parts.
 *
 * @param qos 0 or 1
 * @param text whether the payload is UTF-8
 * @param expiry after which a broker may forget the message; zero: never
 * @param dispensable whether the others go on if the broker refuses it
 */
public record Delivery(
        int qos,
        boolean retained,
        String contentType,
        boolean text,
        List<Map.Entry<String, String>> userProperties,
        Duration expiry,
        boolean dispensable) {

    public Delivery {
        userProperties = List.copyOf(userProperties);
    }

    /** Of a message that the broker has to take. */
    public Delivery(
            int qos,
            boolean retained,
            String contentType,
            boolean text,
            List<Map.Entry<String, String>> userProperties,
            Duration expiry) {
        this(qos, retained, contentType, text, userProperties, expiry, false);
    }

    /** The same, of a message that the broker may refuse. */
    public Delivery asDispensable() {
        return new Delivery(qos, retained, contentType, text, userProperties, expiry, true);
    }
}
