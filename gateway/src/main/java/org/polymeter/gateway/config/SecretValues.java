package org.polymeter.gateway.config;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What stands at the keys of secrets: no message shows it, whatever other key has brought it there. */
final class SecretValues {

    static final SecretValues NONE = new SecretValues(Set.of());

    private static final String MASK = "***";

    /** Shorter ones are part of all sorts of words. */
    private static final int SHORTEST_IN_WORDS = 4;

    private final List<String> longestFirst;

    private SecretValues(Set<String> values) {
        this.longestFirst = values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** {@code meant}: what a text of the file stands for. */
    static SecretValues in(Node root, UnaryOperator<String> meant) {
        Set<String> values = new HashSet<>();
        collect(root, "", false, meant, values);
        values.remove("");
        return new SecretValues(values);
    }

    String masked(String message) {
        String masked = message;
        for (String value : longestFirst) {
            masked = value.length() < SHORTEST_IN_WORDS
                    ? masked.replace("'" + value + "'", "'" + MASK + "'")
                    : masked.replace(value, MASK);
        }
        return masked;
    }

    private static void collect(
            Node node, String key, boolean isSecret, UnaryOperator<String> meant, Set<String> values) {
        switch (node) {
            case ScalarNode scalar
            when isSecret -> values.add(meant.apply(scalar.getValue().strip()));
            case MappingNode mapping
            when !mapping.isRecursive() -> {
                for (NodeTuple entry : mapping.getValue()) {
                    String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                    collect(entry.getValueNode(), name, isSecret || SecretWords.isSecret(key, name), meant, values);
                }
            }
            case SequenceNode sequence
            when !sequence.isRecursive() ->
                sequence.getValue().forEach(item -> collect(item, key, isSecret, meant, values));
            default -> {}
        }
    }
}
