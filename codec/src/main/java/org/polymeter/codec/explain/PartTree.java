package org.polymeter.codec.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.polymeter.codec.explain.Explanation.Part;
import org.polymeter.codec.frame.Parts;

/** Gathers parts into a tree while they are described. */
final class PartTree implements Parts {

    /** Hostile input nests no deeper in what is shown. */
    private static final int DEEPEST = 32;

    private static final String PAYLOAD = "payload";

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

        /** Nobody wants to see that it is payload where it is seen what it says. */
        private boolean isTransparent() {
            return label.equals(PAYLOAD) && !nodes.isEmpty();
        }

        private boolean holds(int at) {
            return at >= offset && at < end;
        }

        String label() {
            return label;
        }

        /** Adds to what it says. */
        void note(String more) {
            meaning = meaning.isEmpty() ? more : meaning + "; " + more;
        }

        private void shift(int by, List<Node> into) {
            Node moved = new Node(offset + by, end + by, label, meaning);
            nodes.forEach(node -> node.shift(by, moved.nodes));
            into.add(moved);
        }

        private Part freeze(byte[] bytes) {
            return Value.of(new Part(offset, end - offset, label, meaning, frozen(nodes, bytes)), bytes);
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
        Node node = new Node(offset, offset + length, PAYLOAD, "");
        add(node);
        payloads.add(node);
    }

    void add(Node node) {
        (open.isEmpty() ? roots : open.getFirst().nodes).add(node);
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

    /**
     * Puts the tree of what the frame carries in the place of its pieces, if each of its parts lies in
     * one of them.
     *
     * @param bytes which this tree describes
     * @param payload which the other tree describes
     * @return whether it did; if not, nothing has changed
     */
    boolean graft(PartTree tree, byte[] bytes, byte[] payload) {
        if (!Arrays.equals(joined(bytes), payload)) {
            return false;
        }
        List<Node> parts = inOrder(tree.roots);
        if (!parts.stream().allMatch(this::isInOnePiece)) {
            return false;
        }
        for (Node part : parts) {
            int to = at(part.offset);
            Node piece =
                    payloads.stream().filter(node -> node.holds(to)).findFirst().orElse(payloads.getLast());
            part.shift(to - part.offset, piece.nodes);
        }
        return true;
    }

    private boolean isInOnePiece(Node part) {
        int toLast = Math.max(0, part.length() - 1);
        return at(part.offset + toLast) - at(part.offset) == toLast;
    }

    private byte[] joined(byte[] bytes) {
        byte[] joined = new byte[payloads.stream().mapToInt(Node::length).sum()];
        int length = 0;
        for (Node piece : payloads) {
            System.arraycopy(bytes, piece.offset, joined, length, piece.length());
            length += piece.length();
        }
        return joined;
    }

    /** Where the byte of the payload stands among those that this tree describes. */
    int at(int payloadOffset) {
        int left = payloadOffset;
        for (Node piece : payloads) {
            if (left < piece.length()) {
                return piece.offset + left;
            }
            left -= piece.length();
        }
        return payloads.isEmpty() ? payloadOffset : payloads.getLast().end;
    }

    /** Where decoding breaks off, containers stay open. */
    void closeAll(int offset) {
        while (!open.isEmpty()) {
            close(offset);
        }
    }

    List<Part> freeze(byte[] bytes) {
        return frozen(roots, bytes);
    }

    private static List<Part> frozen(List<Node> nodes, byte[] bytes) {
        return inOrder(nodes).stream()
                .flatMap(node -> node.isTransparent() ? inOrder(node.nodes).stream() : Stream.of(node))
                .map(node -> node.freeze(bytes))
                .toList();
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
