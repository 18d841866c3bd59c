package org.polymeter.gateway.mqtt;

/** Takes the messages of a subscription, one after the other; may block, which slows the broker down. */
public interface Received {

    /** One message; {@code retained} if the broker had kept it, so that it may be old. */
    void message(String topic, byte[] payload, boolean retained);
}
