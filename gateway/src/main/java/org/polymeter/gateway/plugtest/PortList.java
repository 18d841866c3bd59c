package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.polymeter.codec.reading.MeterInfo;

/**
 * What an operator or a standard says that a customer port delivers: one block of {@code ports.txt}.
 *
 * @param name for the command line
 * @param aliases further names
 * @param title for people
 * @param matches which meters it is certain for: patterns by field of their descriptor; any will do
 * @param interval of telegrams; empty if the document does not say
 * @param clock whether telegrams carry the meter's time
 * @param identity whether they say who the meter is
 * @param seal how telegrams are sealed; empty if the document leaves it open
 * @param expectations by name of the quantity
 */
public record PortList(
        String name,
        List<String> aliases,
        String title,
        List<Map<String, String>> matches,
        Optional<Duration> interval,
        Promise clock,
        Promise identity,
        Optional<Encryption> seal,
        SortedMap<String, Expectation> expectations) {

    /** Whether something comes. */
    public sealed interface Promise {

        /** At least so often. */
        record Every(Duration interval) implements Promise {}

        /** The document says that it does not come. */
        record Never() implements Promise {}

        /** The document does not say. */
        record Unsaid() implements Promise {}
    }

    /** How telegrams are sealed. */
    public enum Encryption {
        NONE,
        ENCRYPTED,
        AUTHENTICATED
    }

    /** Whether it is certain that a meter's port follows this list. */
    boolean fits(MeterInfo info) {
        return matches.stream()
                .anyMatch(match -> match.entrySet().stream()
                        .allMatch(field -> matches(field.getValue(), text(field.getKey(), info))));
    }

    /** {@code *} stands for any characters. */
    private static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return text.matches(regex.toString());
    }

    private static String text(String field, MeterInfo info) {
        String text = switch (field) {
            case "protocol" -> info.protocol();
            case "version" -> info.protocolVersion();
            case "zone" -> info.zone();
            case "model" -> info.model();
            case "firmware" -> info.firmware();
            default -> throw new IllegalStateException("no such field: " + field);
        };
        return text == null ? "" : text;
    }
}
