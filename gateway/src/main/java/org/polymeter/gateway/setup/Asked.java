package org.polymeter.gateway.setup;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.adapter.Json;
import org.polymeter.gateway.adapter.JsonText;
import org.polymeter.gateway.http.Call;

/** The JSON object that a request brings along. */
final class Asked {

    /** What is asked for makes no sense; the message says what would. */
    static final class NonsenseException extends Exception {
        private static final long serialVersionUID = 1;

        NonsenseException(String message) {
            super(message);
        }
    }

    private static final int MOST_BYTES = 16 * 1024;

    private final Json.Members members;

    private Asked(Json.Members members) {
        this.members = members;
    }

    static Asked of(Call call) throws IOException, NonsenseException {
        return new Asked(object(JsonText.read(call.body().read(MOST_BYTES)), "the body"));
    }

    /** Text that is not blank, or a number as it is written. */
    Optional<String> text(String name) {
        return members.get(name).flatMap(Asked::plain).map(String::strip).filter(text -> !text.isEmpty());
    }

    String needed(String name, String expected) throws NonsenseException {
        return text(name).orElseThrow(() -> new NonsenseException("'" + name + "' is missing: expected " + expected));
    }

    /** A number from 1 on. */
    int number(String name, int usual, int most) throws NonsenseException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.get().matches("\\d{1,9}")
                || Integer.parseInt(text.get()) < 1
                || Integer.parseInt(text.get()) > most) {
            throw new NonsenseException("'" + name + "': expected a number from 1 to " + most);
        }
        return Integer.parseInt(text.get());
    }

    boolean flag(String name) {
        return members.get(name)
                .filter(value -> value instanceof Json.Truth truth && truth.value())
                .isPresent();
    }

    List<String> texts(String name) {
        return members.get(name)
                .filter(Json.Elements.class::isInstance)
                .map(list -> ((Json.Elements) list)
                        .list().stream().flatMap(it -> plain(it).stream()).toList())
                .orElse(List.of());
    }

    Asked object(String name) throws NonsenseException {
        return new Asked(object(members.get(name).orElse(new Json.Nothing(0)), "'" + name + "'"));
    }

    private static Optional<String> plain(Json value) {
        return switch (value) {
            case Json.Text text -> Optional.of(text.text());
            case Json.Digits digits -> Optional.of(digits.literal());
            default -> Optional.empty();
        };
    }

    private static Json.Members object(Json json, String what) throws NonsenseException {
        if (json instanceof Json.Members members) {
            return members;
        }
        throw new NonsenseException(what + " is no JSON object");
    }
}
