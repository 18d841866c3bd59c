package org.polymeter.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.consumers.Snippets;

/** The words of the app, in all its languages. */
class TextsTest {

    private static final Path LANGUAGES = Snippets.file("gateway/src/main/resources/org/polymeter/gateway/app/lang");

    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "it", "nl"})
    void every_language_says_what_english_says(String language) throws IOException {
        Map<String, List<String>> english = places("en");

        assertThat(places(language)).isEqualTo(english);
        assertThat(english).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "it", "nl"})
    void no_text_is_empty_and_swiss_german_has_no_sharp_s(String language) throws IOException {
        for (Path file : files(language)) {
            for (Map.Entry<String, JsonNode> text : tree(file).properties()) {
                assertThat(text.getValue().asText())
                        .as(file + " " + text.getKey())
                        .isNotBlank()
                        .doesNotContain("ß");
            }
        }
    }

    /** By file and key: the places that are filled in. */
    private static Map<String, List<String>> places(String language) throws IOException {
        Map<String, List<String>> places = new TreeMap<>();
        for (Path file : files(language)) {
            for (Map.Entry<String, JsonNode> text : tree(file).properties()) {
                places.put(
                        file.getFileName() + " " + text.getKey(),
                        List.copyOf(new TreeSet<>(PLACE.matcher(text.getValue().asText())
                                .results()
                                .map(MatchResult::group)
                                .toList())));
            }
        }
        return places;
    }

    private static List<Path> files(String language) throws IOException {
        try (Stream<Path> files = Files.list(LANGUAGES.resolve(language))) {
            return files.sorted().toList();
        }
    }

    private static JsonNode tree(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }
}
