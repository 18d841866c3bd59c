package org.polymeter.codec;

import java.util.Optional;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.security.Ciphering;

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
     * @param protocol of the payload: {@code dsmr}, {@code dlms}, {@code mbus}, …
     * @param ciphering what the header of a sealed message says in clear; empty if it is not sealed
     */
    record Rejected(long streamOffset, int length, String protocol, Fault fault, Optional<Ciphering> ciphering)
            implements Trouble {

        /** Of a message that is not sealed. */
        public Rejected(long streamOffset, int length, String protocol, Fault fault) {
            this(streamOffset, length, protocol, fault, Optional.empty());
        }
    }
}
