package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.MeterVectors.Vector;
import org.polymeter.codec.Payloads.Payload;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKind.Status;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/** Every kind of meter reads its own captures: a new one is a file, its frames, and no code. */
class MeterVectorsTest {

    static List<Vector> vectors() {
        return MeterVectors.all();
    }

    static List<Vector> messages() {
        return MeterVectors.messages();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void a_capture_says_what_is_written_beside_it(Vector vector) {
        Payload payload = vector.payload();
        Telegram telegram = new Telegram();
        telegram.clear("dlms");
        Outcome outcome = new NotificationDecoder(MeterKinds.lists())
                .decode(payload.apdu(), 0, payload.apdu().length, payload.link(), telegram);
        assertThat(outcome).isEqualTo(Outcome.COMPLETE);
        Optional<MeterKind> kind = MeterKinds.identify(telegram, payload.link());
        assertThat(kind.map(MeterKind::name).orElse("none")).isEqualTo(vector.kind());
        kind.ifPresent(known -> known.complete(telegram));
        assertThat(MeterVectors.lines(telegram)).containsExactlyElementsOf(vector.expected());
        assertThat(telegram.warnings()).isEmpty();
    }

    /** Those that come over HDLC and in clear, or in SML. */
    static List<Vector> frames() {
        return vectors().stream()
                .filter(vector -> vector.isSml()
                        || (vector.wire().startsWith("7E") && vector.key().isEmpty()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void the_front_door_finds_out_by_itself(Vector vector) {
        List<String> heard = new ArrayList<>();
        Set<String> models = new TreeSet<>();
        MeterStream stream = MeterStream.of(MeterStream.Options.auto(), new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {
                models.add(telegram.model());
                heard.addAll(MeterVectors.lines(telegram));
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {
                heard.add(trouble.toString());
            }
        });
        byte[] wire = HexFormat.of().parseHex(vector.wire());
        stream.feed(wire, 0, wire.length);
        stream.end();
        assertThat(heard).isEqualTo(vector.expected());
        String model = vector.kind().equals("none")
                ? ""
                : MeterKinds.named(vector.kind()).title();
        assertThat(models).containsExactly(model);
    }

    @Test
    void every_kind_has_a_capture_of_its_own() {
        Set<String> shown = vectors().stream().map(Vector::kind).collect(Collectors.toSet());
        assertThat(MeterKinds.all()).extracting(MeterKind::name).isSubsetOf(shown);
    }

    @Test
    void what_a_kind_names_as_its_proof_is_there() {
        Set<String> known = new TreeSet<>();
        vectors().forEach(vector -> known.add(vector.name()));
        Stream.of("hdlc", "dlms", "mbus-dlms", "sml")
                .flatMap(family -> Corpus.cases(family).stream())
                .forEach(capture -> known.add(capture.shortId()));
        for (MeterKind kind : MeterKinds.all()) {
            assertThat(kind.proofs()).as(kind.name()).isNotEmpty();
            if (Corpus.isPresent()) {
                assertThat(known).as(kind.name()).containsAll(kind.proofs());
            }
        }
    }

    @Test
    void only_captures_of_real_meters_verify_a_kind() {
        Set<String> ours = vectors().stream().map(Vector::name).collect(Collectors.toSet());
        for (MeterKind kind : MeterKinds.all()) {
            boolean real = kind.proofs().stream().anyMatch(proof -> !ours.contains(proof));
            assertThat(real).as(kind.name()).isEqualTo(kind.status() == Status.VERIFIED);
        }
    }
}
