package org.polymeter.gateway.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What a YAML or JSON text says, whatever it looks like. A number is its digits. Immutable. */
public sealed interface Tree {

    /** A block of {@code key: value}, in order. */
    record Branch(Map<String, Tree> byKey) implements Tree {

        static final Branch EMPTY = new Branch(Map.of());

        public Branch {
            byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
        }

        Optional<Tree> get(String key) {
            return Optional.ofNullable(byKey.get(key));
        }

        /** The text of a key, if it has one. */
        Optional<String> text(String key) {
            return get(key).flatMap(Tree::text);
        }

        /** The block of a key; empty if there is none. */
        Branch branch(String key) {
            return get(key).orElse(EMPTY) instanceof Branch branch ? branch : EMPTY;
        }

        /** The list of a key; empty if there is none. */
        Items items(String key) {
            return get(key).orElse(Items.EMPTY) instanceof Items items ? items : Items.EMPTY;
        }

        Branch with(String key, Tree value) {
            Map<String, Tree> more = new LinkedHashMap<>(byKey);
            more.put(key, value);
            return new Branch(more);
        }

        Branch without(String key) {
            Map<String, Tree> less = new LinkedHashMap<>(byKey);
            less.remove(key);
            return new Branch(less);
        }

        /** The same with all of those; what is {@link Nothing} there is taken out. */
        Branch with(Branch changes) {
            Branch changed = this;
            for (Map.Entry<String, Tree> change : changes.byKey.entrySet()) {
                changed = change.getValue() instanceof Nothing
                        ? changed.without(change.getKey())
                        : changed.with(change.getKey(), change.getValue());
            }
            return changed;
        }
    }

    /** A list. */
    record Items(List<Tree> list) implements Tree {

        static final Items EMPTY = new Items(List.of());

        public Items {
            list = List.copyOf(list);
        }

        Items with(Tree further) {
            List<Tree> more = new ArrayList<>(list);
            more.add(further);
            return new Items(more);
        }

        Items with(int index, Tree instead) {
            List<Tree> changed = new ArrayList<>(list);
            changed.set(index, instead);
            return new Items(changed);
        }

        Items without(int index) {
            List<Tree> less = new ArrayList<>(list);
            less.remove(index);
            return new Items(less);
        }

        /** Where the block with that id is; -1 if there is none. */
        int indexOf(String id) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Branch branch && branch.text("id").equals(Optional.of(id))) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** A single value. */
    record Leaf(String value) implements Tree {}

    /** A key without a value. */
    record Nothing() implements Tree {}

    /** The text of a leaf. */
    default Optional<String> text() {
        return this instanceof Leaf leaf ? Optional.of(leaf.value) : Optional.empty();
    }

    static Tree of(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                Map<String, Tree> byKey = new LinkedHashMap<>();
                for (NodeTuple entry : mapping.getValue()) {
                    byKey.put(key(entry), of(entry.getValueNode()));
                }
                yield new Branch(byKey);
            }
            case SequenceNode sequence ->
                new Items(sequence.getValue().stream().map(Tree::of).toList());
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> new Nothing();
            case ScalarNode scalar -> new Leaf(scalar.getValue());
            default -> throw new IllegalStateException("no such node: " + node);
        };
    }

    static String key(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
