package org.polymeter.gateway.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.gateway.config.Place;
import org.polymeter.gateway.config.Problem;
import org.polymeter.gateway.config.SecretWords;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Hides the secrets of a configuration from whoever reads it, and finds them again when what was hidden comes back
 * unchanged. What comes from the environment is none.
 */
final class Secrets {

    /** In the place of a secret. */
    static final String MASK = "********";

    /** Whoever knows the path of a webhook may call it. */
    private static final Pattern WEBHOOK = Pattern.compile("(?i)(https?://[^/?\\s]+[/?]).+");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

    /**
     * A secret in a text.
     *
     * @param path where it is: keys and items, these by id where they have one
     */
    private record Found(List<String> path, ScalarNode node, String masked) {}

    private Secrets() {}

    /** The text with masks in the place of secrets. */
    static String masked(String text) {
        try {
            YamlText yaml = YamlText.of(text);
            String masked = text;
            for (Found found : found(yaml).reversed()) {
                masked = masked.substring(0, yaml.start(found.node))
                        + '"'
                        + found.masked
                        + '"'
                        + masked.substring(yaml.end(found.node));
            }
            return masked;
        } catch (Refusal e) {
            return SecretWords.masked(text, MASK); // no YAML: line by line
        }
    }

    /** The same of a tree. */
    static Tree masked(Tree tree) {
        return masked(tree, "", false);
    }

    /**
     * The text with secrets in the place of their masks.
     *
     * @param before where they are
     * @throws Refusal if a mask is where no secret was
     */
    static String unmasked(String text, String before, String file) throws Refusal {
        if (!text.contains(MASK)) {
            return text;
        }
        YamlText now = YamlText.of(text);
        YamlText then = YamlText.of(before);
        List<Found> known = found(then);
        List<Problem> problems = new ArrayList<>();
        String unmasked = text;
        for (Found scalar : scalars(now).reversed()) {
            if (!scalar.node.getValue().contains(MASK)) {
                continue;
            }
            Optional<Found> secret = known.stream()
                    .filter(it -> it.path.equals(scalar.path) && it.masked.equals(scalar.node.getValue()))
                    .findFirst();
            if (secret.isEmpty()) {
                problems.addFirst(new Problem(
                        new Place(file, YamlText.line(scalar.node)),
                        "a secret that is shown as " + MASK + " was not here before – enter it anew",
                        ""));
                continue;
            }
            unmasked = unmasked.substring(0, now.start(scalar.node))
                    + before.substring(then.start(secret.get().node), then.end(secret.get().node))
                    + unmasked.substring(now.end(scalar.node));
        }
        if (!problems.isEmpty()) {
            throw new Refusal(Refusal.Kind.UNSOUND, "A hidden secret has come to another place.", problems);
        }
        return unmasked;
    }

    /** A block that was shown, with secrets in the place of their masks; {@code before} has them. */
    static Tree unmasked(Tree tree, Tree before) throws Refusal {
        return switch (tree) {
            case Tree.Leaf leaf when leaf.value().contains(MASK) && before instanceof Tree.Leaf -> before;
            case Tree.Leaf leaf
            when leaf.value().contains(MASK) ->
                throw new Refusal(Refusal.Kind.UNSOUND, "A hidden secret was not here before: enter it anew.");
            case Tree.Branch branch -> {
                Tree.Branch other = before instanceof Tree.Branch known ? known : Tree.Branch.EMPTY;
                Tree.Branch open = branch;
                for (Map.Entry<String, Tree> entry : branch.byKey().entrySet()) {
                    open = open.with(
                            entry.getKey(),
                            unmasked(entry.getValue(), other.get(entry.getKey()).orElse(new Tree.Nothing())));
                }
                yield open;
            }
            default -> tree;
        };
    }

    /** Whether a key holds a secret that may stand in a file of its own instead. */
    static boolean hasFile(String key) {
        return SecretWords.isSecret(key) && !key.equals("headers");
    }

    static boolean isVariable(String value) {
        return VARIABLE.matcher(value).matches();
    }

    private static Tree masked(Tree tree, String key, boolean secret) {
        return switch (tree) {
            case Tree.Branch branch -> {
                Tree.Branch masked = branch;
                for (Map.Entry<String, Tree> entry : branch.byKey().entrySet()) {
                    boolean inside = secret || SecretWords.isSecret(entry.getKey());
                    masked = masked.with(entry.getKey(), masked(entry.getValue(), entry.getKey(), inside));
                }
                yield masked;
            }
            case Tree.Items items ->
                new Tree.Items(items.list().stream()
                        .map(item -> masked(item, key, secret))
                        .toList());
            case Tree.Leaf leaf ->
                mask(key, leaf.value(), secret).<Tree>map(Tree.Leaf::new).orElse(leaf);
            case Tree.Nothing nothing -> nothing;
        };
    }

    private static Optional<String> mask(String key, String value, boolean secret) {
        if (secret) {
            return value.isEmpty() || isVariable(value) ? Optional.empty() : Optional.of(MASK);
        }
        Matcher webhook = WEBHOOK.matcher(value);
        return key.equals("url") && webhook.matches() ? Optional.of(webhook.group(1) + MASK) : Optional.empty();
    }

    private static List<Found> found(YamlText yaml) {
        return scalars(yaml).stream().filter(it -> !it.masked.isEmpty()).toList();
    }

    private static List<Found> scalars(YamlText yaml) {
        List<Found> scalars = new ArrayList<>();
        yaml.root().ifPresent(root -> collect(root, List.of(), false, scalars));
        return scalars;
    }

    private static void collect(Node node, List<String> path, boolean secret, List<Found> into) {
        switch (node) {
            case ScalarNode scalar -> {
                String key = path.isEmpty() ? "" : path.getLast();
                into.add(new Found(
                        path, scalar, mask(key, scalar.getValue(), secret).orElse("")));
            }
            case MappingNode mapping -> {
                for (NodeTuple entry : mapping.getValue()) {
                    String key = Tree.key(entry);
                    collect(entry.getValueNode(), extended(path, key), secret || SecretWords.isSecret(key), into);
                }
            }
            case SequenceNode sequence -> {
                for (int i = 0; i < sequence.getValue().size(); i++) {
                    Node item = sequence.getValue().get(i);
                    collect(item, extended(path, name(item, i)), secret, into);
                }
            }
            default -> throw new IllegalStateException("no such node: " + node);
        }
    }

    private static List<String> extended(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }

    private static String name(Node item, int index) {
        return Tree.of(item) instanceof Tree.Branch branch ? branch.text("id").orElse("" + index) : "" + index;
    }
}
