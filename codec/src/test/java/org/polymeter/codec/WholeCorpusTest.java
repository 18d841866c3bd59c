package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;

/**
 * Every published capture through the front door, which is told nothing but the key: exactly the
 * values that its publisher or a second decoder found, and nothing from a damaged one.
 */
class WholeCorpusTest {

    /** Those of M-Bus records and readouts have tests of their own: their values have other names. */
    private static final List<String> FAMILIES = List.of("p1", "hdlc", "dlms", "mbus-dlms", "sml");

    /** Whether sealed messages are opened. */
    private static final boolean OPENS_SEALED = true;

    private static final Map<String, Integer> CONFORMING = new TreeMap<>();
    private static final Map<String, Integer> TOTAL = new TreeMap<>();

    @AfterAll
    static void tellHowMany() {
        TOTAL.forEach((family, total) ->
                System.out.println("whole: " + family + ": " + CONFORMING.getOrDefault(family, 0) + " of " + total));
    }

    static Stream<Case> cases() {
        return FAMILIES.stream().flatMap(family -> Corpus.cases(family).stream());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void reads_as_published(Case capture) {
        TOTAL.merge(capture.family(), 1, Integer::sum);
        Heard heard = Heard.of(capture, options(capture));
        if (capture.isEncrypted() && (capture.encryptionKey().isEmpty() || !OPENS_SEALED)) {
            assertThat(heard.telegrams).isEmpty();
            assertThat(heard.troubles).isNotEmpty();
            if (OPENS_SEALED) {
                assertThat(heard.troubles)
                        .allSatisfy(trouble -> assertThat(trouble)
                                .isInstanceOfSatisfying(
                                        Trouble.Rejected.class,
                                        rejected -> assertThat(rejected.fault().problem())
                                                .isEqualTo(Problem.NO_KEY)));
            }
        } else {
            if (capture.hasWrongChecksum()) {
                assertThat(heard.integrities).as("with a wrong checksum").doesNotContain(Integrity.CHECKED);
                heard = Heard.of(capture, options(capture).ignoringChecksums());
            }
            assertThat(Comparison.differences(Comparison.expected(capture), heard.telegrams))
                    .isEmpty();
            assertThat(capture.isValid() || !heard.troubles.isEmpty())
                    .as("a damaged capture is told")
                    .isTrue();
        }
        CONFORMING.merge(capture.family(), 1, Integer::sum);
    }

    private static Options options(Case capture) {
        Keys keys = capture.encryptionKey().map(Keys::of).orElse(Keys.NONE);
        return Options.auto()
                .withKeys(capture.authenticationKey()
                        .map(keys::withAuthentication)
                        .orElse(keys));
    }

    private static final class Heard implements MeterStream.Listener {

        private final List<Telegram> telegrams = new ArrayList<>();
        private final List<Integrity> integrities = new ArrayList<>();
        private final List<Trouble> troubles = new ArrayList<>();

        static Heard of(Case capture, Options options) {
            Heard heard = new Heard();
            byte[] wire = capture.bytes();
            if (capture.family().equals("dlms") && Link.named("apdu").isEmpty()) {
                heard.message(wire); // a message without a link, and there is none that takes it
                return heard;
            }
            MeterStream stream = MeterStream.of(options, heard);
            stream.feed(wire, 0, wire.length);
            stream.end();
            return heard;
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            telegrams.add(telegram.copy());
            integrities.add(frame.integrity());
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            troubles.add(trouble);
        }

        private void message(byte[] apdu) {
            Telegram telegram = new Telegram();
            telegram.clear("dlms");
            switch (new NotificationDecoder(MeterKinds.lists()).decode(apdu, 0, apdu.length, telegram)) {
                case Outcome.Complete complete -> {
                    MeterKinds.complete(telegram, 0);
                    telegrams.add(telegram);
                }
                case Outcome.Rejected rejected ->
                    troubles.add(new Trouble.Rejected(0, apdu.length, "dlms", rejected.fault()));
            }
        }
    }
}
