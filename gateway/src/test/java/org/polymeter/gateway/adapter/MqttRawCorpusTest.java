package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/** Messages published by others, where their folder stands beside the checkout. */
final class MqttRawCorpusTest {

    static final Path FOLDER = folder();

    static List<String> names() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return List.of("none");
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void decodes_as_published(String name) throws IOException {
        Assumptions.assumeFalse(name.equals("none"), "the corpus is not here");
        Map<String, Object> about = about(name);
        byte[] payload = Files.readAllBytes(FOLDER.resolve(name + ".txt"));
        String topic = about.get("topic") instanceof String text ? text : "";

        Adapter adapter = Adapters.recognise(topic, payload).orElseThrow();
        Telegram telegram = new Telegram();
        assertThat(adapter.decode(topic, payload, telegram)).isEqualTo(Outcome.COMPLETE);

        Map<String, Object> expected = members(about.getOrDefault("expected", Map.of()));
        assertThat(expectedValues(expected)).isNotEmpty();
        assertThat(values(telegram)).containsAll(expectedValues(expected));
        assertThat(telegram.warnings()).isEmpty();
        if (expected.get("meterId") instanceof String id) {
            assertThat(telegram.text(telegram.indexOf(Obis.of(0, 0, 96, 1, 0)))).isEqualTo(id);
        } else {
            assertThat(telegram.indexOf(Obis.of(0, 0, 96, 1, 0))).isNegative();
        }
        checkTime(telegram, expected);
    }

    /** The JSON beside the message. */
    static Map<String, Object> about(String name) throws IOException {
        return new ObjectMapper()
                .readValue(FOLDER.resolve(name + ".json").toFile(), new TypeReference<Map<String, Object>>() {});
    }

    private static void checkTime(Telegram telegram, Map<String, Object> expected) {
        if (expected.get("timestamp") instanceof String text) {
            assertThat(telegram.localSecond() + 60L * telegram.deviation())
                    .isEqualTo(OffsetDateTime.parse(text).toEpochSecond());
        } else if (expected.get("localTimestamp") instanceof String text) {
            assertThat(telegram.deviation()).isEqualTo(Deviation.UNSAID);
            assertThat(telegram.localSecond())
                    .isEqualTo(LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC));
        } else {
            assertThat(telegram.isTimed()).isFalse();
        }
    }

    /** A value whose unit the message leaves open is compared without one. */
    private static List<String> expectedValues(Map<String, Object> expected) {
        List<String> lines = new ArrayList<>();
        for (Object one : (List<?>) expected.getOrDefault("values", List.of())) {
            Map<String, Object> value = members(one);
            lines.add(value.get("obis") + " " + value.get("value")
                    + (value.get("unit") == null ? "" : " " + value.get("unit")));
        }
        return lines;
    }

    private static List<String> values(Telegram telegram) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < telegram.size(); i++) {
            if (telegram.kind(i) == Telegram.Kind.AMOUNT) {
                String value = telegram.obis(i) + " " + telegram.value(i).toPlainString();
                lines.add(value);
                lines.add(value + " " + telegram.unit(i));
            }
        }
        return lines;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object json) {
        return (Map<String, Object>) json;
    }

    private static Path folder() {
        String set = System.getProperty("polymeter.corpus", "");
        return Path.of(set.isEmpty() ? "../../shared/corpus" : set).resolve("mqtt-raw");
    }
}
