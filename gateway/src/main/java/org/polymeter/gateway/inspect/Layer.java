package org.polymeter.gateway.inspect;

import java.util.List;
import org.polymeter.gateway.sink.Bytes;

/**
 * Bytes that follow each other, and what they mean: those of the wire, or those that were joined or deciphered.
 *
 * @param name {@code wire}, {@code message}, {@code plaintext}
 * @param nodes of all its bytes
 */
record Layer(String name, Bytes bytes, List<Node> nodes) {

    Layer {
        nodes = List.copyOf(nodes);
    }
}
