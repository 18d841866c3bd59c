package org.polymeter.gateway.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.gateway.adapter.RecordedMessage;

/**
 * Messages in a text, one after the other: {@code [time] [topic] payload}. The time has an offset or is in seconds since
 * 1970; the payload is a line, or a JSON object over as many lines as it needs. Commas and brackets between objects are
 * passed over, so an array of messages is read, too.
 */
final class MessageLines {

    /** Characters; what is longer is no message that we read. */
    private static final int LONGEST = 64 * 1024;

    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?) ?" + "(Z|[+-]\\d\\d:?\\d\\d)\\s+(.*)");
    private static final Pattern SECONDS = Pattern.compile("(\\d{10})(?:\\.(\\d{1,9}))?\\s+(.*)");
    private static final Pattern TOPIC = Pattern.compile("([^\\s{\\[/\"][^\\s{\\[\"]*/[^\\s{\\[\"]+)\\s(.*)");
    private static final DateTimeFormatter STAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter();

    private static final int NANO_DIGITS = 9;

    /** {@code line}: of its beginning; {@code topic}: empty if it is not known; {@code broken}: cut short, or no message. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    record Message(long line, Optional<Instant> time, String topic, byte[] payload, boolean broken) {}

    private final TextLines lines;

    MessageLines(BufferedReader in) {
        this.lines = new TextLines(in);
    }

    /** Empty at the end. */
    Optional<Message> next() throws IOException {
        for (Optional<TextLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            String text = between(line.get().text());
            if (!text.isEmpty()) {
                return Optional.of(message(line.get().number(), text));
            }
        }
        return Optional.empty();
    }

    private Message message(long number, String text) throws IOException {
        String rest = text;
        Optional<Instant> time = Optional.empty();
        Matcher stamp = TIME.matcher(rest);
        Matcher seconds = SECONDS.matcher(rest);
        if (stamp.matches()) {
            time = time(stamp.group(1) + "T" + stamp.group(2).replace(',', '.') + stamp.group(3));
            rest = stamp.group(4);
        } else if (seconds.matches()) {
            String nanos = seconds.group(2) == null ? "" : seconds.group(2);
            time = Optional.of(Instant.ofEpochSecond(
                    Long.parseLong(seconds.group(1)),
                    Long.parseLong(nanos + "0".repeat(NANO_DIGITS - nanos.length()))));
            rest = seconds.group(3);
        }
        String topic = "";
        Matcher named = TOPIC.matcher(rest);
        if (named.matches()) {
            topic = named.group(1);
            rest = named.group(2).strip();
        }
        boolean isObject = rest.startsWith("{");
        if (!isObject && topic.isEmpty()) {
            return new Message(number, time, topic, new byte[0], true);
        }
        Optional<String> payload = isObject ? object(rest) : Optional.of(rest);
        byte[] bytes = payload.orElse("").getBytes(StandardCharsets.UTF_8);
        Optional<RecordedMessage> recorded = RecordedMessage.read(bytes);
        return recorded.isPresent()
                ? new Message(
                        number,
                        Optional.of(recorded.get().time()),
                        recorded.get().topic(),
                        recorded.get().payload(),
                        false)
                : new Message(number, time, topic, bytes, payload.isEmpty());
    }

    /** An object from its brace to the one that closes it; empty if there is none, or if it is too long. */
    private Optional<String> object(String first) throws IOException {
        StringBuilder object = new StringBuilder();
        Nesting nesting = new Nesting();
        for (String line = first; ; ) {
            int end = nesting.end(line);
            object.append(line, 0, end < 0 ? line.length() : end).append(end < 0 ? "\n" : "");
            if (end >= 0 || object.length() > LONGEST) {
                return end >= 0 ? Optional.of(object.toString()) : Optional.empty();
            }
            Optional<TextLines.Line> next = lines.next();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            line = next.get().text();
        }
    }

    /** How deep in braces a text is. */
    private static final class Nesting {

        private int depth;
        private boolean quoted;

        /** Where the object ends that the text is in; negative if it goes on. */
        int end(String line) {
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (quoted && c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && c == '{') {
                    depth++;
                } else if (!quoted && c == '}' && --depth == 0) {
                    return i + 1;
                }
            }
            return -1;
        }
    }

    /** Without what stands between the objects of an array. */
    private static String between(String line) {
        String text = line.strip();
        while (!text.isEmpty() && (text.startsWith(",") || (text.startsWith("[") && !text.startsWith("[\"")))) {
            text = text.substring(1).strip();
        }
        return text.equals("]") ? "" : text;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text, STAMP).toInstant());
        } catch (DateTimeException e) { // the 31st of June
            return Optional.empty();
        }
    }
}
