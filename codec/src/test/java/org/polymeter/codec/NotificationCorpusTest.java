package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.Payloads.Payload;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Outcome.Rejected;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Identity;

/**
 * Captured pushes of real meters decode to the values their sources state: the messages themselves,
 * links and ciphers taken away.
 */
class NotificationCorpusTest {

    /** The wrapper says ciphered, and is not. */
    private static final String FALSE_WRAPPER = "dlms-dk-kamstrup-plain-in-gcm-wrapper";

    private static final Obis DEVICE_NAME = Obis.parse("0-0:42.0.0");

    private static final Map<String, Integer> CONFORMING = new TreeMap<>();
    private static final Map<String, Integer> TOTAL = new TreeMap<>();

    @AfterAll
    static void tellHowMany() {
        TOTAL.forEach((family, total) ->
                System.out.println(family + ": " + CONFORMING.getOrDefault(family, 0) + " of " + total + " cases"));
    }

    static Stream<Case> cases() {
        return Stream.of("hdlc", "dlms", "mbus-dlms").flatMap(family -> Corpus.cases(family).stream());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void decodes_to_what_its_source_states(Case capture) {
        TOTAL.merge(capture.family(), 1, Integer::sum);
        List<Telegram> telegrams = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        Payloads.of(capture).forEach(payload -> decode(payload, telegrams, faults));
        if ((capture.isEncrypted() && capture.encryptionKey().isEmpty())
                || capture.id().equals(FALSE_WRAPPER)) {
            assertThat(telegrams).isEmpty();
            assertThat(faults).isNotEmpty().allSatisfy(fault -> {
                assertThat(fault.problem()).isEqualTo(Problem.NO_KEY);
                assertThat(fault.expected()).contains("general-glo-ciphering");
            });
        } else {
            assertThat(faults).isEmpty();
            assertThat(Comparison.differences(Comparison.expected(capture), telegrams))
                    .isEmpty();
            if (capture.isValid()) {
                Telegram telegram = telegrams.getFirst();
                assertThat(Identity.asSent(telegram).map(Identity::text)).isEqualTo(name(telegram, capture));
            }
        }
        CONFORMING.merge(capture.family(), 1, Integer::sum);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("frames")
    void every_byte_is_in_a_frame_or_noise(Case capture) {
        FrameLog log = new FrameLog();
        byte[] wire = capture.bytes();
        HdlcFramer framer = new HdlcFramer();
        framer.feed(wire, 0, wire.length, log);
        framer.end(log);
        assertThat(log.bytes).isEqualTo(wire.length);
    }

    static Stream<Case> frames() {
        return Corpus.cases("hdlc").stream();
    }

    /** Sources often state the meter number where the profile prefers the logical device name. */
    private static Optional<String> name(Telegram telegram, Case capture) {
        int deviceName = telegram.indexOf(DEVICE_NAME);
        return deviceName >= 0
                ? Optional.of(telegram.text(deviceName))
                : Optional.ofNullable(capture.expected().path("meterId").textValue());
    }

    private static void decode(Payload payload, List<Telegram> telegrams, List<Fault> faults) {
        Telegram telegram = new Telegram();
        telegram.clear("dlms");
        Outcome outcome = new NotificationDecoder(MeterKinds.lists())
                .decode(payload.apdu(), 0, payload.apdu().length, payload.link(), telegram);
        if (outcome instanceof Rejected rejected) {
            faults.add(rejected.fault());
        } else {
            MeterKinds.complete(telegram, payload.link());
            telegrams.add(telegram);
        }
    }
}
