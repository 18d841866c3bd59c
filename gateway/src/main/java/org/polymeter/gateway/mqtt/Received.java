package org.polymeter.gateway.mqtt;

/**
 * Takes the messages of a subscription, one after the other, on the connection's thread. While it
 * blocks nothing more is read, so that the broker has to wait; a message is acknowledged when it
 * returns.
 */
public interface Received {

    /** One message; {@code retained} if the broker had kept it, so that it may be old. */
    void message(String topic, byte[] payload, boolean retained);
}
