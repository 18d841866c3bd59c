package org.polymeter.gateway.inspect;

import java.util.List;
import java.util.Optional;

/**
 * A stretch of a layer's bytes. The nodes of one level follow each other without a gap from the first byte of what they
 * are part of to its last.
 *
 * @param from offset of its first byte in the layer
 * @param to offset of the byte behind its last
 * @param label what it is, in the words of the standard
 * @param meaning what it says; empty if its bytes speak for themselves
 * @param quantity the name that the profile has for the value
 * @param children what it consists of; empty if it is not divided further
 */
record Node(int from, int to, String label, String meaning, Kind kind, Optional<String> quantity, List<Node> children) {

    Node {
        children = List.copyOf(children);
    }

    static Node leaf(int from, int to, String label, Kind kind) {
        return new Node(from, to, label, "", kind, Optional.empty(), List.of());
    }
}
