package org.polymeter.gateway.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One {@code key: value} block. Every read notes its key, so that {@link #end} can name the keys
 * nobody asked for. What is wrong becomes a problem of the document, and the read goes on as if the
 * key were not there.
 */
final class Section {

    private enum Flag {
        TRUE,
        FALSE
    }

    private static final int HIGHEST_PORT = 65_535;

    private final Document document;
    private final MappingNode node;
    private final String what;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    /**
     * Opens a block.
     *
     * @param what for people, such as {@code source 'p1'}; empty for the file itself
     */
    Section(Document document, MappingNode node, String what) {
        this.document = document;
        this.node = node;
        this.what = what;
        for (NodeTuple entry : node.getValue()) {
            note(entry);
        }
    }

    String what() {
        return what;
    }

    Place where() {
        return document.place(node);
    }

    boolean has(String key) {
        asked.add(key);
        NodeTuple entry = entries.get(key);
        return entry != null && !entry.getValueNode().getTag().equals(Tag.NULL);
    }

    /** Whether the value has keys of its own. */
    boolean isBlock(String key) {
        return has(key) && value(key) instanceof MappingNode;
    }

    void problem(String message) {
        document.problem(where().line(), message);
    }

    /** A problem of a key's value, or of the whole block if the key is not there. */
    void problem(String key, String message) {
        NodeTuple entry = entries.get(key);
        if (entry == null) {
            problem(message);
        } else {
            document.problem(entry.getValueNode(), message);
        }
    }

    /** As {@link #problem(String, String)}, but the value is not shown. */
    void secretProblem(String key, String message) {
        NodeTuple entry = entries.get(key);
        if (entry == null) {
            problem(message);
        } else {
            document.problemOfKey(entry.getKeyNode(), message);
        }
    }

    /** A bad value: says what it is and what it should be. */
    void unexpected(String key, String value, String expected) {
        problem(key, "'" + key + "'" + inWhat() + " is '" + value + "' – expected " + expected);
    }

    Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        Node value = value(key);
        if (!(value instanceof ScalarNode scalar)) {
            document.problem(value, "'" + key + "'" + inWhat() + " must be a single value");
            return Optional.empty();
        }
        return Optional.of(document.substituted(scalar.getValue().strip(), scalar));
    }

    /** A text that may not be left out; {@code hint} says what it is for, with an example. */
    Optional<String> required(String key, String hint) {
        Optional<String> text = text(key).filter(given -> !given.isEmpty());
        if (text.isEmpty() && (!has(key) || value(key) instanceof ScalarNode)) {
            missing.put(key, (what.isEmpty() ? "the file" : what) + " has no '" + key + "' – " + hint);
        }
        return text;
    }

    Optional<String> id(String key) {
        return text(key).filter(id -> checkId(key, id));
    }

    /** One of an enum's constants, written in lower case with {@code -}. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Map<String, E> words = Words.of(type);
        return choice(key, words).orElse(otherwise);
    }

    boolean flag(String key) {
        return flag(key, false);
    }

    boolean flag(String key, boolean otherwise) {
        return choice(key, Flag.class, otherwise ? Flag.TRUE : Flag.FALSE) == Flag.TRUE;
    }

    int port(String key, int otherwise) {
        return number(key, 1, HIGHEST_PORT, otherwise);
    }

    int number(String key, int least, int most, int otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().matches("\\d{1,9}")) {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        }
        unexpected(key, text.get(), "a whole number from " + least + " to " + most);
        return otherwise;
    }

    Duration duration(String key, Duration otherwise) {
        return parsed(key, Durations::parse, "a duration such as 10s, 5m or 26h")
                .orElse(otherwise);
    }

    ZoneId zone(String key, ZoneId otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return ZoneId.of(text.get());
        } catch (DateTimeException e) {
            unexpected(
                    key,
                    text.get(),
                    "a time zone such as Europe/Zurich" + Words.perhaps(text.get(), ZoneId.getAvailableZoneIds()));
            return otherwise;
        }
    }

    /** A positive factor: {@code 40} or {@code 200/5}. */
    BigDecimal ratio(String key) {
        return parsed(key, Ratio::parse, "a positive number or a ratio such as 200/5 that divides evenly")
                .orElse(BigDecimal.ONE);
    }

    Optional<Path> path(String key) {
        return text(key).filter(text -> !text.isEmpty()).map(document::path);
    }

    <T> Optional<T> parsed(String key, Function<String, Optional<T>> parser, String expected) {
        Optional<String> text = text(key);
        Optional<T> value = text.flatMap(parser);
        if (text.isPresent() && value.isEmpty()) {
            unexpected(key, text.get(), expected);
        }
        return value;
    }

    /** A block inside this one. */
    Optional<Section> section(String key, String what) {
        if (!has(key)) {
            return Optional.empty();
        }
        return block(value(key), what, "'" + key + "'" + inWhat());
    }

    /** A block inside this one, or the name of a file that holds nothing else. */
    Optional<Section> sectionOrFile(String key, String what) {
        if (!has(key) || !(value(key) instanceof ScalarNode)) {
            return section(key, what);
        }
        return path(key).flatMap(file -> {
            try {
                Document document = this.document.other(file.toString(), folder(file), Files.readString(file));
                return ConfigReader.root(document, what + ", " + file);
            } catch (IOException e) {
                problem(key, "cannot read " + file + ": " + ReadFailure.reason(file));
                return Optional.empty();
            }
        });
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    }

    /** A list of blocks; each is named by its type of thing and its place: {@code source 2}. */
    List<Section> sections(String key, String singular) {
        List<Section> sections = new ArrayList<>();
        List<Node> items = items(key, "blocks that begin with '- '");
        for (int i = 0; i < items.size(); i++) {
            String name = singular + " " + (i + 1);
            block(items.get(i), name(items.get(i), singular).orElse(name), name).ifPresent(sections::add);
        }
        return sections;
    }

    /** A list of texts; a single text counts as a list of one. */
    List<String> texts(String key) {
        if (has(key) && value(key) instanceof ScalarNode) {
            return text(key).map(List::of).orElse(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (Node item : items(key, "a list")) {
            if (item instanceof ScalarNode scalar) {
                texts.add(document.substituted(scalar.getValue().strip(), scalar));
            } else {
                document.problem(item, "'" + key + "'" + inWhat() + " must be a list of single values");
            }
        }
        return texts;
    }

    /** Keys that the reader of this block cannot know beforehand. */
    Set<String> keys() {
        return entries.keySet();
    }

    void end() {
        end(Set.of());
    }

    /**
     * Names the keys that nobody asked for.
     *
     * @param elsewhere keys that exist, but not in this type of block
     */
    void end(Set<String> elsewhere) {
        Set<String> free = new LinkedHashSet<>(asked);
        free.removeAll(entries.keySet());
        for (Map.Entry<String, NodeTuple> entry : entries.entrySet()) {
            String key = entry.getKey();
            if (!asked.contains(key)) {
                Optional<String> meant = Suggestion.nearest(key, free);
                meant.ifPresent(missing::remove); // it is there, but misspelled
                document.problemOfKey(entry.getValue().getKeyNode(), unknown(key, elsewhere, meant));
            }
        }
        missing.values().forEach(this::problem);
    }

    private String unknown(String key, Set<String> elsewhere, Optional<String> meant) {
        if (elsewhere.contains(key)) {
            return "'" + key + "' does not belong in " + what + ", which may have " + Words.allOf(asked);
        }
        return "unknown key '" + key + "'" + inWhat()
                + meant.map(guess -> " – did you mean '" + guess + "'?").orElse(" – known are " + Words.allOf(asked));
    }

    private void note(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode scalar)) {
            document.problem(entry.getKeyNode(), "a key must be a single word");
            return;
        }
        NodeTuple before = entries.putIfAbsent(scalar.getValue(), entry);
        if (before != null) {
            document.problemOfKey(
                    scalar,
                    "'" + scalar.getValue() + "'" + inWhat() + " is given twice, first in line "
                            + document.place(before.getKeyNode()).line());
        }
    }

    private boolean checkId(String key, String id) {
        if (Ids.isId(id)) {
            return true;
        }
        String guess = Ids.madeFrom(id);
        unexpected(
                key,
                id,
                "lower-case letters, digits and '-' inside, at most 63"
                        + (guess.isEmpty() ? "" : "; did you mean '" + guess + "'?"));
        return false;
    }

    private Node value(String key) {
        NodeTuple entry = entries.get(key);
        if (entry == null) {
            throw new IllegalStateException("ask has() first: " + key);
        }
        return entry.getValueNode();
    }

    private String inWhat() {
        return what.isEmpty() ? "" : " in " + what;
    }

    private Optional<Section> block(Node value, String name, String subject) {
        if (value instanceof MappingNode mapping) {
            return Optional.of(new Section(document, mapping, name));
        }
        document.problem(value, subject + " must be a block of 'key: value'");
        return Optional.empty();
    }

    private List<Node> items(String key, String expected) {
        if (!has(key)) {
            return List.of();
        }
        if (value(key) instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        document.problem(value(key), "'" + key + "'" + inWhat() + " must be a list: " + expected);
        return List.of();
    }

    /** {@code source 'p1'} as soon as it is known what it is called. */
    private static Optional<String> name(Node node, String singular) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("id")
                        && entry.getValueNode() instanceof ScalarNode value
                        && !value.getValue().isBlank()) {
                    return Optional.of(singular + " '" + value.getValue().strip() + "'");
                }
            }
        }
        return Optional.empty();
    }

    private <T> Optional<T> choice(String key, Map<String, T> words) {
        Optional<String> word = text(key);
        Optional<T> chosen = word.map(words::get);
        if (word.isPresent() && chosen.isEmpty()) {
            unexpected(key, word.get(), Words.anyOf(words.keySet()) + Words.perhaps(word.get(), words.keySet()));
        }
        return chosen;
    }
}
