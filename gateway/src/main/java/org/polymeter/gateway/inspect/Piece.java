package org.polymeter.gateway.inspect;

import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.capture.Rejection;
import org.polymeter.gateway.sink.Bytes;

/**
 * One frame of what was looked at, or bytes that are in none.
 *
 * @param from offset of its first byte in all that was looked at
 * @param to offset of the byte behind its last
 * @param telegram what the telegram says of itself; empty if it could not be read
 * @param rejection why it could not be read
 * @param layers outermost first
 * @param flip the one changed bit that explains a checksum that does not match
 * @param readings of the profile, as JSON
 * @param withheld values that are in no reading, and why
 * @param remarks what is odd
 */
record Piece(
        int from,
        int to,
        Optional<Heading> telegram,
        Optional<Rejection> rejection,
        List<Layer> layers,
        Optional<Flaw> flaw,
        Optional<BitSearch.Flip> flip,
        List<Bytes> readings,
        List<String> withheld,
        List<String> remarks) {

    /**
     * What a telegram says of itself.
     *
     * @param protocol {@code dlms dsmr …}
     * @param model the kind of meter; empty if it is not known
     * @param seal how the frame was sealed: {@code none}, {@code opened}, {@code proven}
     */
    record Heading(String protocol, String identification, String model, String seal) {}

    Piece {
        layers = List.copyOf(layers);
        readings = List.copyOf(readings);
        withheld = List.copyOf(withheld);
        remarks = List.copyOf(remarks);
    }
}
