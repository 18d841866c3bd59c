package org.polymeter.codec.p1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/** Every published telegram yields exactly the values its publisher or a second decoder found. */
class P1CorpusTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final List<String> differences = new ArrayList<>();

    @Test
    void every_published_telegram_is_read_as_expected() {
        Assumptions.assumeTrue(Corpus.isPresent());
        int cases = 0;
        int good = 0;
        for (Corpus.Case each : Corpus.cases("p1")) {
            if (!each.isEncrypted()) {
                cases++;
                List<String> found = differences(each);
                good += found.isEmpty() ? 1 : 0;
                found.forEach(difference -> System.out.println("p1: " + each.id() + ": " + difference));
                found.forEach(difference -> differences.add(each.id() + ": " + difference));
            }
        }
        System.out.println("p1: " + good + " of " + cases + " cases");
        assertThat(differences).isEmpty();
    }

    private static List<String> differences(Corpus.Case each) {
        byte[] stream = each.bytes();
        Vectors.Heard checked = Vectors.hear(stream);
        Vectors.Heard heard = checked;
        Comparison comparison = new Comparison();
        JsonNode about = each.about();
        if (about.path("crcOk").isBoolean() && !about.path("crcOk").asBoolean()) {
            comparison.same(
                    "telegrams that pass as they are", "false", checked.integrities.contains(Integrity.CHECKED) + "");
            heard = Vectors.hear(new P1Framer(false), stream);
        }
        if (!each.isValid()) {
            comparison.same("telegrams", "0", checked.payloads.size() + "");
        } else if (about.has("telegrams")) {
            List<JsonNode> valid = new ArrayList<>();
            about.get("telegrams").forEach(telegram -> {
                if (telegram.path("valid").asBoolean()) {
                    valid.add(telegram.path("expected"));
                }
            });
            comparison.telegrams(valid, heard);
        } else {
            comparison.telegrams(List.of(each.expected()), heard);
        }
        return comparison.differences;
    }

    /** Compares expectations with a telegram, each observation being used once. */
    private static final class Comparison {

        private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
        private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
        private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuMMddHHmmss");

        final List<String> differences = new ArrayList<>();
        private Telegram telegram = new Telegram();
        private boolean[] used = new boolean[0];

        void telegrams(List<JsonNode> expected, Vectors.Heard heard) {
            same("telegrams", expected.size() + "", heard.payloads.size() + "");
            for (int i = 0; i < Math.min(expected.size(), heard.payloads.size()); i++) {
                telegram = Vectors.decode(heard.payloads.get(i));
                used = new boolean[telegram.size()];
                telegram(expected.get(i));
            }
        }

        private void telegram(JsonNode expected) {
            same("identification", expected.path("identification").asText(), telegram.identification());
            same(
                    "time",
                    expected.path("timestamp").asText("null"),
                    telegram.isTimed() ? time(telegram.localSecond(), telegram.deviation()) : "null");
            expected.path("values").forEach(this::value);
            for (int i = 0; i < used.length; i++) {
                if (!used[i]) {
                    differences.add("not expected: " + telegram.observations().get(i));
                }
            }
        }

        private void value(JsonNode expected) {
            String obis = expected.path("obis").asText();
            switch (expected.path("kind").asText()) {
                case "" -> number(obis, expected);
                case "text" -> text(obis, expected);
                case "multi" -> {
                    if (expected.path("items").get(0).path("unit").asText().matches("[SWsw]")) {
                        captured(obis, expected);
                    } else {
                        expected.path("items").forEach(item -> amount(obis, item));
                    }
                }
                case "power-failure-log" -> expected.path("events").forEach(event -> failure(obis, event));
                case "demand-history" -> expected.path("events").forEach(event -> peak(obis, event));
                case "billing-profile" -> expected.path("items").forEach(item -> closing(obis, item, expected));
                case "invalid-timestamp" ->
                    same("warning about the clock", "true", !telegram.warnings().isEmpty() + "");
                default -> differences.add("unknown kind of expectation: " + expected);
            }
        }

        private void number(String obis, JsonNode expected) {
            if (expected.path("malformedObis").asBoolean()) {
                return;
            }
            int i = amount(obis, expected);
            if (i >= 0 && expected.has("localTimestamp")) {
                same(obis + " local time", expected.path("localTimestamp").asText(), local(i));
            } else if (i >= 0) {
                same(obis + " has a capture time", "false", telegram.isCaptured(i) + "");
            }
        }

        private void text(String obis, JsonNode expected) {
            int i = next(obis);
            if (i >= 0) {
                same(obis + " kind", "TEXT", telegram.kind(i) + "");
                same(obis, expected.path("value").asText(), telegram.text(i));
            }
        }

        /** Capture time and value. */
        private void captured(String obis, JsonNode expected) {
            JsonNode time = expected.path("items").get(0);
            int i = amount(obis, expected.path("items").get(1));
            if (i >= 0) {
                String season = time.path("unit").asText().toUpperCase(Locale.ROOT);
                LocalDateTime local = LocalDateTime.parse(time.path("value").asText(), COMPACT);
                same(obis + " capture time", local.format(SECONDS), local(i));
                same(obis + " season", season, season(telegram.deviation(i)));
            }
        }

        private void failure(String obis, JsonNode event) {
            int i = next(obis);
            if (i >= 0) {
                same(obis, event.path("durationSeconds").asText() + " s", value(i));
                String end = event.path("end").asText();
                boolean neverSet = end.startsWith("2000-01-01T00:00:0");
                same(obis + " end", neverSet ? "null" : end, captureTime(i));
            }
        }

        private void peak(String obis, JsonNode event) {
            int i = amount(obis, event);
            if (i >= 0) {
                same(obis + " peak", event.path("peakAt").asText("null"), captureTime(i));
                same(obis + " row", event.path("timestamp").asText(), rowTime(i));
            }
        }

        private void closing(String obis, JsonNode item, JsonNode profile) {
            int i = amount(obis, item);
            if (i >= 0) {
                same(obis + " row", profile.path("timestamp").asText(), rowTime(i));
            }
        }

        private int amount(String obis, JsonNode expected) {
            int i = next(obis);
            if (i >= 0) {
                String unit = expected.path("unit").asText("null");
                same(obis, expected.path("value").asText() + " " + (unit.equals("null") ? "" : unit), value(i));
            }
            return i;
        }

        private String value(int i) {
            return telegram.kind(i) == Telegram.Kind.AMOUNT
                    ? telegram.value(i).toPlainString() + " " + telegram.unit(i)
                    : telegram.observations().get(i).toString();
        }

        /** The first unused observation with this code, or -1. */
        private int next(String obis) {
            Obis wanted = Obis.parse(obis);
            for (int i = 0; i < telegram.size(); i++) {
                if (!used[i] && telegram.obis(i).equals(wanted)) {
                    used[i] = true;
                    return i;
                }
            }
            differences.add(obis + " is missing");
            return -1;
        }

        void same(String what, String expected, String found) {
            if (!expected.equals(found)) {
                differences.add(what + ": expected " + expected + ", found " + found);
            }
        }

        private String captureTime(int i) {
            return telegram.isCaptured(i) ? time(telegram.localSecond(i), telegram.deviation(i)) : "null";
        }

        private String rowTime(int i) {
            return telegram.isRow(i) ? time(telegram.rowSecond(i), telegram.rowDeviation(i)) : "null";
        }

        private String local(int i) {
            return LocalDateTime.ofEpochSecond(telegram.localSecond(i), 0, ZoneOffset.UTC)
                    .format(SECONDS);
        }

        private static String season(int deviation) {
            return deviation == Deviation.SUMMER ? "S" : deviation == Deviation.WINTER ? "W" : "";
        }

        /** As the corpus writes it: S and W are the offsets of the zone's summer and winter. */
        private static String time(long localSecond, int deviation) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
            ZoneOffset winter = ZONE.getRules().getStandardOffset(local.toInstant(ZoneOffset.UTC));
            ZoneOffset offset =
                    deviation == Deviation.SUMMER ? ZoneOffset.ofTotalSeconds(winter.getTotalSeconds() + 3600) : winter;
            return OffsetDateTime.of(local, offset).format(OFFSET);
        }
    }
}
