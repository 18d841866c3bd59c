package org.polymeter.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.MeterVectors;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.sink.Bytes;

/** The law of the Inspector: whatever is looked at, the nodes of one level leave no byte out and share none. */
class ExaminedBytesTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final List<String> FAMILIES =
            List.of("p1", "hdlc", "dlms", "mbus", "mbus-dlms", "sml", "iec62056-21");

    record Capture(String name, Bytes wire, Keys keys) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Capture> captures() {
        Stream<Capture> theirs = FAMILIES.stream()
                .flatMap(family -> Corpus.cases(family).stream())
                .map(capture -> new Capture(capture.id(), Bytes.of(capture.bytes()), keys(capture.encryptionKey())));
        Stream<Capture> ours = MeterVectors.all().stream()
                .map(vector -> new Capture(
                        vector.toString(),
                        Bytes.of(HexFormat.of().parseHex(vector.wire())),
                        keys(vector.key().map(HexFormat.of()::parseHex))));
        return Stream.concat(theirs, ours);
    }

    private static Keys keys(Optional<byte[]> encryption) {
        return encryption.map(Keys::of).orElse(Keys.NONE);
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
    void damaged_frames_are_covered_as_well() {
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
