package org.polymeter.codec.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.explain.Explanation.Part;
import org.polymeter.codec.frame.Parts;

/** Gathers parts into a tree while they are described. */
final class PartTree implements Parts {

    /** Hostile input nests no deeper in what is shown. */
    private static final int DEEPEST = 32;

    /** A part under construction. */
    static final class Node {
        private final int offset;
        private int end;
        private final String label;
        private String meaning;
        private List<Node> nodes = new ArrayList<>();

        Node(int offset, int end, String label, String meaning) {
            this.offset = offset;
            this.end = end;
            this.label = label;
            this.meaning = meaning;
        }

        int offset() {
            return offset;
        }

        int length() {
            return end - offset;
        }

        private boolean holds(int at) {
            return at >= offset && at < end;
        }

        private void shift(int by, List<Node> into) {
            Node moved = new Node(offset + by, end + by, label, meaning);
            nodes.forEach(node -> node.shift(by, moved.nodes));
            into.add(moved);
        }

        private Part freeze(byte[] bytes) {
            Part part = new Part(
                    offset,
                    end - offset,
                    label,
                    meaning,
                    inOrder(nodes).stream().map(node -> node.freeze(bytes)).toList());
            return Value.of(part, bytes);
        }
    }

    private final List<Node> roots = new ArrayList<>();
    private final List<Node> payloads = new ArrayList<>();
    private final Deque<Node> open = new ArrayDeque<>();

    @Override
    public void open(int offset, String label) {
        Node node = new Node(offset, offset, label, "");
        if (open.size() < DEEPEST) {
            add(node);
        }
        open.push(node);
    }

    @Override
    public void close(int offset) {
        if (!open.isEmpty()) {
            open.pop().end = offset;
        }
    }

    @Override
    public void part(int offset, int length, String label, String meaning) {
        add(new Node(offset, offset + length, label, meaning));
    }

    @Override
    public void payload(int offset, int length) {
        Node node = new Node(offset, offset + length, "payload", "");
        add(node);
        payloads.add(node);
    }

    void add(Node node) {
        (open.isEmpty() ? roots : open.getFirst().nodes).add(node);
    }

    /** Adds to what a part says. */
    void note(Node node, String meaning) {
        node.meaning = node.meaning.isEmpty() ? meaning : node.meaning + "; " + meaning;
    }

    /** The part without parts of its own at that offset. */
    Optional<Node> leafAt(int offset) {
        List<Node> level = roots;
        Optional<Node> found = Optional.empty();
        while (true) {
            Optional<Node> next = last(level, offset);
            if (next.isEmpty()) {
                return found;
            }
            found = next;
            level = next.get().nodes;
        }
    }

    /** If the frame carries all its payload in one piece, the piece. */
    Optional<Node> onlyPayload() {
        return payloads.size() == 1 ? Optional.of(payloads.getFirst()) : Optional.empty();
    }

    /** Puts another tree, whose offsets count from the beginning of {@code node}, into it. */
    void graft(Node node, PartTree tree) {
        tree.closeAll(node.length());
        tree.roots.forEach(root -> root.shift(node.offset, node.nodes));
    }

    /** Where decoding breaks off, containers stay open. */
    void closeAll(int offset) {
        while (!open.isEmpty()) {
            close(offset);
        }
    }

    List<Part> freeze(byte[] bytes) {
        return inOrder(roots).stream().map(node -> node.freeze(bytes)).toList();
    }

    /** By offset; a decoder may read a line's second group before its first, or a stretch twice. */
    private static List<Node> inOrder(List<Node> nodes) {
        List<Node> sorted = new ArrayList<>(nodes);
        sorted.sort(Comparator.comparingInt(Node::offset));
        List<Node> apart = new ArrayList<>();
        for (Node node : sorted) {
            Node before = apart.isEmpty() ? null : apart.getLast();
            if (before == null || node.offset >= before.end) {
                apart.add(node);
            } else if (before.meaning.isEmpty()) {
                before.meaning = node.meaning;
            }
        }
        return apart;
    }

    private static Optional<Node> last(List<Node> level, int offset) {
        for (int i = level.size() - 1; i >= 0; i--) {
            // a container that is still open has no end yet
            if (level.get(i).holds(offset) || (level.get(i).length() == 0 && offset >= level.get(i).offset)) {
                return Optional.of(level.get(i));
            }
        }
        return Optional.empty();
    }
}
