package org.polymeter.gateway.source;

import org.polymeter.codec.Symptom;

/** Takes what a {@link Source} hears; called by one thread at a time. */
public interface Receiver {

    /** The wire is open: bytes or messages may come. */
    void opened();

    /** The wire is open, and how its line is set has not been found out yet; it is still looked for. */
    default void puzzled(Symptom nearest) {}

    /** Bytes of a wire, cut anywhere; borrowed for the call. */
    void bytes(byte[] bytes, int offset, int length);

    /**
     * One message of a broker; a source of bytes never calls this.
     *
     * @param topic where it was published
     * @param retained whether the broker had kept it: it may be old
     */
    void message(String topic, byte[] payload, boolean retained);

    /**
     * Runs the action, on any thread, once all that was made of the messages until now has been taken by
     * those who publish it.
     */
    default void whenDelivered(Runnable action) {
        action.run();
    }

    /** Nothing has come for a while: what is half received will not be completed. */
    void silence();
}
