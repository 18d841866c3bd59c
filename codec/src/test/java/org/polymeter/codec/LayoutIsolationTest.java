package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.MeterVectors.Vector;
import org.polymeter.codec.Payloads.Payload;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.ListLayout;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Decoder;

/**
 * Every kind of meter is tried on every capture there is: at most one claims it, and it is the right
 * one. So knowledge of one meter cannot change what is read of another.
 */
class LayoutIsolationTest {

    private static final String NONE = "none";

    /** What the meter of a published capture is called there, and which kind that is. */
    private static final Map<String, String> KINDS = kinds();

    /** Lists that do not say whose they are: everything is in the telegram, or it is only one number. */
    private static final Set<String> NAMELESS = Set.of(
            "hdlc-no-aidon-list1-7d-in-body",
            "hdlc-se-aidon-27-encrypted-empty-aad",
            "hdlc-se-aidon-27-list",
            "hdlc-se-aidon-27-list-doc",
            "dlms-no-aidon-list1",
            "mbus-dlms-at-kaifa-netznoe-doc");

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>(); // the first that fits
        kinds.put("Aidon", "aidon");
        kinds.put("Kaifa MA309", "kaifa-ma309");
        kinds.put("Kaifa MA30", "kaifa-ma304");
        kinds.put("Kaifa MA105", "kaifa-ma304");
        kinds.put("Kamstrup", "kamstrup-omnipower");
        kinds.put("Landis+Gyr E450", "landis-gyr-e450");
        kinds.put("Landis+Gyr E570", "landis-gyr-e570");
        kinds.put("Landis+Gyr E350", "landis-gyr-zmf100");
        kinds.put("Iskraemeco AM550", "iskraemeco-am550");
        kinds.put("Iskraemeco IE.5", "iskraemeco-am550");
        kinds.put("Sagemcom XT211", "czechia-rs485");
        kinds.put("Energomera", "energomera-ce");
        kinds.put("synthetic (ha-smartmeter-at simulator)", "sagemcom-t210-d");
        return kinds;
    }

    /** One message, whoever sent it. */
    record Sample(String name, String kind, Payload payload) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() {
        Stream<Sample> ours = MeterVectors.messages().stream().map(LayoutIsolationTest::sample);
        Stream<Sample> others = Stream.of("hdlc", "dlms", "mbus-dlms")
                .flatMap(family -> Corpus.cases(family).stream())
                .flatMap(LayoutIsolationTest::samples);
        return Stream.concat(ours, others);
    }

    /** Captures of other protocols. */
    static Stream<Sample> strangers() {
        return Stream.of("p1", "sml", "mbus", "iec62056-21", "mqtt-raw")
                .flatMap(family -> Corpus.cases(family).stream())
                .map(capture -> new Sample(capture.id(), NONE, new Payload(capture.bytes(), 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void at_most_one_kind_claims_a_capture_and_it_is_the_right_one(Sample sample) {
        List<String> claims = new ArrayList<>();
        for (MeterKind kind : MeterKinds.all()) {
            read(sample.payload(), kind.lists())
                    .filter(telegram -> kind.matches(telegram, sample.payload().link()))
                    .ifPresent(telegram -> claims.add(kind.name()));
        }
        assertThat(claims).isEqualTo(sample.kind().equals(NONE) ? List.of() : List.of(sample.kind()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void with_all_kinds_a_capture_reads_as_with_its_own_alone(Sample sample) {
        List<ListLayout> own = sample.kind().equals(NONE)
                ? List.of()
                : MeterKinds.named(sample.kind()).lists();
        Optional<Telegram> alone = read(sample.payload(), own);
        Optional<Telegram> among = read(sample.payload(), MeterKinds.lists());
        assertThat(among.isPresent()).isEqualTo(alone.isPresent());
        if (alone.isPresent()) {
            complete(alone.get(), sample);
            MeterKinds.complete(among.get(), sample.payload().link());
            assertThat(MeterVectors.lines(among.get())).isEqualTo(MeterVectors.lines(alone.get()));
            assertThat(among.get().warnings()).isEqualTo(alone.get().warnings());
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("strangers")
    void no_kind_claims_a_capture_of_another_protocol(Sample sample) {
        byte[] bytes = sample.payload().apdu();
        for (MeterKind kind : MeterKinds.all()) {
            assertThat(read(sample.payload(), kind.lists())).as(kind.name()).isEmpty();
            Telegram text = new Telegram();
            text.clear("dsmr");
            if (new P1Decoder().decode(bytes, 0, bytes.length, text) instanceof Outcome.Complete) {
                assertThat(kind.matches(text, 0)).as(kind.name()).isFalse();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void no_real_meter_has_more_power_than_voltages_and_currents_allow(Sample sample) {
        read(sample.payload(), MeterKinds.lists()).ifPresent(telegram -> {
            MeterKinds.complete(telegram, sample.payload().link());
            assertThat(telegram.warnings()).noneMatch(warning -> warning.contains("allow"));
        });
    }

    private static void complete(Telegram telegram, Sample sample) {
        if (sample.kind().equals(NONE)) {
            MeterKinds.remarkOpen(telegram);
        } else {
            MeterKinds.named(sample.kind()).complete(telegram);
        }
    }

    private static Optional<Telegram> read(Payload payload, List<ListLayout> layouts) {
        Telegram telegram = new Telegram();
        telegram.clear("dlms");
        Outcome outcome = new NotificationDecoder(layouts)
                .decode(payload.apdu(), 0, payload.apdu().length, payload.link(), telegram);
        return outcome instanceof Outcome.Complete ? Optional.of(telegram) : Optional.empty();
    }

    private static Sample sample(Vector vector) {
        return new Sample(vector.toString(), vector.kind(), vector.payload());
    }

    private static Stream<Sample> samples(Corpus.Case capture) {
        String meter = capture.about().path("meter").asText();
        List<Payload> payloads = Payloads.of(capture);
        return payloads.stream().map(payload -> new Sample(capture.id(), kind(capture, meter, payload), payload));
    }

    private static String kind(Corpus.Case capture, String meter, Payload payload) {
        if (payload.isSealed() || !capture.isValid() || NAMELESS.contains(capture.id())) {
            return NONE;
        }
        return KINDS.entrySet().stream()
                .filter(kind -> meter.startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(NONE);
    }
}
