package org.polymeter.gateway.adapter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.ReadingBuilder;
import org.polymeter.codec.reading.TimeSource;

/** A reading that another gateway has published (docs/profile.md, Readings). */
public final class ReadingMessage {

    private ReadingMessage() {}

    /** Empty if it is none; names that this version of the profile does not know are passed over. */
    public static Optional<Reading> read(byte[] payload) {
        if (!(JsonText.read(payload) instanceof Json.Members message)
                || !(message.byName().get("values") instanceof Json.Members values)) {
            return Optional.empty();
        }
        ReadingBuilder builder = new ReadingBuilder();
        try {
            values.byName().forEach((name, value) -> add(name, value, builder));
            return Optional.of(builder.build(
                    text(message, "meter"),
                    text(message, "id"),
                    Instant.parse(text(message, "time")),
                    timeSource(text(message, "time_source")),
                    Instant.parse(text(message, "received")),
                    origin(text(message, "origin")),
                    words(message, "quality")));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void add(String name, Json value, ReadingBuilder builder) {
        switch (value) {
            case Json.Digits digits -> builder.number(name, new BigDecimal(digits.literal())); // every digit
            case Json.Text text -> builder.text(name, text.text());
            default -> {} // a later version of the profile may know what it is
        }
    }

    static String text(Json.Members message, String name) {
        return message.byName().get(name) instanceof Json.Text text ? text.text() : "";
    }

    private static List<String> words(Json.Members message, String name) {
        List<String> words = new ArrayList<>();
        if (message.byName().get(name) instanceof Json.Elements elements) {
            for (Json element : elements.list()) {
                if (element instanceof Json.Text word) {
                    words.add(word.text());
                }
            }
        }
        return words;
    }

    static TimeSource timeSource(String word) {
        for (TimeSource source : TimeSource.values()) {
            if (source.word().equals(word)) {
                return source;
            }
        }
        throw new IllegalArgumentException("no time source: " + word);
    }

    private static Origin origin(String word) {
        for (Origin origin : Origin.values()) {
            if (origin.word().equals(word)) {
                return origin;
            }
        }
        return Origin.PUSH; // the default
    }
}
