package org.polymeter.gateway.inspect;

import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.explain.Explanation.Part;

/** The parts of one layer as nodes, which leave no byte out. */
final class Nodes {

    private static final String LINE_ENDS = "\r\n";

    /** Between what P1, readouts and TIC write. */
    private static final String DELIMITERS = "()*! \t\r\n";

    private final byte[] bytes;

    private Nodes(byte[] bytes) {
        this.bytes = bytes;
    }

    static List<Node> of(List<Part> parts, byte[] bytes) {
        return new Nodes(bytes).level(parts, 0, bytes.length, false);
    }

    /** {@code inside}: whether they are the parts of a part, whose own first bytes are in none of them. */
    private List<Node> level(List<Part> parts, int from, int to, boolean inside) {
        List<Node> nodes = new ArrayList<>();
        int at = from;
        for (Part part : parts) {
            int start = Math.max(part.offset(), at);
            int end = Math.min(part.end(), to);
            if (start >= end) { // says something of no byte
                continue;
            }
            gap(at, start, inside && nodes.isEmpty(), nodes);
            nodes.add(node(part, start, end));
            at = end;
        }
        gap(at, to, inside && nodes.isEmpty(), nodes);
        return nodes;
    }

    private Node node(Part part, int start, int end) {
        List<Node> children = part.parts().isEmpty() ? List.of() : level(part.parts(), start, end, true);
        return new Node(start, end, part.label(), part.meaning(), Kinds.of(part), part.quantity(), children);
    }

    private void gap(int from, int to, boolean first, List<Node> nodes) {
        if (from == to) {
            return;
        }
        if (consistsOf(LINE_ENDS, from, to)) {
            nodes.add(Node.leaf(from, to, "line end", Kind.LINK));
        } else if (consistsOf(DELIMITERS, from, to)) {
            nodes.add(Node.leaf(from, to, "delimiter", Kind.LINK));
        } else if (first) {
            nodes.add(Node.leaf(from, to, "type and count", Kind.LENGTH));
        } else {
            nodes.add(Node.leaf(from, to, "not understood", Kind.UNKNOWN));
        }
    }

    private boolean consistsOf(String characters, int from, int to) {
        for (int i = from; i < to; i++) {
            if (characters.indexOf(bytes[i]) < 0) {
                return false;
            }
        }
        return true;
    }
}
