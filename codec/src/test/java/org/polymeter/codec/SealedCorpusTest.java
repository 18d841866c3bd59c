package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Ciphering;
import org.polymeter.codec.security.Keys;

/** Encrypted captures of real meters: read with their keys, and their headers read without. */
class SealedCorpusTest {

    /** Its own text was edited, so that its printed checksum cannot match. */
    private static final Set<String> EDITED = Set.of("p1-lu-spec-encrypted-wrong-aad");

    /** Not of DLMS. */
    private static final Set<String> OTHER = Set.of("mbus-at-amis-vzlogger");

    private static final byte[] WRONG_KEY = HexFormat.of().parseHex("5A5B5C5D5E5F505152535455565758FF");

    private record Heard(List<Telegram> telegrams, List<Seal> seals, List<Trouble> troubles)
            implements MeterStream.Listener {

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            Telegram copy = new Telegram();
            copy.clear(telegram.protocol());
            copy.append(telegram);
            telegrams.add(copy);
            seals.add(frame.seal());
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            troubles.add(trouble);
        }

        List<Trouble.Rejected> rejected() {
            return troubles.stream()
                    .filter(Trouble.Rejected.class::isInstance)
                    .map(Trouble.Rejected.class::cast)
                    .toList();
        }
    }

    static Stream<Case> sealed() {
        return Stream.of("hdlc", "dlms", "p1", "mbus-dlms")
                .flatMap(family -> Corpus.cases(family).stream())
                .filter(capture -> capture.isEncrypted() && !OTHER.contains(capture.id()));
    }

    static Stream<Case> withKeys() {
        return sealed().filter(capture -> capture.about().has("keys"));
    }

    private static byte[] key(Case capture, String name) {
        return HexFormat.of().parseHex(capture.about().path("keys").path(name).asText());
    }

    private static Keys keys(Case capture) {
        Keys keys = Keys.of(key(capture, "guek"));
        return capture.about().path("keys").has("gak") ? keys.withAuthentication(key(capture, "gak")) : keys;
    }

    private static Heard hear(Case capture, Keys keys) {
        Heard heard = new Heard(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        String family = capture.about().path("family").asText();
        Link link = switch (family) {
            case "p1" -> Link.P1;
            case "mbus-dlms" -> Link.MBUS;
            case "dlms" -> Link.APDU;
            default -> Link.HDLC;
        };
        Options options = Options.of(link).withKeys(keys);
        if (EDITED.contains(capture.id())) {
            options = options.ignoringChecksums();
        }
        byte[] bytes = capture.bytes();
        MeterStream stream = MeterStream.of(options, heard);
        stream.feed(bytes, 0, bytes.length);
        stream.end();
        return heard;
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("withKeys")
    void its_keys_open_it_to_exactly_what_its_source_states(Case capture) {
        Heard heard = hear(capture, keys(capture));
        assertThat(heard.troubles).isEmpty();
        assertThat(heard.telegrams).hasSize(1);
        Telegram telegram = heard.telegrams.getFirst();
        assertThat(Comparison.differences(List.of(capture.expected()), List.of(telegram)))
                .isEmpty();
        boolean proof = capture.about().path("ciphering").path("tagOk").asBoolean();
        assertThat(heard.seals).containsExactly(proof ? Seal.PROVEN : Seal.OPENED);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("sealed")
    void without_a_key_its_header_is_told(Case capture) {
        refused(capture, hear(capture, Keys.NONE), Problem.NO_KEY);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("sealed")
    void a_wrong_key_opens_nothing(Case capture) {
        refused(capture, hear(capture, Keys.of(WRONG_KEY)), Problem.DECRYPT);
        refused(capture, hear(capture, Keys.of(WRONG_KEY).withAuthentication(WRONG_KEY)), Problem.DECRYPT);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("withKeys")
    void a_wrong_authentication_key_is_refused_wherever_there_is_a_tag(Case capture) {
        Heard heard = hear(capture, Keys.of(key(capture, "guek")).withAuthentication(WRONG_KEY));
        if (capture.about().path("ciphering").path("securityControl").asText().startsWith("3")) {
            refused(capture, heard, Problem.DECRYPT);
            assertThat(heard.rejected().getFirst().fault().expected()).contains("the encryption key is right");
        } else {
            assertThat(heard.telegrams).hasSize(1);
        }
    }

    private static void refused(Case capture, Heard heard, Problem problem) {
        assertThat(heard.telegrams).isEmpty();
        assertThat(heard.rejected()).isNotEmpty().allSatisfy(rejected -> {
            assertThat(rejected.fault().problem()).isEqualTo(problem);
            assertThat(rejected.fault().toString().toLowerCase(Locale.ROOT))
                    .doesNotContain(capture.about()
                            .path("ciphering")
                            .path("systemTitle")
                            .asText()
                            .substring(6));
        });
        JsonNode header = capture.about().path("ciphering");
        assertThat(heard.rejected().getFirst().ciphering())
                .contains(new Ciphering(
                        header.path("systemTitle").asText().toUpperCase(Locale.ROOT),
                        Integer.parseInt(header.path("securityControl").asText(), 16),
                        header.path("frameCounter").asLong()));
    }
}
