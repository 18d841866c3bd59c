package org.polymeter.gateway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The file that is being read, and everything found wrong with it so far. */
final class Document {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private final String name;
    private final Path folder;
    private final List<String> lines;
    private final Map<String, String> environment;
    private final List<Problem> problems;
    private SecretValues secrets = SecretValues.NONE;

    Document(String name, Path folder, String text, Map<String, String> environment) {
        this(name, folder, text, environment, new ArrayList<>());
    }

    private Document(String name, Path folder, String text, Map<String, String> environment, List<Problem> problems) {
        this.name = name;
        this.folder = folder;
        this.lines = text.lines().toList();
        this.environment = environment;
        this.problems = problems;
    }

    /** A file that this one names; what is wrong with it is wrong with this one. */
    Document other(String file, Path folder, String text) {
        return new Document(file, folder, text, environment, problems);
    }

    /** No message shows the secrets in it. */
    void hideSecretsOf(Node root) {
        secrets = SecretValues.in(root, this::meant);
    }

    String name() {
        return name;
    }

    String text() {
        return String.join("\n", lines);
    }

    Place place(Node node) {
        return new Place(name, line(node) + 1);
    }

    /** Relative paths in the file count from where the file is. */
    Path path(String text) {
        return folder.resolve(text).normalize();
    }

    void problem(Node node, String message) {
        Mark start = node.getStartMark().orElse(null);
        if (start == null) {
            problem(1, message);
            return;
        }
        int line = start.getLine();
        int from = start.getColumn();
        int to = node.getEndMark()
                .filter(end -> end.getLine() == line)
                .map(Mark::getColumn)
                .orElse(from + 1);
        problems.add(new Problem(new Place(name, line + 1), message, excerpt(line, from, to, false)));
    }

    /** As {@link #problem}, but what follows the key is not shown: it may be a misspelled password. */
    void problemOfKey(Node key, String message) {
        Mark start = key.getStartMark().orElseThrow();
        int to = start.getColumn() + width(key, start);
        problems.add(new Problem(place(key), message, excerpt(start.getLine(), start.getColumn(), to, true)));
    }

    /** A problem of a line as a whole. */
    void problem(int line, String message) {
        problems.add(new Problem(new Place(name, line), message, ""));
    }

    /** A problem at a spot: line and column from 0, as the parser counts. */
    void problemAt(Mark mark, String message) {
        int line = Math.min(mark.getLine(), Math.max(0, lines.size() - 1));
        int column = line == mark.getLine() ? mark.getColumn() : 0;
        problems.add(new Problem(new Place(name, line + 1), message, excerpt(line, column, column + 1, false)));
    }

    /** Puts in what the environment holds; names what it does not. */
    String substituted(String text, Node node) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String variable = match.group(1);
            String value = environment.get(variable);
            if (value == null) {
                problem(
                        node,
                        "the environment has no variable '" + variable + "'"
                                + Suggestion.didYouMean(variable, environment.keySet()));
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
    }

    boolean isSound() {
        return problems.isEmpty();
    }

    ConfigException rejected() {
        problems.replaceAll(problem ->
                new Problem(problem.where(), secrets.masked(problem.message()), secrets.masked(problem.excerpt())));
        problems.sort(Comparator.comparingInt(
                        (Problem problem) -> problem.where().file().equals(name) ? 0 : 1)
                .thenComparing(problem -> problem.where().file())
                .thenComparingInt(problem -> problem.where().line()));
        return new ConfigException(problems);
    }

    /** What the environment does not hold stays as it is. */
    private String meant(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(environment.getOrDefault(match.group(1), match.group())));
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0);
    }

    private static int width(Node node, Mark start) {
        return node.getEndMark()
                .filter(end -> end.getLine() == start.getLine())
                .map(end -> end.getColumn() - start.getColumn())
                .orElse(1);
    }

    private String excerpt(int line, int from, int to, boolean cutAfter) {
        if (line >= lines.size()) {
            return "";
        }
        String text = lines.get(line).replace('\t', ' ');
        int end = Math.min(Math.max(to, from + 1), Math.max(text.length(), from + 1));
        String tail = end >= text.length() ? "" : cutAfter ? ": …" : text.substring(end);
        String head = text.substring(0, Math.min(end, text.length()));
        String shown = SecretWords.masked(head + tail, "***");
        // The mark would be off where something before it was masked.
        if (!shown.startsWith(text.substring(0, Math.min(from, text.length())))) {
            return "%6d | %s".formatted(line + 1, shown);
        }
        int marked = Math.max(1, Math.min(end, shown.length()) - from);
        return "%6d | %s\n       | %s%s".formatted(line + 1, shown, " ".repeat(from), "^".repeat(marked));
    }
}
