package org.polymeter.gateway.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.observation.Fault;

/** A piece of JSON and where it begins; numbers keep the digits they were written with. */
public sealed interface Json {

    /** Of the first byte, counted from the payload's first. */
    int offset();

    /** In the order sent; of members with one name the last wins. */
    record Members(Map<String, Json> byName, int offset) implements Json {

        public Optional<Json> get(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    record Elements(List<Json> list, int offset) implements Json {}

    record Digits(String literal, int offset) implements Json {}

    record Text(String text, int offset) implements Json {}

    record Truth(boolean value, int offset) implements Json {}

    record Nothing(int offset) implements Json {}

    /** Not JSON at all, or beyond the limits of {@link JsonText}. */
    record Broken(Fault fault) implements Json {
        @Override
        public int offset() {
            return fault.offset();
        }
    }
}
