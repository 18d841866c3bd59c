package org.polymeter.gateway.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.config.Place;
import org.polymeter.gateway.config.Problem;
import org.polymeter.gateway.config.SecretWords;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds secrets again when what {@link Secrets} put in their places comes back unchanged. */
final class Masks {

    /** A mask, and the secret that was shown as it. */
    private record Lifted(ScalarNode mask, ScalarNode secret) {}

    private final List<Lifted> lifted = new ArrayList<>();
    private final List<Integer> unknown = new ArrayList<>();

    private Masks() {}

    /**
     * The text with secrets in the place of their masks.
     *
     * @param before where they are
     * @throws Refusal if a mask is where no secret was, or it cannot be told which
     */
    static String lifted(String text, String before, String file) throws Refusal {
        if (!text.contains(Secrets.MASK)) {
            return text;
        }
        YamlText now;
        YamlText then;
        try {
            now = YamlText.of(text);
            then = YamlText.of(before);
        } catch (Refusal e) {
            return SecretLines.lifted(text, before, file);
        }
        Masks masks = new Masks();
        if (now.root().isPresent()) {
            masks.lift(now.root().get(), then.root(), "", false);
        }
        refuse(masks.unknown, file);
        String open = text;
        for (Lifted lifted : masks.lifted.reversed()) {
            open = open.substring(0, now.start(lifted.mask))
                    + before.substring(then.start(lifted.secret), then.end(lifted.secret))
                    + open.substring(now.end(lifted.mask));
        }
        return open;
    }

    /**
     * What was shown of a key, with secrets in the place of their masks.
     *
     * @param before where they are
     * @throws Refusal if a mask is where no secret was, or it cannot be told which
     */
    static Tree lifted(String key, Tree tree, Tree before) throws Refusal {
        return lifted(key, tree, before, SecretWords.isSecret(key));
    }

    /** Lines at which something is shown as a mask that is none. */
    static void refuse(List<Integer> lines, String file) throws Refusal {
        List<Problem> problems = lines.stream()
                .map(line -> new Problem(
                        new Place(file, line),
                        "a secret that is shown as " + Secrets.MASK + " was not here before – enter it anew",
                        ""))
                .toList();
        if (!problems.isEmpty()) {
            throw new Refusal(Refusal.Kind.UNSOUND, "A hidden secret has come to another place.", problems);
        }
    }

    private static Tree lifted(String key, Tree tree, Tree before, boolean secret) throws Refusal {
        return switch (tree) {
            case Tree.Branch branch -> {
                Tree.Branch known = before instanceof Tree.Branch other ? other : Tree.Branch.EMPTY;
                Tree.Branch open = branch;
                for (Map.Entry<String, Tree> entry : branch.byKey().entrySet()) {
                    String name = entry.getKey();
                    Tree was = known.get(name).orElse(new Tree.Nothing());
                    boolean inside = secret || SecretWords.isSecret(key, name);
                    open = open.with(name, lifted(name, entry.getValue(), was, inside));
                }
                yield open;
            }
            case Tree.Items items -> {
                List<Tree> were = Forerunners.trees(items, before);
                Tree.Items open = items;
                for (int i = 0; i < were.size(); i++) {
                    open = open.with(i, lifted(key, items.list().get(i), were.get(i), secret));
                }
                yield open;
            }
            case Tree.Leaf leaf
            when leaf.value().contains(Secrets.MASK) -> {
                if (!isMask(leaf.value(), key, before.text(), secret)) {
                    throw new Refusal(Refusal.Kind.UNSOUND, "A hidden secret was not here before: enter it anew.");
                }
                yield before;
            }
            case Tree.Leaf leaf -> leaf;
            case Tree.Nothing nothing -> nothing;
        };
    }

    private void lift(Node node, Optional<Node> before, String key, boolean secret) {
        switch (node) {
            case ScalarNode scalar
            when scalar.getValue().contains(Secrets.MASK) -> {
                if (before.orElse(null) instanceof ScalarNode known
                        && isMask(scalar.getValue(), key, Optional.of(known.getValue()), secret)) {
                    lifted.add(new Lifted(scalar, known));
                } else {
                    unknown.add(YamlText.line(scalar));
                }
            }
            case ScalarNode scalar -> {}
            case MappingNode mapping -> {
                for (NodeTuple entry : mapping.getValue()) {
                    String name = Tree.key(entry);
                    lift(entry.getValueNode(), value(before, name), name, secret || SecretWords.isSecret(key, name));
                }
            }
            case SequenceNode sequence -> {
                List<Node> known = before.orElse(null) instanceof SequenceNode other ? other.getValue() : List.of();
                List<Integer> indexes = Forerunners.of(items(sequence.getValue()), items(known));
                for (int i = 0; i < indexes.size(); i++) {
                    int index = indexes.get(i);
                    Optional<Node> was = index == Forerunners.NONE ? Optional.empty() : Optional.of(known.get(index));
                    lift(sequence.getValue().get(i), was, key, secret);
                }
            }
            default -> throw new IllegalStateException("no such node: " + node);
        }
    }

    private static boolean isMask(String shown, String key, Optional<String> before, boolean secret) {
        return before.flatMap(value -> Secrets.mask(key, value, secret))
                .filter(shown::equals)
                .isPresent();
    }

    private static Optional<Node> value(Optional<Node> before, String key) {
        return before.orElse(null) instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> Tree.key(entry).equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }

    private static Tree.Items items(List<Node> nodes) {
        return new Tree.Items(nodes.stream().map(Tree::of).toList());
    }
}
