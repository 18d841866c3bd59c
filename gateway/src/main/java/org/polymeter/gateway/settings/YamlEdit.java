package org.polymeter.gateway.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Edits a YAML text so that it says something else, and looks as before: what says the same stays byte for byte,
 * comments, order, quotes and indentation included.
 *
 * <p>Finds the first place where it says something else than wanted, mends that, reads the text again, and so on.
 */
final class YamlEdit {

    /** No configuration has so many differences. */
    private static final int MOST_STEPS = 10_000;

    private final YamlText yaml;
    private final YamlWriter writer;

    private YamlEdit(YamlText yaml) {
        this.yaml = yaml;
        this.writer = new YamlWriter(yaml.lineBreak());
    }

    /**
     * The text that says what is wanted.
     *
     * @throws Refusal if it is no YAML, or cannot be edited in place
     */
    static String of(String text, Tree.Branch wanted) throws Refusal {
        String edited = text;
        for (int step = 0; step < MOST_STEPS; step++) {
            YamlText yaml = YamlText.of(edited);
            Optional<String> next = new YamlEdit(yaml).step(wanted);
            if (next.isEmpty()) {
                return edited;
            }
            edited = next.get();
        }
        throw new Refusal(Refusal.Kind.UNSOUND, "This cannot be changed in place: change it in the text of the file.");
    }

    private Optional<String> step(Tree.Branch wanted) {
        if (yaml.root().isEmpty()) {
            return wanted.byKey().entrySet().stream().findFirst().map(this::first);
        }
        return step(yaml.root().get(), wanted, false, Optional.empty());
    }

    /** Of a file that says nothing yet. */
    private String first(Map.Entry<String, Tree> entry) {
        String text = yaml.text();
        String line = writer.entry(entry.getKey(), entry.getValue(), 0) + yaml.lineBreak();
        boolean ends = text.isEmpty() || yaml.lineStart(text.length()) == text.length();
        return text + (ends ? "" : yaml.lineBreak()) + line;
    }

    /**
     * Mends the first difference, if there is one.
     *
     * @param flow whether the node stands in braces or brackets
     * @param entry whose value the node is
     */
    private Optional<String> step(Node node, Tree wanted, boolean flow, Optional<NodeTuple> entry) {
        if (Tree.of(node).equals(wanted)) {
            return Optional.empty();
        }
        return switch (node) {
            case MappingNode mapping when wanted instanceof Tree.Branch branch -> inMapping(mapping, branch, flow);
            case SequenceNode list when wanted instanceof Tree.Items items -> inSequence(list, items, flow, entry);
            case ScalarNode scalar when wanted instanceof Tree.Leaf leaf -> Optional.of(scalar(scalar, leaf, flow));
            default -> Optional.of(instead(node, wanted, flow, entry));
        };
    }

    private String scalar(ScalarNode scalar, Tree.Leaf wanted, boolean flow) {
        int start = yaml.start(scalar);
        int end = yaml.end(scalar);
        String text = YamlWriter.scalar(wanted.value(), flow, scalar.getScalarStyle());
        boolean touches = start > 0 && yaml.text().charAt(start - 1) == ':';
        return yaml.replaced(start, end, (touches ? " " : "") + text);
    }

    /** Something of another kind. */
    private String instead(Node node, Tree wanted, boolean flow, Optional<NodeTuple> entry) {
        int end = yaml.end(node);
        if (flow || entry.isEmpty()) {
            boolean touches = yaml.start(node) > 0 && yaml.text().charAt(yaml.start(node) - 1) == ':';
            return yaml.replaced(yaml.start(node), end, (touches ? " " : "") + YamlWriter.flow(wanted));
        }
        Node key = entry.get().getKeyNode();
        int from = yaml.start(key);
        return yaml.replaced(from, end, writer.entry(Tree.key(entry.get()), wanted, yaml.column(from)));
    }

    private Optional<String> inMapping(MappingNode mapping, Tree.Branch wanted, boolean inFlow) {
        boolean flow = inFlow || YamlText.isFlow(mapping);
        List<NodeTuple> entries = mapping.getValue();
        for (int i = 0; i < entries.size(); i++) {
            NodeTuple entry = entries.get(i);
            Optional<Tree> value = wanted.get(Tree.key(entry));
            if (value.isEmpty()) {
                return Optional.of(flow ? withoutInFlow(spans(entries), i) : withoutEntry(mapping, i));
            }
            Optional<String> mended = step(entry.getValueNode(), value.get(), flow, Optional.of(entry));
            if (mended.isPresent()) {
                return mended;
            }
        }
        Set<String> known = entries.stream().map(Tree::key).collect(Collectors.toSet());
        return wanted.byKey().entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .findFirst()
                .map(entry -> withEntry(mapping, entry.getKey(), entry.getValue(), flow));
    }

    private String withEntry(MappingNode mapping, String key, Tree value, boolean flow) {
        List<NodeTuple> entries = mapping.getValue();
        if (flow) {
            String text = YamlWriter.flow(new Tree.Branch(Map.of(key, value)));
            return withInFlow(mapping, spans(entries), entries.size(), text.substring(1, text.length() - 1));
        }
        int indent = yaml.column(yaml.start(mapping));
        return below(yaml.end(mapping), writer.entry(key, value, indent), indent);
    }

    private String withoutEntry(MappingNode mapping, int index) {
        List<NodeTuple> entries = mapping.getValue();
        NodeTuple entry = entries.get(index);
        int start = yaml.start(entry.getKeyNode());
        int end = yaml.end(entry.getValueNode());
        if (entries.size() == 1) {
            return yaml.replaced(start, end, "{}");
        }
        boolean alone = yaml.text().substring(yaml.lineStart(start), start).isBlank();
        if (!alone) {
            return withoutFirst(start, end, yaml.start(entries.get(index + 1).getKeyNode()));
        }
        return withoutLines(start, end);
    }

    /** Behind the dash of an item: the next key takes its place, unless a comment lies between. */
    private String withoutFirst(int start, int end, int next) {
        int lineEnd = yaml.lineEnd(end);
        if (yaml.text().substring(lineEnd, next).isBlank()) {
            return yaml.replaced(start, next, "");
        }
        return yaml.replaced(yaml.text().lastIndexOf('-', start - 1) + 1, lineEnd, "");
    }

    private Optional<String> inSequence(
            SequenceNode sequence, Tree.Items wanted, boolean inFlow, Optional<NodeTuple> entry) {
        boolean flow = inFlow || YamlText.isFlow(sequence);
        List<Node> nodes = sequence.getValue();
        List<Tree> now = nodes.stream().map(Tree::of).toList();
        List<Tree> then = wanted.list();
        if (now.size() > then.size()) {
            int index = firstNotIn(now, then);
            return Optional.of(flow ? withoutInFlow(itemSpans(nodes), index) : withoutItem(sequence, index, entry));
        }
        if (now.size() < then.size()) {
            int index = Math.min(firstNotIn(then, now), now.size());
            Tree item = then.get(index);
            if (now.isEmpty() && !inFlow && entry.isPresent()) {
                return Optional.of(instead(sequence, wanted, false, entry, item));
            }
            return Optional.of(
                    flow
                            ? withInFlow(sequence, itemSpans(nodes), index, YamlWriter.flow(item))
                            : withItem(sequence, index, item));
        }
        for (int i = 0; i < nodes.size(); i++) {
            Optional<String> mended = step(nodes.get(i), then.get(i), flow, Optional.empty());
            if (mended.isPresent()) {
                return mended;
            }
        }
        return Optional.empty();
    }

    /** An empty list gets its first item: blocks below the key, all else beside it. */
    private String instead(SequenceNode empty, Tree.Items wanted, boolean flow, Optional<NodeTuple> entry, Tree item) {
        if (!(item instanceof Tree.Branch)) {
            return instead(empty, wanted, flow, entry);
        }
        NodeTuple key = entry.orElseThrow();
        int indent = yaml.column(yaml.start(key.getKeyNode())) + 2;
        int end = yaml.lineEnd(yaml.end(empty));
        String rest = yaml.text().substring(yaml.end(empty), end);
        return yaml.replaced(yaml.afterColon(key), end, rest + writer.lineBreakAnd(indent) + writer.item(item, indent));
    }

    private String withItem(SequenceNode sequence, int index, Tree item) {
        int indent = yaml.column(yaml.start(sequence));
        String text = writer.item(item, indent);
        if (index == sequence.getValue().size()) {
            return below(yaml.end(sequence), text, indent);
        }
        int start = yaml.lineStart(dash(sequence.getValue().get(index)));
        return yaml.replaced(start, start, " ".repeat(indent) + text + yaml.lineBreak());
    }

    private String withoutItem(SequenceNode sequence, int index, Optional<NodeTuple> entry) {
        Node item = sequence.getValue().get(index);
        if (sequence.getValue().size() > 1) {
            return withoutLines(dash(item), yaml.end(item));
        }
        if (entry.isEmpty()) {
            return yaml.replaced(yaml.start(sequence), yaml.end(sequence), "[]");
        }
        String without = withoutLines(dash(item), yaml.end(item));
        int colon = yaml.afterColon(entry.get());
        return without.substring(0, colon) + " []" + without.substring(colon);
    }

    /** Of an item in a block. Comments may lie between, and have dashes of their own. */
    private int dash(Node item) {
        int end = yaml.start(item);
        int start = yaml.lineStart(end);
        while (start > 0 && !yaml.text().substring(start, end).stripLeading().startsWith("-")) {
            end = start - 1;
            start = yaml.lineStart(end);
        }
        String line = yaml.text().substring(start, end);
        int comment = line.indexOf('#');
        return start + (comment < 0 ? line : line.substring(0, comment)).lastIndexOf('-');
    }

    /** A line more, below the one in which something ends. */
    private String below(int end, String line, int indent) {
        int at = yaml.lineEnd(end);
        return yaml.replaced(at, at, writer.lineBreakAnd(indent) + line);
    }

    private String withoutLines(int start, int end) {
        int from = yaml.lineStart(start);
        int lineEnd = yaml.lineEnd(end);
        int to = yaml.afterBreak(lineEnd);
        if (to == lineEnd && from > 0) { // the last line of a file that ends without a break
            int before = from - 1;
            from = before > 0 && yaml.text().startsWith("\r\n", before - 1) ? before - 1 : before;
        }
        return yaml.replaced(from, to, "");
    }

    private record Span(int start, int end) {}

    private List<Span> spans(List<NodeTuple> entries) {
        return entries.stream()
                .map(entry -> new Span(
                        yaml.start(entry.getKeyNode()),
                        Math.max(yaml.end(entry.getKeyNode()), yaml.end(entry.getValueNode()))))
                .toList();
    }

    private List<Span> itemSpans(List<Node> items) {
        return items.stream()
                .map(item -> new Span(yaml.start(item), yaml.end(item)))
                .toList();
    }

    private String withInFlow(Node collection, List<Span> spans, int index, String text) {
        if (spans.isEmpty()) {
            int start = yaml.start(collection);
            return yaml.replaced(start + 1, start + 1, text);
        }
        if (index == spans.size()) {
            return yaml.replaced(spans.getLast().end, spans.getLast().end, ", " + text);
        }
        return yaml.replaced(spans.get(index).start, spans.get(index).start, text + ", ");
    }

    private String withoutInFlow(List<Span> spans, int index) {
        if (index > 0) {
            return yaml.replaced(spans.get(index - 1).end, spans.get(index).end, "");
        }
        int end = spans.size() == 1 ? spans.get(0).end : spans.get(1).start;
        return yaml.replaced(spans.get(0).start, end, "");
    }

    /** The first of some that is not among others; the last one if all are. */
    private static int firstNotIn(List<Tree> some, List<Tree> others) {
        List<String> known = new ArrayList<>(others.stream().map(YamlEdit::name).toList());
        for (int i = 0; i < some.size(); i++) {
            if (!known.remove(name(some.get(i)))) {
                return i;
            }
        }
        return some.size() - 1;
    }

    /** What tells an item from the others. */
    private static String name(Tree item) {
        return item instanceof Tree.Branch branch
                ? branch.text("id").orElseGet(() -> YamlWriter.flow(item))
                : YamlWriter.flow(item);
    }
}
