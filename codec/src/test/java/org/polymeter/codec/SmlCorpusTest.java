package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Identity;

/** Captured pushes of real German meters decode to the values their sources state. */
class SmlCorpusTest {

    static Stream<Case> cases() {
        return Corpus.cases("sml").stream();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void decodes_to_what_its_source_states(Case capture) {
        Log log = Log.of(capture, Options.of(Link.SML));
        assertThat(log.heard).isEqualTo(wanted(capture));
        assertThat(log.bytes).as("bytes accounted for").isEqualTo(capture.bytes().length);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void is_found_to_be_sml(Case capture) {
        Log log = Log.of(capture, Options.auto());
        assertThat(log.heard.stream().filter(line -> !line.equals(Log.DAMAGED)))
                .containsExactlyElementsOf(wanted(capture).stream()
                        .filter(line -> !line.equals(Log.DAMAGED))
                        .toList());
    }

    static Stream<Case> others() {
        return Stream.of("p1", "hdlc", "mbus", "mbus-dlms", "iec62056-21")
                .flatMap(family -> Corpus.cases(family).stream());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("others")
    void captures_of_other_protocols_are_neither_sml_nor_tic(Case capture) {
        byte[] wire = capture.bytes();
        for (Link link : List.of(Link.SML, Link.TIC)) {
            List<String> found = new ArrayList<>();
            MeterStream stream = MeterStream.of(Options.of(link), new MeterStream.Listener() {
                @Override
                public void telegram(Telegram telegram, Frame frame) {
                    found.add(telegram.protocol());
                }

                @Override
                public void trouble(Trouble trouble, byte[] evidence) {
                    if (trouble instanceof Trouble.Skipped skipped && skipped.why() != Noise.STRAY) {
                        found.add(skipped.toString());
                    }
                }
            });
            stream.feed(wire, 0, wire.length);
            stream.end();
            assertThat(found).isEmpty();
        }
    }

    /** One line for every telegram and every file that is damaged; those that lost an end count as such. */
    private static List<String> wanted(Case capture) {
        List<String> wanted = new ArrayList<>();
        JsonNode telegrams = capture.about().path("telegrams");
        if (telegrams.isArray()) {
            telegrams.forEach(telegram ->
                    wanted.add(telegram.path("valid").asBoolean() ? wanted(telegram.path("expected")) : Log.DAMAGED));
        } else if (capture.isValid()) {
            wanted.add(wanted(capture.expected()));
        } else {
            wanted.add(Log.DAMAGED);
        }
        return wanted;
    }

    private static String wanted(JsonNode expected) {
        StringBuilder text = new StringBuilder();
        text.append(expected.path("meterId").asText())
                .append(' ')
                .append(expected.path("timestamp").asText());
        for (JsonNode value : expected.path("values")) {
            String shown = value.path("value").asText();
            boolean octets = value.path("kind").asText().equals("octets");
            text.append('\n')
                    .append(value.path("obis").asText())
                    .append(' ')
                    .append(octets ? shown.toUpperCase(Locale.ROOT) : shown)
                    .append(' ')
                    .append(value.path("unit").asText("").replace("null", ""))
                    .append(
                            value.has("status")
                                    ? " status " + value.path("status").asText()
                                    : "");
        }
        return text.toString();
    }

    private static String shown(Telegram telegram) {
        StringBuilder text = new StringBuilder();
        text.append(Identity.asSent(telegram).map(Identity::text).orElse("null"))
                .append(' ')
                .append(telegram.isTimed() ? "timed" : "null");
        for (int i = 0; i < telegram.size(); i++) {
            boolean amount = telegram.kind(i) == Telegram.Kind.AMOUNT;
            text.append('\n')
                    .append(telegram.obis(i))
                    .append(' ')
                    .append(amount ? telegram.value(i).toPlainString() : telegram.text(i))
                    .append(' ')
                    .append(amount ? telegram.unit(i).symbol() : "")
                    .append(telegram.hasStatus(i) ? " status " + telegram.status(i) : "");
        }
        assertThat(telegram.warnings()).isEmpty();
        assertThat(Optional.of(telegram.senderScheme())).contains("sml");
        assertThat(telegram.indexOf(Obis.NONE)).isNegative();
        return text.toString();
    }

    private static final class Log implements MeterStream.Listener {

        static final String DAMAGED = "damaged";

        private final List<String> heard = new ArrayList<>();
        private long bytes;

        static Log of(Case capture, Options options) {
            Log log = new Log();
            MeterStream stream = MeterStream.of(options, log);
            byte[] wire = capture.bytes();
            stream.feed(wire, 0, wire.length);
            stream.end();
            return log;
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            bytes += frame.consumed();
            heard.add(shown(telegram));
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            bytes += trouble.length();
            boolean stray = trouble instanceof Trouble.Skipped skipped && skipped.why() == Noise.STRAY;
            if (!stray && (heard.isEmpty() || !heard.getLast().equals(DAMAGED))) {
                heard.add(DAMAGED);
            }
        }
    }
}
