package org.polymeter.gateway.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.gateway.config.SecretWords;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Hides the secrets of a configuration from whoever reads it. What comes from the environment is none. */
final class Secrets {

    /** In the place of a secret. */
    static final String MASK = "********";

    /** Whoever knows the path of a webhook may call it. */
    private static final Pattern WEBHOOK = Pattern.compile("(?i)(https?://[^/?\\s]+[/?]).+");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

    /** A part of a text that is not shown, and what is shown instead: a mask, and what is around it. */
    record Hidden(int start, int end, String shown) {}

    private Secrets() {}

    /** The text with masks in the place of secrets. */
    static String masked(String text) {
        String masked = text;
        for (Hidden hidden : hidden(text).reversed()) {
            masked = masked.substring(0, hidden.start) + hidden.shown + masked.substring(hidden.end);
        }
        return masked;
    }

    /** What of a text is not shown, in order. */
    static List<Hidden> hidden(String text) {
        try {
            YamlText yaml = YamlText.of(text);
            List<Hidden> hidden = new ArrayList<>();
            yaml.root().ifPresent(root -> collect(root, "", false, yaml, hidden));
            return hidden;
        } catch (Refusal e) {
            return SecretLines.in(text);
        }
    }

    /** The same of a tree. */
    static Tree masked(Tree tree) {
        return masked(tree, "", false);
    }

    /** A tree without what is not to be shown: all else that tells an item of a list from others. */
    static Tree without(Tree tree) {
        return without(tree, "");
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
                    boolean inside = secret || SecretWords.isSecret(key, entry.getKey());
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

    private static Tree without(Tree tree, String key) {
        return switch (tree) {
            case Tree.Branch branch -> {
                Tree.Branch bare = Tree.Branch.EMPTY;
                for (Map.Entry<String, Tree> entry : branch.byKey().entrySet()) {
                    if (!SecretWords.isSecret(key, entry.getKey())) {
                        bare = bare.with(entry.getKey(), without(entry.getValue(), entry.getKey()));
                    }
                }
                yield bare;
            }
            case Tree.Items items ->
                new Tree.Items(
                        items.list().stream().map(item -> without(item, key)).toList());
            default -> masked(tree, key, false);
        };
    }

    /** What is shown of a value; empty: all. {@code secret}: whether its key or one above it says so. */
    static Optional<String> mask(String key, String value, boolean secret) {
        if (secret) {
            return value.isEmpty() || isVariable(value) ? Optional.empty() : Optional.of(MASK);
        }
        Matcher webhook = WEBHOOK.matcher(value);
        return key.equals("url") && webhook.matches() ? Optional.of(webhook.group(1) + MASK) : Optional.empty();
    }

    private static void collect(Node node, String key, boolean secret, YamlText yaml, List<Hidden> into) {
        switch (node) {
            case ScalarNode scalar ->
                mask(key, scalar.getValue(), secret)
                        .ifPresent(masked ->
                                into.add(new Hidden(yaml.start(scalar), yaml.end(scalar), '"' + masked + '"')));
            case MappingNode mapping -> {
                for (NodeTuple entry : mapping.getValue()) {
                    String name = Tree.key(entry);
                    collect(entry.getValueNode(), name, secret || SecretWords.isSecret(key, name), yaml, into);
                }
            }
            case SequenceNode sequence -> sequence.getValue().forEach(item -> collect(item, key, secret, yaml, into));
            default -> throw new IllegalStateException("no such node: " + node);
        }
    }
}
