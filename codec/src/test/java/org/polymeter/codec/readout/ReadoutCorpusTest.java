package org.polymeter.codec.readout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Identity;

/** Every published readout yields exactly the values its publisher or a second decoder found. */
class ReadoutCorpusTest {

    @Test
    void every_published_readout_is_read_as_expected() {
        Assumptions.assumeTrue(Corpus.isPresent());
        List<String> differences = new ArrayList<>();
        List<Corpus.Case> cases = Corpus.cases("iec62056-21");
        int good = 0;
        for (Corpus.Case each : cases) {
            for (MeterStream.Options options :
                    List.of(MeterStream.Options.auto(), MeterStream.Options.of(MeterStream.Link.READOUT))) {
                List<String> found = differences(each, options);
                good += found.isEmpty() ? 1 : 0;
                found.forEach(difference -> differences.add(each.id() + ": " + difference));
            }
        }
        System.out.println("iec62056-21: " + good / 2.0 + " of " + cases.size() + " cases");
        assertThat(differences).isEmpty();
    }

    @Test
    void no_capture_of_another_protocol_is_taken_for_a_readout() {
        for (String family : List.of("p1", "hdlc", "mbus", "mbus-dlms", "sml", "dlms")) {
            for (Corpus.Case each : Corpus.cases(family)) {
                assertThat(Heard.in(each.bytes(), MeterStream.Options.auto()).telegrams)
                        .as(each.id())
                        .noneMatch(telegram -> telegram.protocol().equals("iec62056-21"));
            }
        }
    }

    private static List<String> differences(Corpus.Case each, MeterStream.Options options) {
        Heard heard = Heard.in(each.bytes(), options);
        Comparison comparison = new Comparison();
        if (each.about().at("/checks/bccOk").isBoolean()) {
            boolean right = each.about().at("/checks/bccOk").asBoolean();
            comparison.same("readouts that pass as they are", right ? "1" : "0", heard.telegrams.size() + "");
            heard = Heard.in(each.bytes(), options.ignoringChecksums());
        }
        comparison.same("readouts", "1", heard.telegrams.size() + "");
        heard.telegrams.forEach(telegram -> comparison.telegram(telegram, each.expected()));
        return comparison.differences;
    }

    private static final class Heard implements MeterStream.Listener {

        final List<Telegram> telegrams = new ArrayList<>();

        static Heard in(byte[] stream, MeterStream.Options options) {
            Heard heard = new Heard();
            MeterStream found = MeterStream.of(options, heard);
            found.feed(stream, 0, stream.length);
            found.end();
            return heard;
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            telegrams.add(telegram.copy());
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {}
    }

    /** Compares expectations with a telegram, each observation being used once. */
    private static final class Comparison {

        final List<String> differences = new ArrayList<>();
        private Telegram telegram = new Telegram();
        private boolean[] used = new boolean[0];

        void telegram(Telegram found, JsonNode expected) {
            telegram = found;
            used = new boolean[telegram.size()];
            same("protocol", "iec62056-21", telegram.protocol());
            same(
                    "identification",
                    expected.path("identification").asText("").replace("null", ""),
                    telegram.identification());
            same(
                    "meter id",
                    expected.path("meterId").asText(),
                    Identity.of(telegram).map(Identity::normalised).orElse("none"));
            same("time", expected.path("localTimestamp").asText("null"), telegram.isTimed() ? local() : "null");
            expected.path("values").forEach(this::value);
            for (int i = 0; i < used.length; i++) {
                if (!used[i]) {
                    differences.add("not expected: " + telegram.observations().get(i));
                }
            }
            same("warnings", "[]", telegram.warnings() + "");
        }

        private void value(JsonNode expected) {
            String obis = expected.path("obis").asText();
            if (obis.equals("0.9.1") || obis.equals("0.9.2")) {
                return; // is the telegram's time
            }
            switch (expected.path("kind").asText()) {
                case "", "text" -> item(obis, expected);
                case "multi" -> expected.path("items").forEach(item -> item(obis, item));
                default -> differences.add("unknown kind of expectation: " + expected);
            }
        }

        private void item(String obis, JsonNode expected) {
            int i = next(obis);
            if (i >= 0 && telegram.kind(i) == Telegram.Kind.AMOUNT) {
                String unit = expected.path("unit").asText("null");
                String value = telegram.value(i).toPlainString() + " " + telegram.unit(i);
                same(obis, expected.path("value").asText() + " " + (unit.equals("null") ? "" : unit), value);
            } else if (i >= 0) {
                same(obis + " has a unit", "false", expected.has("unit") + "");
                same(obis, expected.path("text").asText(expected.path("value").asText()), telegram.text(i));
            }
        }

        /** The first unused observation with this code, or -1. */
        private int next(String printed) {
            Obis wanted = whole(printed);
            for (int i = 0; i < telegram.size(); i++) {
                if (!used[i] && telegram.obis(i).equals(wanted)) {
                    used[i] = true;
                    return i;
                }
            }
            differences.add(printed + " is missing");
            return -1;
        }

        /** The corpus leaves out what the meter leaves out. */
        private Obis whole(String printed) {
            if (printed.contains("-")) {
                return Obis.parse(printed);
            }
            String history = printed.contains("*") ? printed.substring(printed.indexOf('*')) : "";
            String code = printed.replaceFirst("\\*.*", "");
            String medium = telegram.medium().equals("heat") ? "6-0:" : "1-0:";
            if (code.startsWith("F")) {
                return Obis.parse("0-0:97.97.0" + history);
            }
            if (code.startsWith("C")) {
                medium = "0-0:";
                code = code.replace("C", "96");
            }
            boolean isShort = code.chars().filter(c -> c == '.').count() == 1;
            return Obis.parse(medium + code + (isShort ? ".0" : "") + history);
        }

        private String local() {
            return LocalDateTime.ofEpochSecond(telegram.localSecond(), 0, ZoneOffset.UTC)
                    .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        }

        void same(String what, String expected, String found) {
            if (!expected.equals(found)) {
                differences.add(what + ": expected " + expected + ", found " + found);
            }
        }
    }
}
