package org.polymeter.gateway.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces what in a broker's messages says who the meter is: texts that are no times, no units and no states, and numbers
 * under names of identifiers. In topics, all levels that are not well-known words.
 */
final class MessageRedactor {

    /** Possessive, so that a long text needs no deep stack. */
    private static final String QUOTED = "[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+";

    /** A text, with a colon if it is a name; or a number. */
    private static final Pattern TOKEN = Pattern.compile("\"(" + QUOTED + ")\"(\\s*:)?|-?\\d[\\d.eE+-]*");

    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?i).*(serial|smid|ident|equipment|mac|ssid|uuid|unique|device_?id|meter_?id|server|system_?title|name|host|logical|96[._]1|message).*|id|sn|ip");
    private static final Pattern HARMLESS = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d([T ][\\d:.]+(Z|[+-][\\d:]+)?)?"
                    + "|\\d\\d:\\d\\d(:\\d\\d)?|-?\\d{1,4}(\\.\\d+)?|-?\\d{1,9}\\.\\d+|[A-Za-z]{0,4}|-?\\d+(\\.\\d+)? ?[kM]?(W|Wh|VA|var|varh|V|A|Hz|m3)");
    private static final Pattern NUMBER = Pattern.compile("\\s*-?\\d+(\\.\\d+)?\\s*");

    private static final Set<String> WORDS = Set.of(
            "",
            "tele",
            "stat",
            "cmnd",
            "sensor",
            "lwt",
            "state",
            "status",
            "info",
            "values",
            "value",
            "data",
            "json",
            "raw",
            "live",
            "power",
            "energy",
            "electricity",
            "gas",
            "water",
            "heat",
            "meter",
            "meters",
            "smartmeter",
            "evn",
            "kaifa",
            "dsmr",
            "p1",
            "polymeter",
            "gateway",
            "reading",
            "readings",
            "homewizard",
            "whatwatt",
            "amsreader",
            "ams",
            "1");

    private final Pseudonyms pseudonyms;

    MessageRedactor(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    String topic(String topic) {
        return Arrays.stream(topic.split("/", -1))
                .map(level -> WORDS.contains(level.toLowerCase(Locale.ROOT)) ? level : pseudonyms.text(level))
                .collect(Collectors.joining("/"));
    }

    /** JSON, or a value by itself under the topic that names it. */
    byte[] payload(String topic, byte[] payload) throws UncertainException {
        String text = new String(payload, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), payload)) {
            throw new UncertainException("a message that is no text");
        }
        String begin = text.stripLeading();
        if (begin.startsWith("{") || begin.startsWith("[")) {
            return json(text).getBytes(StandardCharsets.UTF_8);
        }
        String name = topic.substring(topic.lastIndexOf('/') + 1);
        boolean stays =
                NUMBER.matcher(text).matches() && !IDENTIFIER.matcher(name).matches();
        return (stays ? text : pseudonyms.text(text)).getBytes(StandardCharsets.UTF_8);
    }

    private String json(String text) {
        StringBuilder out = new StringBuilder(text.length());
        String name = "";
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            String whole = token.group();
            if (token.group(2) != null) {
                name = token.group(1);
            } else if (token.group(1) != null) {
                whole = '"' + value(name, token.group(1), true) + '"';
            } else {
                whole = value(name, whole, false);
            }
            token.appendReplacement(out, Matcher.quoteReplacement(whole));
        }
        return token.appendTail(out).toString();
    }

    private String value(String name, String value, boolean isText) {
        boolean reveals = IDENTIFIER.matcher(name).matches();
        boolean stays = !reveals && (!isText || HARMLESS.matcher(value).matches());
        return stays ? value : replaced(value, isText);
    }

    /** A number must not begin with a zero. */
    private String replaced(String value, boolean isText) {
        String other = isText ? pseudonyms.perhapsHex(value) : pseudonyms.text(value);
        return !isText && other.startsWith("0") && other.length() > 1 ? "1" + other.substring(1) : other;
    }
}
