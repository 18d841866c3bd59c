package org.polymeter.gateway.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.gateway.setup.GridOperator.Degree;
import org.polymeter.gateway.setup.GridOperator.Need;
import org.polymeter.gateway.source.LineSettings;

/** The countries that {@code operators.txt} tells of; read anew by who asks, which is seldom. */
final class Countries {

    private static final String FILE = "operators.txt";
    private static final String ALL = "*";
    private static final String UNKNOWN = "?";

    /** Every operator has these; the rest only where there is something to say. */
    private static final Set<String> NEEDED =
            Set.of("operator", "meter", "socket", "line", "protocol", "every", "open", "key", "second", "from", "read");

    private static final Set<String> FURTHER = Set.of("country", "dialogue", "note");

    private static final Set<String> DIALOGUES = Set.of("iec62056-21", "td3511", "amis");

    private Countries() {}

    /** In the order of the file. */
    static List<Country> all() {
        try (InputStream in = Countries.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + FILE);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Blocks are set apart by blank lines; lines that begin with # are comments.
     *
     * @throws IllegalStateException if a line is missing or not understood
     */
    static List<Country> parse(String text) {
        List<Country> countries = new ArrayList<>();
        for (String block : text.split("\\R\\s*\\R", -1)) {
            Map<String, String> lines = lines(block);
            if (lines.containsKey("country")) {
                String[] country = lines.getOrDefault("country", "").split(" +", -1);
                countries.add(new Country(country[0], known(country[1]), List.of()));
            }
            if (!lines.isEmpty()) {
                Country last = countries.removeLast();
                List<GridOperator> operators = new ArrayList<>(last.operators());
                operators.add(operator(lines));
                countries.add(new Country(last.code(), last.zone(), operators));
            }
        }
        return List.copyOf(countries);
    }

    private static Map<String, String> lines(String block) {
        Map<String, String> lines = new HashMap<>();
        for (String line : block.split("\\R", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.strip().split(" +", 2);
                boolean known = NEEDED.contains(parts[0]) || FURTHER.contains(parts[0]);
                if (parts.length != 2 || !known || lines.put(parts[0], parts[1]) != null) {
                    throw new IllegalStateException(FILE + ": '" + line + "' is not understood, or comes twice");
                }
            }
        }
        if (!lines.isEmpty() && !lines.keySet().containsAll(NEEDED)) {
            throw new IllegalStateException(FILE + ": a line is missing in " + lines);
        }
        return lines;
    }

    private static GridOperator operator(Map<String, String> lines) {
        String names = of(lines, "operator");
        return new GridOperator(
                names.equals(ALL) ? List.of() : list(names),
                known(of(lines, "meter")),
                choice(GridOperator.Socket.class, of(lines, "socket")),
                known(of(lines, "line")).stream()
                        .flatMap(settings -> list(settings).stream())
                        .map(LineSettings::parse)
                        .toList(),
                known(of(lines, "protocol")).map(Countries::protocol),
                Optional.ofNullable(lines.get("dialogue")).map(Countries::dialogue),
                known(of(lines, "every")),
                choice(GridOperator.Opening.class, of(lines, "open")),
                need(of(lines, "key")),
                need(of(lines, "second")),
                known(of(lines, "from")),
                choice(GridOperator.Support.class, of(lines, "read")),
                lines.containsKey("note") ? Arrays.asList(of(lines, "note").split(" +", -1)) : List.of());
    }

    private static String of(Map<String, String> lines, String word) {
        return lines.getOrDefault(word, "");
    }

    private static Optional<String> known(String text) {
        return Optional.of(text).filter(it -> !it.equals(UNKNOWN));
    }

    private static List<String> list(String text) {
        return Arrays.asList(text.split(" *, *", -1));
    }

    private static String protocol(String word) {
        if (!word.equals("other") && Link.named(word).isEmpty()) {
            throw new IllegalStateException(FILE + ": '" + word + "' is no protocol");
        }
        return word;
    }

    private static String dialogue(String word) {
        if (!DIALOGUES.contains(word)) {
            throw new IllegalStateException(FILE + ": '" + word + "' is no dialogue");
        }
        return word;
    }

    private static Need need(String text) {
        String[] words = text.split(" +", 2);
        Degree degree = choice(Degree.class, words[0]);
        boolean named = degree == Degree.MAYBE || degree == Degree.YES;
        if (named != (words.length == 2)) {
            throw new IllegalStateException(FILE + ": a key has a name, and what is none has not: '" + text + "'");
        }
        return new Need(degree, named ? words[1] : "");
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String word) {
        return Enum.valueOf(type, word.equals(UNKNOWN) ? "UNKNOWN" : word.toUpperCase(Locale.ROOT));
    }
}
