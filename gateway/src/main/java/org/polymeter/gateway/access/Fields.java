package org.polymeter.gateway.access;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.adapter.Json;
import org.polymeter.gateway.adapter.JsonText;

/** The members of a JSON object; what is of another type than asked for is not there. */
record Fields(Json.Members members) {

    /**
     * Reads an object.
     *
     * @throws IOException if it is none
     */
    static Fields read(byte[] json) throws IOException {
        if (JsonText.read(json) instanceof Json.Members members) {
            return new Fields(members);
        }
        throw new IOException("it is no JSON object");
    }

    Optional<String> text(String name) {
        return members.get(name)
                .flatMap(json -> json instanceof Json.Text text ? Optional.of(text.text()) : Optional.empty());
    }

    /**
     * A text that has to be there.
     *
     * @throws IOException if it is not
     */
    String required(String name) throws IOException {
        return text(name).orElseThrow(() -> new IOException("'" + name + "' is missing"));
    }

    Optional<Integer> number(String name) {
        return members.get(name)
                .flatMap(json ->
                        json instanceof Json.Digits digits && digits.literal().matches("[0-9]{1,9}")
                                ? Optional.of(Integer.parseInt(digits.literal()))
                                : Optional.empty());
    }

    /** {@code has}: whether it is there, whatever it is. */
    boolean has(String name) {
        return members.get(name).filter(json -> !(json instanceof Json.Nothing)).isPresent();
    }

    /**
     * A point in time that has to be there.
     *
     * @throws IOException if it is not
     */
    Instant time(String name) throws IOException {
        String text = required(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IOException("'" + name + "' is no time", e);
        }
    }

    /** The objects of a list. */
    List<Fields> list(String name) {
        List<Fields> list = new ArrayList<>();
        if (members.get(name).orElse(null) instanceof Json.Elements elements) {
            for (Json element : elements.list()) {
                if (element instanceof Json.Members each) {
                    list.add(new Fields(each));
                }
            }
        }
        return list;
    }
}
