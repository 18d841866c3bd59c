package org.polymeter.codec;

import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Fault;

/** Something on the wire that did not become a telegram, and where in the stream it was. */
public sealed interface Trouble {

    /** Offset of its first byte since the first byte ever fed. */
    long streamOffset();

    /** How many bytes of the wire it covers. */
    int length();

    /** Bytes in no intact frame. */
    record Skipped(long streamOffset, int length, Noise why) implements Trouble {}

    /**
     * The frame was intact, but its payload made no sense.
     *
     * @param protocol of the payload: {@code dsmr} or {@code dlms}
     */
    record Rejected(long streamOffset, int length, String protocol, Fault fault) implements Trouble {}
}
