package org.polymeter.gateway.bundle;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what in the lines of P1 and of readouts says who the meter is: everything in brackets that is no number with a
 * unit, no time, no short number and no code; behind codes of device numbers, everything.
 */
final class LineRedactor {

    /** The longest number without a unit that says nothing: tariffs, counters, versions. */
    private static final int LONGEST_NUMBER = 5;

    private static final Pattern GROUP = Pattern.compile("([^\\s()]*)((?:\\([^()]*\\))+)");
    private static final Pattern VALUE = Pattern.compile("\\(([^()]*)\\)");
    private static final Pattern IDENTIFICATION = Pattern.compile("/[^\\r\\n]*");
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{5,}");

    private static final String UNIT = "(kWh|Wh|MWh|kW|W|kvarh|varh|kvar|var|kVA|VA|kVAh|V|A|Hz|m3|dm3|GJ|MJ|s|h)";
    private static final Pattern QUANTITY = Pattern.compile(
            "[-+]?\\d+(\\.\\d+)?(\\*[A-Za-z0-9^/%°]+|" + UNIT + ")|[-+]?\\d+\\.\\d+|\\*[A-Za-z0-9]+|" + UNIT);
    private static final Pattern CODE = Pattern.compile("\\d+-\\d+:\\d+\\.\\d+\\.\\d+(\\*\\d+)?");
    private static final Pattern TIME = Pattern.compile("\\d\\d[01]\\d[0-3]\\d[0-2]\\d[0-5]\\d[0-5]\\d[SW]");
    private static final Pattern PLAIN_TIME = Pattern.compile("\\d{6}|\\d{10}|\\d{12}|\\d{1,2}[-:]?\\d{2}[-:]\\d{2}");

    /** Device numbers, and messages of operators to their customers. */
    private static final Pattern IDENTITY = Pattern.compile(
            "(\\d+-\\d+:)?(96\\.1\\.\\d+|96\\.13\\.\\d+|0\\.0\\.\\d+|42\\.0\\.0|C\\.1\\.\\d+|0\\.0|9\\.21).*");

    private static final Pattern CLOCK = Pattern.compile(
            "(\\d+-\\d+:)?(0\\.9\\.\\d+|1\\.0\\.0|24\\.3\\.0|99\\.97\\.0|0\\.1\\.2\\*?|9\\.36|6\\.36)(\\*\\d+)?");

    /** Registers without a unit are as long as their display. */
    private static final Pattern REGISTER =
            Pattern.compile("(\\d+-\\d+:)?([1-9]|[1-8]\\d)\\.([1-9]|[1-6]\\d)(\\.\\d+)?([*&]\\d+)?");

    private final Pseudonyms pseudonyms;

    LineRedactor(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** Returns the text with other values of the same length. */
    byte[] redact(byte[] bytes) throws UncertainException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher first = IDENTIFICATION.matcher(text);
        int begin = first.lookingAt() ? first.end() : 0;
        String lines = text.substring(begin);
        String between = GROUP.matcher(lines).replaceAll("");
        if (between.indexOf('(') >= 0
                || between.indexOf(')') >= 0
                || LONG_NUMBER.matcher(between).find()) {
            throw new UncertainException("lines with values outside of brackets");
        }
        String other =
                GROUP.matcher(lines).replaceAll(group -> Matcher.quoteReplacement(group.group(1) + values(group)));
        return (identification(text.substring(0, begin)) + other).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The maker and the type stay, long numbers do not. */
    private String identification(String line) {
        return LONG_NUMBER.matcher(line).replaceAll(number -> pseudonyms.text(number.group()));
    }

    private String values(MatchResult group) {
        String code = group.group(1);
        boolean reveals = IDENTITY.matcher(code).matches();
        return VALUE.matcher(group.group(2))
                .replaceAll(value -> Matcher.quoteReplacement("(" + value(code, value.group(1), reveals) + ")"));
    }

    private String value(String code, String value, boolean reveals) {
        if (reveals) {
            return pseudonyms.perhapsHex(value);
        }
        boolean says = value.length() > LONGEST_NUMBER || value.chars().anyMatch(Character::isLetter);
        boolean isHarmless = QUANTITY.matcher(value).matches()
                || CODE.matcher(value).matches()
                || TIME.matcher(value).matches()
                || (CLOCK.matcher(code).matches() && PLAIN_TIME.matcher(value).matches())
                || (REGISTER.matcher(code).matches() && value.matches("\\d{1,9}"));
        return says && !isHarmless ? pseudonyms.perhapsHex(value) : value;
    }
}
