package org.polymeter.gateway.mqtt;

/**
 * Takes the messages of a subscription, one after the other, on the connection's thread. While it
 * blocks nothing more is read, so that the broker has to wait.
 */
public interface Received {

    /**
     * One message.
     *
     * @param retained whether the broker had kept it, so that it may be old
     * @param acknowledgement to be run once, on any thread, when the broker may forget the message; until
     *     then it offers it again to whoever resumes the session
     */
    void message(String topic, byte[] payload, boolean retained, Runnable acknowledgement);
}
