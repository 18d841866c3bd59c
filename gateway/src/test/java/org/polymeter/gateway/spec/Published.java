package org.polymeter.gateway.spec;

import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One message as it was published.
 *
 * @param retained as the publisher asked for
 * @param contentType absent if the publisher speaks MQTT 3.1.1
 * @param expiry in seconds
 * @param properties user properties
 */
record Published(
        String topic,
        String text,
        int qos,
        boolean retained,
        Optional<String> contentType,
        OptionalLong expiry,
        Map<String, String> properties) {

    /** The user property of messages that a test publishes itself, as somebody who need not obey the profile. */
    static final String BY_HAND = "by-hand";

    /** {@code text} has one character for each byte. */
    static Published of(Mqtt5Publish publish) {
        return new Published(
                publish.getTopic().toString(),
                new String(publish.getPayloadAsBytes(), StandardCharsets.ISO_8859_1),
                publish.getQos().getCode(),
                publish.isRetain(),
                publish.getContentType().map(Object::toString),
                publish.getMessageExpiryInterval(),
                publish.getUserProperties().asList().stream()
                        .collect(Collectors.toMap(
                                property -> property.getName().toString(),
                                Published::value,
                                (first, second) -> first)));
    }

    byte[] payload() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean isByHand() {
        return properties.containsKey(BY_HAND);
    }

    @Override
    public String toString() {
        String payload = new String(payload(), StandardCharsets.UTF_8);
        return topic
                + (retained ? " (retained) " : " ")
                + (payload.length() > 400 ? payload.substring(0, 400) + "…" : payload);
    }

    private static String value(Mqtt5UserProperty property) {
        return property.getValue().toString();
    }
}
