package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Identity;
import org.polymeter.codec.security.Keys;

/** Captured telegrams of wired M-Bus meters decode to the values that their sources state. */
class MbusCorpusTest {

    /** As others spell them. */
    private static final Map<String, String> UNITS =
            Map.of("m^3", "m3", "m^3/h", "m3/h", "\u00C2\u00B0C", "°C", "-", "", "reserved but historic", "l");

    static Stream<Case> records() {
        return Corpus.cases("mbus").stream();
    }

    static Stream<Case> messages() {
        return Corpus.cases("mbus-dlms").stream();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("records")
    void decodes_to_what_its_source_states(Case capture) {
        for (Link link : List.of(Link.MBUS, Link.AUTO)) {
            Log log = hear(capture, link, keys(capture));
            if (!capture.isValid()) {
                assertThat(log.telegrams).isEmpty();
                assertThat(log.troubles).isNotEmpty();
                continue;
            }
            assertThat(log.troubles).isEmpty();
            JsonNode telegrams = capture.about().path("telegrams");
            assertThat(log.telegrams).hasSize(telegrams.isMissingNode() ? 1 : telegrams.size());
            for (int i = 0; i < log.telegrams.size(); i++) {
                JsonNode expected = telegrams.isMissingNode()
                        ? capture.expected()
                        : telegrams.get(i).path("expected");
                assertThat(differences(expected, log.telegrams.get(i))).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("records")
    void stays_sealed_without_a_key(Case capture) {
        if (capture.isEncrypted()) {
            Log log = hear(capture, Link.MBUS, Keys.NONE);
            assertThat(log.telegrams).isEmpty();
            assertThat(log.troubles).hasSize(2).allMatch(trouble -> trouble.contains("no key at"));
            byte[] wrong = new byte[16];
            assertThat(hear(capture, Link.MBUS, Keys.of(wrong)).troubles)
                    .hasSize(2)
                    .allMatch(trouble -> trouble.contains("decrypt at"));
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("messages")
    void joins_the_dlms_messages(Case capture) {
        for (Link link : List.of(Link.MBUS, Link.AUTO)) {
            Log log = hear(capture, link, Keys.NONE);
            assertThat(log.telegrams).isEmpty();
            if (capture.isValid()) {
                int count = capture.about().path("telegramCount").asInt(1);
                assertThat(log.troubles).hasSize(count).allMatch(trouble -> trouble.contains("no key at"));
            } else {
                assertThat(log.troubles).isNotEmpty().noneMatch(trouble -> trouble.contains("no key at"));
            }
        }
    }

    private static Keys keys(Case capture) {
        String key = capture.about().path("keys").path("guek").asText();
        return key.isEmpty() ? Keys.NONE : Keys.of(HexFormat.of().parseHex(key));
    }

    private static List<String> differences(JsonNode expected, Telegram telegram) {
        List<String> differences = new ArrayList<>();
        compare("meter", expected.path("meterId"), Identity.printed(telegram), differences);
        compare("time", expected.path("timestamp"), time(telegram), differences);
        String error = expected.path("applicationError").asText();
        if (!telegram.warnings().toString().contains(error)) {
            differences.add("no word of " + error);
        }
        JsonNode values = expected.path("values");
        if (values.size() != telegram.size()) {
            differences.add(values.size() + " values but were " + telegram.size());
        }
        for (int i = 0; i < Math.min(values.size(), telegram.size()); i++) {
            String wanted = wanted(values.get(i));
            String shown = shown(values.get(i), telegram, i);
            if (!wanted.equals(shown)) {
                differences.add(i + ": " + wanted + " but was " + shown);
            }
        }
        return differences;
    }

    private static void compare(String what, JsonNode wanted, Optional<String> shown, List<String> differences) {
        Optional<String> stated = wanted.isTextual() ? Optional.of(wanted.asText()) : Optional.empty();
        if (!stated.equals(shown)) {
            differences.add(what + ": " + stated + " but was " + shown);
        }
    }

    /** Only where the meter says which offset applies. */
    private static Optional<String> time(Telegram telegram) {
        return telegram.isTimed() && telegram.deviation() == Deviation.SUMMER
                ? Optional.of(LocalDateTime.ofEpochSecond(telegram.localSecond(), 0, ZoneOffset.UTC) + "+02:00")
                : Optional.empty();
    }

    private static String wanted(JsonNode value) {
        String slot =
                value.path("function").asText() + " " + value.path("storage").asLong();
        if (!value.path("tariff").isMissingNode()) {
            slot += " " + value.path("tariff").asInt() + " "
                    + value.path("device").asInt();
        }
        String unit = value.path("unit").isNull() ? "" : value.path("unit").asText();
        String text = value.path("value").asText().replaceFirst("Z$", "");
        return String.join(
                " | ",
                value.path("obis").asText("null"),
                slot,
                value.path("quantity").isNull() ? "" : value.path("quantity").asText(),
                plain(text),
                UNITS.getOrDefault(unit, unit));
    }

    /** Says no more than what is stated of it. */
    private static String shown(JsonNode value, Telegram telegram, int i) {
        String slot = " 0";
        if (!value.path("function").isMissingNode()) {
            boolean fixed = value.path("storage").isMissingNode();
            slot = telegram.function(i).word() + " " + (fixed ? 0 : telegram.storage(i));
        }
        if (!value.path("tariff").isMissingNode()) {
            slot += " " + telegram.tariff(i) + " " + telegram.device(i);
        }
        boolean named = !value.path("quantity").asText("").isEmpty();
        String text = switch (telegram.kind(i)) {
            case AMOUNT -> plain(telegram.value(i).toPlainString());
            case TEXT -> telegram.text(i);
            case CLOCK -> local(telegram.localSecond(i));
        };
        boolean amount = telegram.kind(i) == Telegram.Kind.AMOUNT;
        return String.join(
                " | ",
                telegram.obis(i).isNone() ? "null" : telegram.obis(i).toString(),
                slot,
                named && !value.path("quantity").isNull() ? telegram.label(i) : "",
                text,
                amount ? telegram.unit(i).symbol() : "");
    }

    private static String local(long localSecond) {
        String text =
                LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC).toString();
        return text.length() == "2014-03-13T13:09".length() ? text + ":00" : text;
    }

    /** The same number in one notation. */
    private static String plain(String text) {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return text;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return number.toPlainString();
    }

    private static Log hear(Case capture, Link link, Keys keys) {
        Log log = new Log();
        MeterStream stream = MeterStream.of(MeterStream.Options.of(link).withKeys(keys), log);
        byte[] bytes = capture.bytes();
        stream.feed(bytes, 0, bytes.length);
        stream.end();
        return log;
    }

    private static final class Log implements MeterStream.Listener {

        private final List<Telegram> telegrams = new ArrayList<>();
        private final List<String> troubles = new ArrayList<>();

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            telegrams.add(telegram.copy());
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            troubles.add(trouble.toString());
        }
    }
}
