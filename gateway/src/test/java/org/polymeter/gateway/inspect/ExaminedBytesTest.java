package org.polymeter.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.sink.Bytes;

/** The law of the Inspector: whatever is looked at, the nodes of one level leave no byte out and share none. */
class ExaminedBytesTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Path FOLDER = folder();

    private static Path folder() {
        String stated = System.getProperty("polymeter.corpus", "");
        return stated.isEmpty() ? Path.of("..", "..", "shared", "corpus") : Path.of(stated);
    }

    record Capture(String name, Bytes wire, Keys keys) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What others captured, where their folder stands beside the checkout, and what simulated meters say. */
    static Stream<Capture> captures() throws IOException {
        List<Capture> captures = new ArrayList<>();
        if (Files.isDirectory(FOLDER)) {
            try (Stream<Path> files = Files.walk(FOLDER)) {
                for (Path about : files.filter(file -> file.toString().endsWith(".json"))
                        .filter(file -> !file.startsWith(FOLDER.resolve("mqtt-raw")))
                        .sorted()
                        .toList()) {
                    captures.add(captured(about));
                }
            }
        }
        for (Family family : Family.values()) {
            if (!family.isMessage()) {
                byte[] said = new Play(family, family.keys(), Faults.NONE, 1, NOW).at(NOW);
                captures.add(new Capture(family.word(), Bytes.of(said), family.keys()));
            }
        }
        return captures.stream();
    }

    private static Capture captured(Path about) throws IOException {
        JsonNode said = new ObjectMapper().readTree(about.toFile());
        String base = about.toString().replaceFirst("\\.json$", "");
        Path text = Path.of(base + ".txt");
        byte[] bytes = Files.exists(text)
                ? Files.readAllBytes(text)
                : HexFormat.of()
                        .parseHex(Files.readString(Path.of(base + ".hex")).replaceAll("\\s", ""));
        String key = said.path("guek").asText("");
        return new Capture(
                said.path("id").asText(),
                Bytes.of(bytes),
                key.isEmpty() ? Keys.NONE : Keys.of(HexFormat.of().parseHex(key)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void every_byte_of_a_frame_is_in_one_node_of_each_level(Capture capture) {
        for (Keys keys : List.of(Keys.NONE, capture.keys)) {
            Examination examination = examine(capture.wire.toArray(), keys);

            assertThat(examination.pieces()).isNotEmpty();
            examination.pieces().forEach(ExaminedBytesTest::check);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void every_part_has_a_kind_of_its_own(Capture capture) {
        examine(capture.wire.toArray(), capture.keys)
                .pieces()
                .forEach(piece -> piece.layers().forEach(layer -> checkNames(layer.nodes())));
    }

    @Test
    void damaged_frames_are_covered_as_well() throws IOException {
        Random random = new Random(5);
        List<Capture> captures = captures().toList();
        for (int i = 0; i < 100; i++) {
            byte[] bytes = captures.get(random.nextInt(captures.size())).wire.toArray();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            examine(bytes, Keys.NONE).pieces().forEach(ExaminedBytesTest::check);
        }
    }

    private static Examination examine(byte[] bytes, Keys keys) {
        Setup setup = Setup.unknown(ZoneId.of("Europe/Zurich"), new MeterIds()).withKeys(keys);
        return Examiner.examine(
                HexFormat.ofDelimiter(" ").formatHex(bytes).getBytes(StandardCharsets.US_ASCII), setup, NOW);
    }

    private static void check(Piece piece) {
        assertThat(piece.layers()).isNotEmpty();
        for (Layer layer : piece.layers()) {
            checkLevel(layer.nodes(), 0, layer.bytes().length());
        }
        piece.flaw()
                .ifPresent(flaw -> assertThat(flaw.offset())
                        .isBetween(0, piece.layers().get(flaw.layer()).bytes().length()));
    }

    private static void checkLevel(List<Node> nodes, int from, int to) {
        int at = from;
        for (Node node : nodes) {
            assertThat(node.from()).as(node.label()).isEqualTo(at);
            assertThat(node.to()).as(node.label()).isGreaterThan(at);
            at = node.to();
            if (!node.children().isEmpty()) {
                checkLevel(node.children(), node.from(), node.to());
            }
        }
        assertThat(at).isEqualTo(to);
    }

    private static void checkNames(List<Node> nodes) {
        for (Node node : nodes) {
            assertThat(Kinds.named(node.label()))
                    .as("a kind for '%s'", node.label())
                    .isPresent();
            checkNames(node.children());
        }
    }
}
