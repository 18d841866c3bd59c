package org.polymeter.gateway.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML text, and where in it its nodes stand. Offsets are of characters. */
final class YamlText {

    /** Some editors of Windows begin a file with it. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String text;
    private final Optional<Node> root;

    private YamlText(String text, Optional<Node> root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Reads a text.
     *
     * @throws Refusal if it is no YAML, or has what cannot be edited in place
     */
    static YamlText of(String text) throws Refusal {
        Optional<Node> root;
        try {
            root = new Compose(LoadSettings.builder().build()).composeString(text);
        } catch (MarkedYamlEngineException e) { // whose message has lines of the text in it, and so may have a secret
            String line = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                    .orElse("");
            String problem = Optional.ofNullable(e.getProblem()).orElse("it cannot be read");
            throw new Refusal(Refusal.Kind.UNSOUND, "This is not YAML: " + line + problem);
        } catch (YamlEngineException e) {
            throw new Refusal(Refusal.Kind.UNSOUND, "This is not YAML.");
        }
        YamlText read = new YamlText(text, root);
        if (root.isPresent()) {
            refuseAliases(root.get(), new IdentityHashMap<>());
        }
        return read;
    }

    String text() {
        return text;
    }

    Optional<Node> root() {
        return root;
    }

    /** What it says; an empty block if it says nothing. */
    Tree tree() {
        return root.map(Tree::of).orElse(Tree.Branch.EMPTY);
    }

    int start(Node node) {
        return offset(node.getStartMark().orElseThrow());
    }

    /** Behind its last character; blanks, comments and lines after it are not part of it. */
    int end(Node node) {
        if (node instanceof CollectionNode<?> collection && collection.getFlowStyle() != FlowStyle.FLOW) {
            return switch (collection) {
                case MappingNode mapping -> end(mapping.getValue().getLast().getValueNode());
                case SequenceNode sequence -> end(sequence.getValue().getLast());
                default -> throw new IllegalStateException("no such node: " + node);
            };
        }
        int start = start(node);
        int end = offset(node.getEndMark().orElseThrow());
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Behind the colon after a key. */
    int afterColon(NodeTuple entry) {
        return text.indexOf(':', end(entry.getKeyNode())) + 1;
    }

    /** Of the line that an offset is in; a byte order mark is before the first line. */
    int lineStart(int offset) {
        int first = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        int at = offset;
        while (at > first && !isBreak(at - 1)) {
            at--;
        }
        return at;
    }

    /** The same, before its line break. */
    int lineEnd(int offset) {
        int at = offset;
        while (at < text.length() && !isBreak(at)) {
            at++;
        }
        return at;
    }

    /** Behind a line break, if there is one at an offset. */
    int afterBreak(int offset) {
        if (offset < text.length() && text.charAt(offset) == '\r') {
            return offset + (offset + 1 < text.length() && text.charAt(offset + 1) == '\n' ? 2 : 1);
        }
        return offset < text.length() && text.charAt(offset) == '\n' ? offset + 1 : offset;
    }

    /** As the first line ends. */
    String lineBreak() {
        int end = lineEnd(0);
        return end < text.length() ? text.substring(end, afterBreak(end)) : "\n";
    }

    int column(int offset) {
        return offset - lineStart(offset);
    }

    /** The same text with something else in a place. */
    String replaced(int from, int to, String by) {
        return text.substring(0, from) + by + text.substring(to);
    }

    static boolean isFlow(Node node) {
        return node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW;
    }

    /** Counted from 1. */
    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private boolean isBreak(int offset) {
        return text.charAt(offset) == '\n' || text.charAt(offset) == '\r';
    }

    /** Marks count code points. */
    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private static void refuseAliases(Node node, Map<Node, Boolean> seen) throws Refusal {
        boolean again = seen.put(node, true) != null;
        if (again || node.getAnchor().isPresent()) {
            throw new Refusal(
                    Refusal.Kind.UNSOUND,
                    "Line " + line(node) + " has an anchor (&name), whose value stands in several places: change it in"
                            + " the text of the file.");
        }
        if (node instanceof MappingNode mapping) {
            refuseTwins(mapping);
        }
        for (Node child : children(node)) {
            refuseAliases(child, seen);
        }
    }

    private static void refuseTwins(MappingNode mapping) throws Refusal {
        Set<String> keys = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode) || !keys.add(Tree.key(entry))) {
                throw new Refusal(
                        Refusal.Kind.UNSOUND,
                        "Line " + line(entry.getKeyNode()) + " has a key that is given twice, or is no single word.");
            }
        }
    }

    static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>();
        switch (node) {
            case MappingNode mapping ->
                mapping.getValue().forEach(entry -> {
                    children.add(entry.getKeyNode());
                    children.add(entry.getValueNode());
                });
            case SequenceNode sequence -> children.addAll(sequence.getValue());
            case ScalarNode scalar -> {}
            default -> throw new IllegalStateException("no such node: " + node);
        }
        return children;
    }
}
