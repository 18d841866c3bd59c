package org.polymeter.codec.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.MeterVectors;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.explain.Explanation.Layer;
import org.polymeter.codec.explain.Explanation.Part;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;

/** Of every frame that is read, every byte is said to be something; with and without keys. */
class ExplainedBytesTest {

    private static final Map<String, Link> LINKS = Map.of(
            "p1", Link.P1,
            "hdlc", Link.HDLC,
            "dlms", Link.APDU,
            "mbus-dlms", Link.MBUS,
            "mbus", Link.MBUS,
            "sml", Link.SML,
            "iec62056-21", Link.AUTO);

    private static final byte[] WRONG_KEY = HexFormat.of().parseHex("5A5B5C5D5E5F505152535455565758FF");

    record Capture(String name, Link link, String wire, Keys keys) {
        byte[] bytes() {
            return HexFormat.of().parseHex(wire);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Capture> captures() {
        Stream<Capture> theirs = LINKS.keySet().stream()
                .sorted()
                .flatMap(family -> Corpus.cases(family).stream())
                .map(capture -> new Capture(
                        capture.id(),
                        LINKS.getOrDefault(capture.family(), Link.AUTO),
                        HexFormat.of().formatHex(capture.bytes()),
                        keys(capture.encryptionKey(), capture.authenticationKey())));
        Stream<Capture> ours = MeterVectors.all().stream()
                .map(vector -> new Capture(
                        vector.toString(),
                        Link.AUTO,
                        vector.wire(),
                        keys(vector.key().map(HexFormat.of()::parseHex), Optional.empty())));
        return Stream.concat(theirs, ours);
    }

    private static Keys keys(Optional<byte[]> encryption, Optional<byte[]> authentication) {
        Keys keys = encryption.map(Keys::of).orElse(Keys.NONE);
        return authentication.isPresent() ? keys.withAuthentication(authentication.get()) : keys;
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void no_byte_is_left_out(Capture capture) {
        List<Explanation> explanations = explain(capture.link(), capture.bytes(), capture.keys());
        for (Explanation explanation : explanations) {
            checkOrder(explanation);
            for (Layer layer : explanation.layers()) {
                if (layer.fault().isEmpty()) {
                    assertThat(unexplained(layer, layer.parts(), 0, layer.bytes().length))
                            .as(layer.name())
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void without_keys_and_with_wrong_ones_the_header_is_explained(Capture capture) {
        for (Keys keys :
                List.of(Keys.NONE, Keys.of(WRONG_KEY), Keys.of(WRONG_KEY).withAuthentication(WRONG_KEY))) {
            for (Explanation explanation : explain(capture.link(), capture.bytes(), keys)) {
                checkOrder(explanation);
                Layer last = explanation.layers().getLast();
                last.fault().ifPresent(fault -> assertThat(fault.offset()).isBetween(0, last.bytes().length));
            }
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void every_telegram_is_explained_and_a_sealed_one_in_plaintext(Capture capture) {
        List<List<String>> layers = new ArrayList<>();
        List<Seal> seals = new ArrayList<>();
        hear(capture.link(), capture.bytes(), capture.keys(), new MeterStream.Listener() {
            private List<String> before = List.of();

            @Override
            public void telegram(Telegram telegram, Frame frame) {
                layers.add(before);
                seals.add(frame.seal());
                before = List.of();
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {
                before = List.of();
            }

            @Override
            public void explained(Explanation explanation) {
                before = explanation.layers().stream().map(Layer::name).toList();
            }
        });
        for (int i = 0; i < seals.size(); i++) {
            assertThat(layers.get(i)).startsWith("wire");
            if (seals.get(i) != Seal.NONE) {
                assertThat(layers.get(i)).endsWith("plaintext");
            }
        }
    }

    private static void checkOrder(Explanation explanation) {
        assertThat(explanation.layers().stream().map(Layer::name))
                .isSubsetOf("wire", "message", "plaintext", "telegram")
                .startsWith("wire");
        for (Layer layer : explanation.layers()) {
            assertThat(isNested(layer.parts(), 0, layer.bytes().length)).isTrue();
        }
    }

    private static boolean isNested(List<Part> parts, int from, int to) {
        int at = from;
        for (Part part : parts) {
            if (part.offset() < at || part.end() > to || !isNested(part.parts(), part.offset(), part.end())) {
                return false;
            }
            at = part.end();
        }
        return true;
    }

    /** Line ends and blanks at the ends of lines say nothing; a line of text is shown whole. */
    private static List<String> unexplained(Layer layer, List<Part> parts, int from, int to) {
        List<String> found = new ArrayList<>();
        int at = from;
        for (Part part : parts) {
            gap(layer, at, part.offset(), found);
            boolean isLine = List.of("line", "group", "data set").contains(part.label());
            if (!part.parts().isEmpty() && !isLine) {
                // what stands in front of the first part is the head of the container
                found.addAll(
                        unexplained(layer, part.parts(), part.parts().getFirst().offset(), part.end()));
            }
            at = part.end();
        }
        gap(layer, at, to, found);
        return found;
    }

    private static void gap(Layer layer, int from, int to, List<String> found) {
        for (int i = from; i < to; i++) {
            byte b = layer.bytes()[i];
            if (b != '\r' && b != '\n') {
                found.add("%d: %s".formatted(from, HexFormat.of().formatHex(layer.bytes(), from, to)));
                return;
            }
        }
    }

    private static List<Explanation> explain(Link link, byte[] bytes, Keys keys) {
        List<Explanation> explanations = new ArrayList<>();
        hear(link, bytes, keys, new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {}

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {}

            @Override
            public void explained(Explanation explanation) {
                explanations.add(explanation);
            }
        });
        return explanations;
    }

    private static void hear(Link link, byte[] bytes, Keys keys, MeterStream.Listener listener) {
        MeterStream stream = MeterStream.of(Options.of(link).withKeys(keys).explaining(), listener);
        stream.feed(bytes, 0, bytes.length);
        stream.end();
    }
}
