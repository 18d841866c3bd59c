package org.polymeter.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Telegram.Kind;

/**
 * Compares telegrams with what was published with their capture, each observation being used once:
 * nothing may be missing, nothing may be left.
 */
public final class Comparison {

    /** Summer and winter of captures that say only S and W. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuMMddHHmmss");

    private final List<String> differences = new ArrayList<>();
    private Telegram telegram = new Telegram();
    private boolean[] used = new boolean[0];

    /** What the telegrams of a capture should be, damaged ones left out. */
    public static List<JsonNode> expected(Corpus.Case capture) {
        if (!capture.isValid()) {
            return List.of();
        }
        if (!capture.about().has("telegrams")) {
            return List.of(capture.expected());
        }
        List<JsonNode> valid = new ArrayList<>();
        for (JsonNode each : capture.about().get("telegrams")) {
            if (each.path("valid").asBoolean()) {
                valid.add(each.path("expected"));
            }
        }
        return valid;
    }

    /** What differs, for people; empty if nothing does. */
    public static List<String> differences(List<JsonNode> expected, List<Telegram> heard) {
        Comparison comparison = new Comparison();
        comparison.same("telegrams", expected.size() + "", heard.size() + "");
        for (int i = 0; i < Math.min(expected.size(), heard.size()); i++) {
            comparison.telegram(expected.get(i), heard.get(i));
        }
        return comparison.differences;
    }

    private void telegram(JsonNode expected, Telegram heard) {
        telegram = heard;
        used = new boolean[heard.size()];
        same("identification", expected.path("identification").asText(), heard.identification());
        same("time", time(expected), heard.isTimed() ? time(heard.localSecond(), heard.deviation()) : "none");
        expected.path("values").forEach(this::value);
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) {
                differences.add("not expected: " + heard.observations().get(i));
            }
        }
    }

    private void value(JsonNode expected) {
        String obis = code(expected);
        switch (expected.path("kind").asText()) {
            case "" -> number(obis, expected);
            case "text" -> text(obis, expected.path("value").asText());
            case "octets" -> text(obis, expected.path("value").asText().toUpperCase(Locale.ROOT));
            case "timestamp" -> clock(obis, expected);
            case "struct" -> {} // a value with a structure of its own is not reported
            case "multi" -> several(obis, expected);
            case "power-failure-log" -> expected.path("events").forEach(event -> failure(obis, event));
            case "demand-history" -> expected.path("events").forEach(event -> peak(obis, event));
            case "billing-profile" -> expected.path("items").forEach(item -> closing(obis, item, expected));
            case "invalid-timestamp" ->
                same("warning about the clock", "true", !telegram.warnings().isEmpty() + "");
            default -> differences.add("unknown kind of expectation: " + expected);
        }
    }

    /** Without code, {@code null}; a meter number has the code that it would have. */
    private static String code(JsonNode expected) {
        boolean number = expected.path("role").asText().equals("meter-number");
        return number ? "0-0:96.1.0" : expected.path("obis").asText();
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
        if (i >= 0 && expected.has("function")) {
            slot(obis, expected, i);
        }
    }

    /** Where in the memory of an M-Bus meter the value stands. */
    private void slot(String obis, JsonNode expected, int i) {
        same(
                obis + " record " + expected.path("record") + " storage, tariff, device",
                expected.path("storage").asLong() + ", "
                        + expected.path("tariff").asInt() + ", "
                        + expected.path("device").asInt(),
                telegram.storage(i) + ", " + telegram.tariff(i) + ", " + telegram.device(i));
        String function = expected.path("function").asText().toLowerCase(Locale.ROOT);
        String found = telegram.function(i).name().toLowerCase(Locale.ROOT);
        same(obis + " function", "true", function.contains(found.substring(0, 3)) + "");
    }

    private void text(String obis, String expected) {
        if (expected.isEmpty() && !isLeft(obis)) {
            return; // a text that says nothing need not be reported
        }
        int i = next(obis);
        if (i >= 0) {
            same(obis + " kind", "TEXT", telegram.kind(i) + "");
            same(obis, expected, telegram.text(i));
        }
    }

    private void clock(String obis, JsonNode expected) {
        int i = next(obis);
        if (i >= 0) {
            same(obis + " kind", "CLOCK", telegram.kind(i) + "");
            same(obis, time(expected), time(telegram.localSecond(i), telegram.deviation(i)));
        }
    }

    /** A capture time and a value, or several values. */
    private void several(String obis, JsonNode expected) {
        JsonNode first = expected.path("items").get(0);
        if (!first.path("unit").asText().matches("[SWsw]")) {
            expected.path("items").forEach(item -> amount(obis, item));
            return;
        }
        int i = amount(obis, expected.path("items").get(1));
        if (i >= 0) {
            String season = first.path("unit").asText().toUpperCase(Locale.ROOT);
            LocalDateTime local = LocalDateTime.parse(first.path("value").asText(), COMPACT);
            same(obis + " capture time", local.format(SECONDS), local(i));
            same(obis + " season", season, season(telegram.deviation(i)));
        }
    }

    private void failure(String obis, JsonNode event) {
        int i = next(obis);
        if (i >= 0) {
            same(obis, event.path("durationSeconds").asText() + " s", shown(i));
            String end = event.path("end").asText();
            boolean neverSet = end.startsWith("2000-01-01T00:00:0");
            same(obis + " end", neverSet ? "none" : end, captureTime(i));
        }
    }

    private void peak(String obis, JsonNode event) {
        int i = amount(obis, event);
        if (i >= 0) {
            same(obis + " peak", event.path("peakAt").asText("none"), captureTime(i));
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
        boolean uncertain = expected.path("scaleUncertain").asBoolean()
                || expected.path("positionUncertain").asBoolean();
        if (i < 0 || uncertain) {
            return i;
        }
        String unit = expected.path("unit").asText("null").replace("null", "");
        String value = expected.path("value").asText();
        boolean unknown = expected.path("scaling").asText().equals("unknown");
        boolean zero = expected.path("rawValue").asText().equals("0");
        if (telegram.kind(i) == Kind.AMOUNT && (unknown || zero || expected.has("record"))) {
            // the source knows no unit; or the decimals of nothing; or drops zeros behind the point
            BigDecimal found = telegram.value(i);
            same(obis, new BigDecimal(value).stripTrailingZeros() + "", found.stripTrailingZeros() + "");
            same(obis + " unit", unknown ? symbol(i) : unit, symbol(i));
        } else {
            same(obis, (value + " " + unit).strip(), shown(i));
        }
        return i;
    }

    private String shown(int i) {
        return telegram.kind(i) == Kind.AMOUNT
                ? (telegram.value(i).toPlainString() + " " + symbol(i)).strip()
                : telegram.observations().get(i).toString();
    }

    private String symbol(int i) {
        return telegram.unit(i).isUnstated() ? "?" : telegram.unit(i).symbol();
    }

    /** The first unused observation with this code, or -1; {@code null} is any without code. */
    private int next(String obis) {
        int i = find(obis);
        if (i < 0) {
            differences.add(obis + " is missing");
        } else {
            used[i] = true;
        }
        return i;
    }

    private boolean isLeft(String obis) {
        return find(obis) >= 0;
    }

    private int find(String obis) {
        Obis wanted = obis.equals("null") ? Obis.NONE : Obis.parse(obis);
        for (int i = 0; i < telegram.size(); i++) {
            if (!used[i] && telegram.obis(i).equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private void same(String what, String expected, String found) {
        if (!expected.equals(found)) {
            differences.add(what + ": expected " + expected + ", found " + found);
        }
    }

    private String captureTime(int i) {
        return telegram.isCaptured(i) ? time(telegram.localSecond(i), telegram.deviation(i)) : "none";
    }

    private String rowTime(int i) {
        return telegram.isRow(i) ? time(telegram.rowSecond(i), telegram.rowDeviation(i)) : "none";
    }

    private String local(int i) {
        return LocalDateTime.ofEpochSecond(telegram.localSecond(i), 0, ZoneOffset.UTC)
                .format(SECONDS);
    }

    private static String season(int deviation) {
        return deviation == Deviation.SUMMER ? "S" : deviation == Deviation.WINTER ? "W" : "";
    }

    private static String time(JsonNode expected) {
        return expected.path("timestamp").isTextual()
                ? expected.path("timestamp").asText()
                : expected.path("localTimestamp").asText("none");
    }

    /** As the captures write it: with an offset if the meter tells one, or S and W. */
    private static String time(long localSecond, int deviation) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
        int winter = ZONE.getRules()
                .getStandardOffset(local.toInstant(ZoneOffset.UTC))
                .getTotalSeconds();
        if (deviation == Deviation.SUMMER || deviation == Deviation.WINTER) {
            int seconds = deviation == Deviation.SUMMER ? winter + 3600 : winter;
            return OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds(seconds)).format(OFFSET);
        }
        if (Deviation.isMinutes(deviation)) {
            return OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds(-60 * deviation))
                    .format(OFFSET);
        }
        return local.format(SECONDS);
    }
}
