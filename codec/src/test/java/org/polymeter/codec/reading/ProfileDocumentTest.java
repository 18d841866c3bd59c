package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.Repository;

/** docs/profile.md says what the code does. {@code -Dbless=true} writes its table anew, and the one in docs/spec. */
class ProfileDocumentTest {

    private static final String BEGIN = "<!-- vocabulary: generated, do not edit -->\n";
    private static final String END = "<!-- end -->";
    private static final Pattern JSON = Pattern.compile("(?ms)^```json\n(.*?)^```");

    private final Path file = Repository.file("docs/profile.md");

    @Test
    void the_table_of_names_is_the_vocabulary() throws IOException {
        String document = Files.readString(file);
        int from = document.indexOf(BEGIN) + BEGIN.length();
        int to = document.indexOf(END, from);
        assertThat(from).isGreaterThan(BEGIN.length());
        assertThat(to).isGreaterThan(0);

        if (Boolean.getBoolean("bless")) {
            Files.writeString(file, document.substring(0, from) + table() + document.substring(to));
        } else {
            assertThat(document.substring(from, to))
                    .as("docs/profile.md; run the tests with -Dbless=true to write it anew")
                    .isEqualTo(table());
        }
    }

    @Test
    void the_table_for_programs_is_the_vocabulary() throws IOException {
        Path table = Repository.file("docs/spec/vocabulary.csv");
        if (Boolean.getBoolean("bless")) {
            Files.writeString(table, csv());
        } else {
            assertThat(table)
                    .as("run the tests with -Dbless=true to write it anew")
                    .content()
                    .isEqualTo(csv());
        }
    }

    @Test
    void examples_are_json_and_use_names_of_the_vocabulary() throws IOException {
        Matcher example = JSON.matcher(Files.readString(file));
        List<String> unknown = new ArrayList<>();
        int examples = 0;
        while (example.find()) {
            try (MappingIterator<JsonNode> objects =
                    new ObjectMapper().readerFor(JsonNode.class).readValues(example.group(1))) {
                while (objects.hasNext()) {
                    JsonNode object = objects.next();
                    examples++;
                    for (String part : List.of("values", "times", "quantities")) {
                        object.path(part).fieldNames().forEachRemaining(name -> {
                            if (Vocabulary.standard().named(name) == null && !name.startsWith("x_")) {
                                unknown.add(name);
                            }
                        });
                    }
                }
            }
        }

        assertThat(examples).isPositive();
        assertThat(unknown).isEmpty();
    }

    private static String table() {
        return "\n| Name | OBIS | Unit | Kind | Meaning |\n|---|---|---|---|---|\n"
                + Vocabulary.standard().rows().stream()
                        .map(row -> "| `%s` | %s | %s | %s | %s |\n"
                                .formatted(
                                        row.name(), codes(row.codes()), orDash(row.unit()), kind(row), row.meaning()))
                        .collect(Collectors.joining())
                + "\n";
    }

    /** RFC 4180, but with line ends as everywhere in the project. */
    private static String csv() {
        return "name,unit,kind,codes,meaning\n"
                + Vocabulary.standard().rows().stream()
                        .map(row -> Stream.of(
                                        row.name(), row.unit(), kind(row), codesForPrograms(row.codes()), row.meaning())
                                .map(ProfileDocumentTest::field)
                                .collect(Collectors.joining(",", "", "\n")))
                        .collect(Collectors.joining());
    }

    /** Blanks between codes, a minus before one that counts in the other direction. */
    private static String codesForPrograms(String codes) {
        return codes(codes).replaceAll("`([^`]+)` \\(negated\\)", "-$1").replaceAll("[`–,]", "");
    }

    private static String field(String text) {
        return text.matches("(?s).*[,\"\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private static String kind(Vocabulary.Row row) {
        return row.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "–" : text;
    }

    private static String codes(String codes) {
        return codes.equals("-")
                ? "–"
                : Arrays.stream(codes.split(" ", -1))
                        .map(ProfileDocumentTest::code)
                        .collect(Collectors.joining(", "));
    }

    /**
     * {@code 1:1+20N.8.T} is {@code 1-0:21/41/61.8.T}; {@code -1:81.7.40} is negated; a protocol's own word stays as
     * it is.
     */
    private static String code(String code) {
        if (code.contains("@")) {
            return "`" + code + "`";
        }
        boolean negated = code.startsWith("-");
        String[] groups = code.substring(negated ? 1 : 0).split("[:.]", -1);
        String ab = groups[0].equals("n") ? "0-n" : groups[0] + "-0";
        return "`" + ab + ":" + group(groups[1]) + "." + groups[2] + "." + groups[3] + "`"
                + (negated ? " (negated)" : "");
    }

    private static String group(String terms) {
        int plus = terms.indexOf('+');
        if (plus < 0) {
            return terms;
        }
        int first = Integer.parseInt(terms.substring(0, plus));
        int step = terms.endsWith("Q") ? 1 : 20;
        return IntStream.rangeClosed(1, step == 1 ? 4 : 3)
                .mapToObj(i -> Integer.toString(first + step * i))
                .collect(Collectors.joining("/"));
    }
}
