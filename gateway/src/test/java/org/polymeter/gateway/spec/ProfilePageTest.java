package org.polymeter.gateway.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/profile.md tells people is what docs/spec tells programs. */
class ProfilePageTest {

    private static final Pattern TOPIC =
            Pattern.compile("(?m)^\\| `(\\{root\\}/1/[^`]+)` \\|[^|]*\\|[^|]*\\| (yes|no) \\| ([01]) \\|$");
    private static final Pattern EVENT = Pattern.compile("(?m)^\\| ((?:`[a-z_]+`(?:, )?)+) \\|[^|]*\\|[^|]*\\|$");
    private static final Pattern JSON = Pattern.compile("(?ms)^```json\n(.*?)^```");

    /** A field that only documents of that schema have. */
    private static final Map<String, String> TELLING = Map.of(
            "event_type",
            "event",
            "values",
            "state",
            "quantities",
            "meter",
            "software",
            "gateway",
            "uptime_s",
            "stats",
            "test",
            "test",
            "reason",
            "reject");

    private String page = "";

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Folder.docs("profile.md"));
    }

    @Test
    void the_topics_are_the_same_and_are_sent_the_same_way() {
        assertThat(TOPIC.matcher(page).results().map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3)))
                .containsExactlyElementsOf(Channel.ALL.stream()
                        .map(channel -> channel.address()
                                + (channel.delivery().retained() ? " yes " : " no ")
                                + channel.delivery().qos())
                        .toList());
    }

    @Test
    void the_types_of_events_are_the_same() {
        Stream<String> types = EVENT.matcher(part("### Events", "## Gateway"))
                .results()
                .map(row -> row.group(1))
                .filter(types_ -> !types_.equals("`event_type`"))
                .flatMap(types_ -> Arrays.stream(types_.replace("`", "").split(", ", -1)));

        assertThat(types).containsExactlyElementsOf(EventShapes.types());
    }

    @Test
    void every_word_is_explained() {
        assertThat(Stream.of(Words.MEDIA, Words.ROLES, Words.QUALITY, Words.SCHEMES, Words.REASONS, Words.STATUS)
                        .flatMap(List::stream))
                .allSatisfy(word -> assertThat(page).containsPattern("`([^`\n]* )?" + word + "[ `]"));
    }

    @Test
    void the_examples_are_valid() throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Map<String, List<JsonNode>> examples = examples();

        assertThat(examples.keySet()).containsExactlyInAnyOrderElementsOf(TELLING.values());
        examples.forEach((schema, documents) -> assertThat(documents)
                .allSatisfy(document -> assertThat(
                                registry.getSchema(Schemas.all().get(schema)).validate(document))
                        .isEmpty()));
    }

    private Map<String, List<JsonNode>> examples() throws IOException {
        Map<String, List<JsonNode>> examples = new TreeMap<>();
        for (MatchResult block : JSON.matcher(page).results().toList()) {
            try (MappingIterator<JsonNode> documents =
                    new ObjectMapper().readerFor(JsonNode.class).readValues(block.group(1))) {
                documents.forEachRemaining(document -> TELLING.forEach((field, schema) -> {
                    if (document.has(field)) {
                        examples.computeIfAbsent(schema, unused -> new ArrayList<>())
                                .add(document);
                    }
                }));
            }
        }
        return examples;
    }

    private String part(String from, String to) {
        return page.substring(page.indexOf("\n" + from + "\n"), page.indexOf("\n" + to + "\n"));
    }
}
