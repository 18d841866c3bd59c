package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.dlms.BlockJoiner;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Outcome.Rejected;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Identity;

/** Captured pushes of real meters decode to the values their sources state. */
class HdlcCorpusTest {

    /** Rejected for a reason of their own. */
    private static final Map<String, String> REJECTED = Map.of(
            "dlms-cz-xt211-attr-descriptors", "untagged descriptors",
            "dlms-dk-kamstrup-plain-in-gcm-wrapper", "the wrapper says ciphered");

    /** The source states the meter number; the profile prefers the logical device name. */
    private static final Set<String> NAMED_BY_DEVICE =
            Set.of("dlms-at-kaifa-salzburg-plain", "dlms-at-kaifa-vorarlberg-plain");

    private static final Map<String, Integer> CONFORMING = new TreeMap<>();
    private static final Map<String, Integer> TOTAL = new TreeMap<>();

    @AfterAll
    static void tellHowMany() {
        TOTAL.forEach((family, total) ->
                System.out.println(family + ": " + CONFORMING.getOrDefault(family, 0) + " of " + total + " cases"));
    }

    static Stream<Case> cases() {
        return Stream.concat(Corpus.cases("hdlc").stream(), Corpus.cases("dlms").stream());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void decodes_to_what_its_source_states(Case capture) {
        String family = capture.about().path("family").asText();
        TOTAL.merge(family, 1, Integer::sum);
        Log log = decode(capture);
        assertThat(log.bytes).as("bytes accounted for").isEqualTo(log.fed);
        String id = capture.id();
        if (REJECTED.containsKey(id)) {
            assertThat(log.telegrams).as(REJECTED.get(id)).isEmpty();
            assertThat(log.faults).hasSize(1);
        } else if (capture.isEncrypted()) {
            assertThat(log.telegrams).isEmpty();
            assertThat(log.faults).hasSize(1);
            assertThat(log.faults.getFirst().problem()).isEqualTo(Problem.NO_KEY);
            assertThat(log.faults.getFirst().expected()).contains("general-glo-ciphering");
        } else if (!capture.isValid()) {
            assertThat(log.telegrams).isEmpty();
            assertThat(log.faults).isEmpty();
        } else {
            assertThat(log.faults).isEmpty();
            assertThat(log.telegrams).hasSize(1);
            Telegram telegram = log.telegrams.getFirst();
            assertThat(differences(capture.expected(), telegram)).isEmpty();
            if (!NAMED_BY_DEVICE.contains(id)) {
                String meter = capture.expected().path("meterId").textValue();
                assertThat(Identity.asSent(telegram).map(Identity::text)).isEqualTo(Optional.ofNullable(meter));
            }
        }
        CONFORMING.merge(family, 1, Integer::sum);
    }

    static List<String> differences(JsonNode expected, Telegram telegram) {
        List<String> differences = new ArrayList<>();
        Map<Obis, Integer> seen = new HashMap<>();
        int left = telegram.size();
        for (JsonNode value : expected.path("values")) {
            if (value.path("kind").asText().equals("struct")) {
                continue; // a value with a structure of its own is not reported
            }
            if (value.path("kind").asText().equals("text")
                    && value.path("value").asText().isEmpty()) {
                continue; // nor is a text that says nothing
            }
            left--;
            int index = find(value, telegram, seen);
            String shown = index < 0 ? "absent" : shown(value, telegram, index);
            if (!value.path("scaleUncertain").asBoolean() && !shown.equals(wanted(value))) {
                differences.add(value.path("obis").asText() + ": " + wanted(value) + " but was " + shown);
            }
        }
        timeDifference(expected, telegram, differences);
        if (left != 0) {
            differences.add(left + " more values than expected");
        }
        return differences;
    }

    private static int find(JsonNode value, Telegram telegram, Map<Obis, Integer> seen) {
        Obis obis = value.path("obis").isNull()
                ? Obis.NONE
                : Obis.parse(value.path("obis").asText());
        int from = seen.getOrDefault(obis, -1) + 1;
        for (int i = from; i < telegram.size(); i++) {
            if (telegram.obis(i).equals(obis)) {
                seen.put(obis, i);
                return i;
            }
        }
        return -1;
    }

    private static String shown(JsonNode value, Telegram telegram, int index) {
        return switch (telegram.kind(index)) {
            case TEXT -> telegram.text(index);
            case CLOCK -> time(value, telegram.localSecond(index), telegram.deviation(index));
            case AMOUNT -> amount(telegram, index);
        };
    }

    private static String amount(Telegram telegram, int index) {
        String unit =
                telegram.unit(index).isUnstated() ? "?" : telegram.unit(index).symbol();
        return (telegram.value(index).toPlainString() + " " + unit).strip();
    }

    private static String wanted(JsonNode value) {
        String kind = value.path("kind").asText();
        if (kind.equals("timestamp")) {
            return value.path("timestamp").isNull() || value.path("timestamp").isMissingNode()
                    ? value.path("localTimestamp").asText()
                    : value.path("timestamp").asText();
        }
        if (kind.equals("octets")) {
            return value.path("value").asText().toUpperCase(Locale.ROOT);
        }
        String unit = value.path("unit").isNull() ? "" : value.path("unit").asText("");
        return (value.path("value").asText() + " " + unit).strip();
    }

    private static void timeDifference(JsonNode expected, Telegram telegram, List<String> differences) {
        String wanted = expected.path("timestamp").isNull()
                ? expected.path("localTimestamp").asText("absent")
                : expected.path("timestamp").asText("absent");
        String shown = telegram.isTimed() ? time(expected, telegram.localSecond(), telegram.deviation()) : "absent";
        if (!wanted.equals(shown)) {
            differences.add("time: " + wanted + " but was " + shown);
        }
    }

    private static String time(JsonNode like, long localSecond, int deviation) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
        boolean zoned =
                !like.path("timestamp").isNull() && !like.path("timestamp").isMissingNode();
        if (zoned && Deviation.isMinutes(deviation)) {
            String text = OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds(-60 * deviation))
                    .toString();
            return text.replace("Z", "+00:00").replaceFirst("T(\\d\\d:\\d\\d)([+-])", "T$1:00$2");
        }
        String text = local.toString();
        return text.length() == "2022-02-13T16:28".length() ? text + ":00" : text;
    }

    private static Log decode(Case capture) {
        Log log = new Log();
        byte[] stream = capture.bytes();
        log.fed = stream.length;
        if (capture.id().startsWith("dlms-")) {
            log.bytes = stream.length;
            log.decode(stream, 0, stream.length, 0);
            return log;
        }
        HdlcFramer framer = new HdlcFramer();
        BlockJoiner joiner = new BlockJoiner(log);
        framer.feed(stream, 0, stream.length, joiner);
        framer.end(joiner);
        joiner.end();
        return log;
    }

    private static final class Log implements FrameSink {

        private final NotificationDecoder decoder = new NotificationDecoder(MeterKinds.lists());
        private final List<Telegram> telegrams = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private long bytes;
        private long fed;

        @Override
        public void frame(Frame frame) {
            bytes += frame.consumed();
            decode(frame.payload(), frame.payloadOffset(), frame.payloadLength(), frame.link());
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            bytes += length;
        }

        private void decode(byte[] payload, int offset, int length, long link) {
            Telegram telegram = new Telegram();
            telegram.clear("dlms");
            Outcome outcome = decoder.decode(payload, offset, length, link, telegram);
            if (outcome instanceof Rejected rejected) {
                faults.add(rejected.fault());
            } else {
                MeterKinds.complete(telegram, link);
                telegrams.add(telegram);
            }
        }
    }
}
