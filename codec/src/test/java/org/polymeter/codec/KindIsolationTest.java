package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;

/**
 * Every kind of meter over every published capture, as it comes out of the front door: senders and
 * system titles included, whatever the protocol. At most one claims it, and it is the right one.
 */
class KindIsolationTest {

    /** Kinds by protocol; a kind of another protocol never claims a capture. */
    private static final Map<String, Set<String>> OF_FAMILY = Map.of(
            "p1", Set.of(),
            "mbus", Set.of(),
            "iec62056-21", Set.of(),
            "sml", Set.of("dzg-dvs74", "emh-ehz", "hager-ehz361"),
            "mbus-dlms", Set.of("kaifa-ma309", "sagemcom-t210-d"));

    /** How the kind of a capture begins, by the meter that its source names; empty: of none. */
    private static final Map<String, String> KINDS = Map.of(
            "DZG DVS-7412", "dzg-dvs74",
            "EMH ED300L", "emh-ehz",
            "EMH eHZ", "emh-ehz",
            "Hager", "hager-ehz361",
            "Kaifa MA309M", "kaifa-ma309");

    static Stream<Corpus.Case> captures() {
        return OF_FAMILY.keySet().stream().sorted().flatMap(family -> Corpus.cases(family).stream());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void at_most_one_kind_claims_a_capture_and_it_is_of_its_protocol(Corpus.Case capture) {
        for (List<String> claims : claims(capture)) {
            assertThat(claims).hasSizeLessThanOrEqualTo(1);
            assertThat(OF_FAMILY.getOrDefault(capture.family(), Set.of())).containsAll(claims);
            String meter = capture.about().path("meter").asText();
            KINDS.forEach((begins, kind) -> {
                if (!meter.startsWith(begins)) {
                    assertThat(claims.contains(kind) && KINDS.keySet().stream().noneMatch(meter::startsWith))
                            .as("%s claims %s", kind, meter)
                            .isFalse();
                }
            });
        }
    }

    /** For each telegram, the kinds that claim it. */
    private static List<List<String>> claims(Corpus.Case capture) {
        List<List<String>> claims = new ArrayList<>();
        Keys keys = capture.encryptionKey().map(Keys::of).orElse(Keys.NONE);
        MeterStream stream = MeterStream.of(MeterStream.Options.auto().withKeys(keys), new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {
                claims.add(MeterKinds.all().stream()
                        .filter(kind -> kind.matches(telegram, frame.link()))
                        .map(MeterKind::name)
                        .toList());
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {}
        });
        byte[] bytes = capture.bytes();
        stream.feed(bytes, 0, bytes.length);
        stream.end();
        return claims;
    }
}
