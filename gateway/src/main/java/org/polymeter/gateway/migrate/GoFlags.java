package org.polymeter.gateway.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line of the smartmeter-reader, read as its owner meant it: {@code -debug true} and all flags in
 * one pair of quotes stand in its README, though they never worked.
 */
final class GoFlags {

    private static final Set<String> KNOWN =
            Set.of("config", "debug", "interval", "mqtt_address", "mqtt_cred_file", "mqtt_topic", "usb");

    private static final Pattern FLAG = Pattern.compile("--?(\\w+)(?:=(.*))?");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private final Map<String, Located> values = new HashMap<>();

    private GoFlags() {}

    /**
     * Reads words, which may have blanks in them.
     *
     * @param name of the file, for messages
     * @param line where they stand
     */
    static GoFlags of(String name, int line, List<String> words) throws MigrationException {
        GoFlags flags = new GoFlags();
        List<String> single = new ArrayList<>();
        words.forEach(word -> single.addAll(word.strip().startsWith("-") ? split(word) : List.of(word)));
        for (int i = 0; i < single.size(); i++) {
            Matcher flag = FLAG.matcher(single.get(i));
            if (!flag.matches() || !KNOWN.contains(flag.group(1))) {
                throw new MigrationException(
                        name,
                        line,
                        "'" + single.get(i) + "' is no flag of smartmeter-reader – known are -config, -debug,"
                                + " -interval, -mqtt_address, -mqtt_cred_file, -mqtt_topic and -usb");
            }
            boolean apart = flag.group(2) == null
                    && i + 1 < single.size()
                    && !FLAG.matcher(single.get(i + 1)).matches();
            String value =
                    apart ? single.get(++i) : Optional.ofNullable(flag.group(2)).orElse("true");
            if (!flag.group(1).equals("debug") || !value.equals("false")) {
                flags.values.put(flag.group(1), new Located(value, line));
            }
        }
        return flags;
    }

    /** A text in which a command line stands, whatever comes before its flags. */
    static GoFlags in(String name, String text) throws MigrationException {
        List<String> words = split(text.replace("\\\n", " "));
        int first = 0;
        while (first < words.size() && !isKnown(words.get(first))) {
            first++;
        }
        return of(name, 0, words.subList(first, words.size()));
    }

    /** Whether a text has a flag in it that only the smartmeter-reader has. */
    static boolean isIn(String text) {
        return Pattern.compile("(^|[\\s\"'])--?(usb|mqtt_\\w+)\\b")
                .matcher(text)
                .find();
    }

    Optional<Located> value(String flag) {
        return Optional.ofNullable(values.get(flag));
    }

    private static boolean isKnown(String word) {
        Matcher flag = FLAG.matcher(word);
        return flag.matches() && KNOWN.contains(flag.group(1));
    }

    private static List<String> split(String text) {
        return WORD.matcher(text)
                .results()
                .map(match -> match.group(1) != null
                        ? match.group(1)
                        : match.group(2) != null ? match.group(2) : match.group(3))
                .toList();
    }
}
