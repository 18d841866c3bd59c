package org.polymeter.gateway.adapter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A message as {@code mosquitto_sub -F %j} and {@code %J} print it: {@code {"tst":"…","topic":"…","payload":…}}.
 *
 * @param payload the text of {@code %j}, the JSON of {@code %J}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once
public record RecordedMessage(Instant time, String topic, byte[] payload) {

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter();

    /** Empty if it is none. */
    public static Optional<RecordedMessage> read(byte[] text) {
        if (!(JsonText.read(text) instanceof Json.Members message)
                || !(message.byName().get("tst") instanceof Json.Text time)
                || !(message.byName().get("topic") instanceof Json.Text topic)) {
            return Optional.empty();
        }
        Optional<byte[]> payload = message.get("payload").flatMap(value -> payload(value, text));
        try {
            Instant when = OffsetDateTime.parse(time.text(), TIME).toInstant();
            return payload.map(bytes -> new RecordedMessage(when, topic.text(), bytes));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> payload(Json value, byte[] text) {
        return switch (value) {
            case Json.Text string -> Optional.of(string.text().getBytes(StandardCharsets.UTF_8));
            case Json.Digits digits -> Optional.of(digits.literal().getBytes(StandardCharsets.UTF_8));
            case Json.Members members -> Optional.of(object(text, members.offset()));
            default -> Optional.empty();
        };
    }

    /** The bytes of an object, which is known to be sound. */
    private static byte[] object(byte[] text, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < text.length; i++) {
            if (quoted) {
                if (text[i] == '\\') {
                    i++;
                } else {
                    quoted = text[i] != '"';
                }
            } else if (text[i] == '"') {
                quoted = true;
            } else if (text[i] == '{') {
                depth++;
            } else if (text[i] == '}' && --depth == 0) {
                return Arrays.copyOfRange(text, start, i + 1);
            }
        }
        return new byte[0];
    }
}
