package org.polymeter.codec.observation;

/** Stage 2 of 3: one intact payload in, observations out. Implementations never throw on input. */
public interface Decoder {

    Outcome decode(byte[] payload, int offset, int length, ObservationSink out);

    /**
     * The same, for payloads that say too little by themselves: some meters are told only by the
     * addresses of the link.
     *
     * @param link see {@code Frame.link}; 0 if the link has none
     */
    default Outcome decode(byte[] payload, int offset, int length, long link, ObservationSink out) {
        return decode(payload, offset, length, out);
    }

    /**
     * Whether the payload that was decoded last is one message to its last byte, whatever its values
     * mean: what the right key leaves of a sealed message, and a wrong one never does.
     */
    default boolean wasWhole() {
        return false;
    }

    /** Whether the payload that was decoded last was sealed, and this decoder the one to open it. */
    default boolean wasSealed() {
        return false;
    }
}
