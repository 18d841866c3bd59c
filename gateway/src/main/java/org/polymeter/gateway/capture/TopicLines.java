package org.polymeter.gateway.capture;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;

/** Messages whose value is no JSON as {@code mosquitto_sub -v} prints them: topic, blank, value. */
final class TopicLines {

    /** No value has more lines than one, so a value is what follows the first blank. */
    private static final Pattern LINE = Pattern.compile("([^\\s/{(][^\\s{(]*/[^\\s{(]+) (.*)");

    /** One message. */
    record Line(String topic, String value) {}

    private TopicLines() {}

    static Optional<Line> of(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? Optional.of(new Line(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The first line of a capture. */
    static Optional<Line> first(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8).stripLeading();
        return of(text.split("\\R", 2)[0]);
    }

    /** Whose messages they are, if their first gives it away. */
    static Optional<Adapter> adapter(byte[] head) {
        return first(head)
                .flatMap(line -> Adapters.recognise(line.topic(), line.value().getBytes(StandardCharsets.UTF_8)));
    }
}
