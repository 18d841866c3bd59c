package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.config.Durations;
import org.polymeter.gateway.plugtest.PortList.Encryption;
import org.polymeter.gateway.plugtest.PortList.Promise;

/** Reads one block of {@code ports.txt}, whose head says how it is written. */
final class PortListReader {

    private static final Set<String> FIELDS = Set.of("protocol", "version", "zone", "model", "firmware");
    private static final Pattern SERIES = Pattern.compile("(.*)\\{(\\d)-(\\d)}(.*)");

    private final List<String> aliases = new ArrayList<>();
    private final List<Map<String, String>> matches = new ArrayList<>();
    private final SortedMap<String, Expectation> expectations = new TreeMap<>(Rows.IN_ORDER);
    private String name = "";
    private String title = "";
    private Optional<Duration> interval = Optional.empty();
    private Promise clock = new Promise.Unsaid();
    private Promise identity = new Promise.Unsaid();
    private Optional<Encryption> seal = Optional.empty();

    private PortListReader() {}

    /**
     * The list of a block.
     *
     * @throws IllegalArgumentException if it is none; says which line
     */
    static PortList read(List<String> block) {
        PortListReader reader = new PortListReader();
        for (String line : block) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("'" + line + "': expected a word and what it says");
            }
            reader.line(parts[0], parts[1], line);
        }
        return reader.list();
    }

    private PortList list() {
        return new PortList(
                name, List.copyOf(aliases), title, List.copyOf(matches), interval, clock, identity, seal, expectations);
    }

    private void line(String word, String text, String line) {
        switch (word) {
            case "port" -> name = text;
            case "also" -> aliases.addAll(List.of(text.split(" +", -1)));
            case "title" -> title = text;
            case "match" -> matches.add(match(text));
            case "interval" -> interval = Optional.of(duration(text));
            case "clock" -> clock = promise(text);
            case "identity" -> identity = promise(text);
            case "encryption" -> seal = Optional.of(Encryption.valueOf(text.toUpperCase(Locale.ROOT)));
            case "required" -> expect(true, text);
            case "optional" -> expect(false, text);
            default -> throw new IllegalArgumentException("'" + line + "': unknown word");
        }
    }

    private static Map<String, String> match(String text) {
        Map<String, String> match = new LinkedHashMap<>();
        for (String field : text.split(", *", -1)) {
            String[] parts = field.split(" ", 2);
            if (!FIELDS.contains(parts[0]) || parts.length < 2) {
                throw new IllegalArgumentException("'match " + text + "': '" + field + "' is no field and pattern");
            }
            match.put(parts[0], parts[1]);
        }
        return match;
    }

    private Promise promise(String text) {
        return switch (text) {
            case "yes" -> new Promise.Every(interval.orElse(Duration.ZERO));
            case "no" -> new Promise.Never();
            default -> new Promise.Every(duration(text));
        };
    }

    /** Names, after how often they come if that is not the interval of telegrams. */
    private void expect(boolean required, String text) {
        List<String> words = List.of(text.split(" +", -1));
        Optional<Duration> own = Durations.parse(words.getFirst());
        for (String word : own.isPresent() ? words.subList(1, words.size()) : words) {
            for (String quantity : series(word)) {
                if (Vocabulary.standard().named(quantity) == null) {
                    throw new IllegalArgumentException("'" + quantity + "' is no name of the profile");
                }
                expectations.put(
                        quantity,
                        new Expectation(
                                quantity, required, own.or(() -> interval).orElse(Duration.ZERO)));
            }
        }
    }

    /** {@code voltage_l{1-3}_v} are three names. */
    private static List<String> series(String word) {
        Matcher series = SERIES.matcher(word);
        if (!series.matches()) {
            return List.of(word);
        }
        List<String> names = new ArrayList<>();
        for (int n = Integer.parseInt(series.group(2)); n <= Integer.parseInt(series.group(3)); n++) {
            names.add(series.group(1) + n + series.group(4));
        }
        return names;
    }

    private static Duration duration(String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no time such as 10s or 1h"));
    }
}
