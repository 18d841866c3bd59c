package org.polymeter.gateway.adapter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Event;

/** An event as the profile writes it (docs/profile.md, Events). */
public final class EventMessage {

    private EventMessage() {}

    /** Empty if it is none. */
    public static Optional<Event> read(byte[] payload) {
        if (!(JsonText.read(payload) instanceof Json.Members message)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Event(
                    ReadingMessage.text(message, "event_type"),
                    ReadingMessage.text(message, "meter"),
                    ReadingMessage.text(message, "id"),
                    Instant.parse(ReadingMessage.text(message, "time")),
                    ReadingMessage.timeSource(ReadingMessage.text(message, "time_source")),
                    Instant.parse(ReadingMessage.text(message, "received")),
                    data(message.byName().get("data"))));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> data(@Nullable Json json) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (json instanceof Json.Members members) {
            members.byName().forEach((name, value) -> {
                if (value instanceof Json.Text text) {
                    data.put(name, text.text());
                } else if (value instanceof Json.Digits digits) {
                    data.put(name, new BigDecimal(digits.literal()));
                }
            });
        }
        return data;
    }
}
