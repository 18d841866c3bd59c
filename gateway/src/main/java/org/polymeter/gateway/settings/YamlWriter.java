package org.polymeter.gateway.settings;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Writes trees as a person would: on one line what is short, below each other what is not. */
final class YamlWriter {

    private static final int WIDEST = 100;
    private static final int STEP = 2;

    /** What needs no quotes anywhere in a line: no indicator first, no blank at an end. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?:[\\p{L}\\p{N}_/.$+(]|[-?:](?=[^\\s]))(?:[^\\p{Cntrl}\\x{FEFF}]*[^\\p{Cntrl}\\s:\\x{FEFF}])?");

    private static final Pattern NULL = Pattern.compile("(?i)null|~|");

    private final String lineBreak;

    YamlWriter(String lineBreak) {
        this.lineBreak = lineBreak;
    }

    /** On one line. */
    static String flow(Tree tree) {
        return switch (tree) {
            case Tree.Branch branch ->
                branch.byKey().entrySet().stream()
                        .map(entry -> scalar(entry.getKey(), true, ScalarStyle.PLAIN) + ": " + flow(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Tree.Items items ->
                items.list().stream().map(YamlWriter::flow).collect(Collectors.joining(", ", "[", "]"));
            case Tree.Leaf leaf -> scalar(leaf.value(), true, ScalarStyle.PLAIN);
            case Tree.Nothing nothing -> "null";
        };
    }

    String lineBreakAnd(int indent) {
        return lineBreak + " ".repeat(indent);
    }

    /** {@code key: value}, where the line is indented so far; without the first indentation and the last line break. */
    String entry(String key, Tree value, int indent) {
        String name = scalar(key, false, ScalarStyle.PLAIN) + ":";
        return switch (value) {
            case Tree.Leaf leaf -> name + " " + scalar(leaf.value(), false, ScalarStyle.PLAIN);
            case Tree.Nothing nothing -> name;
            case Tree.Branch branch
            when isTall(branch, indent + name.length()) ->
                name + lineBreak + " ".repeat(indent + STEP) + block(branch, indent + STEP);
            case Tree.Items items
            when isTall(items, indent + name.length()) ->
                name + lineBreak + " ".repeat(indent + STEP) + list(items, indent + STEP);
            default -> name + " " + flow(value);
        };
    }

    /** {@code - value}, as {@link #entry}; a block has a line for each key. */
    String item(Tree value, int indent) {
        return "- "
                + switch (value) {
                    case Tree.Branch branch when !branch.byKey().isEmpty() -> block(branch, indent + STEP);
                    case Tree.Leaf leaf -> scalar(leaf.value(), false, ScalarStyle.PLAIN);
                    default -> flow(value);
                };
    }

    /** {@code flow}: whether it stands in braces or brackets. {@code style}: kept if it can be. */
    static String scalar(String text, boolean flow, ScalarStyle style) {
        if (style == ScalarStyle.SINGLE_QUOTED && !text.matches("(?s).*\\p{Cntrl}.*")) {
            return "'" + text.replace("'", "''") + "'";
        }
        if (style != ScalarStyle.DOUBLE_QUOTED && isPlain(text, flow)) {
            return text;
        }
        return quoted(text);
    }

    private static boolean isPlain(String text, boolean flow) {
        return PLAIN.matcher(text).matches()
                && !NULL.matcher(text).matches()
                && !text.contains(": ")
                && !text.contains(" #")
                && !text.startsWith("---")
                && !text.startsWith("...")
                && !(flow && text.matches(".*[\\[\\]{},].*|[?:].*"));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\uFEFF' || c == '\u2028' || c == '\u2029') {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.append((char) c);
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    private String block(Tree.Branch branch, int indent) {
        return branch.byKey().entrySet().stream()
                .map((Map.Entry<String, Tree> entry) -> entry(entry.getKey(), entry.getValue(), indent))
                .collect(Collectors.joining(lineBreak + " ".repeat(indent)));
    }

    private String list(Tree.Items items, int indent) {
        return items.list().stream()
                .map(item -> item(item, indent))
                .collect(Collectors.joining(lineBreak + " ".repeat(indent)));
    }

    private static boolean isTall(Tree tree, int column) {
        boolean isEmpty = tree instanceof Tree.Branch branch ? branch.byKey().isEmpty() : tree.equals(Tree.Items.EMPTY);
        return !isEmpty && column + 1 + flow(tree).length() > WIDEST;
    }
}
