package org.polymeter.gateway.query;

import java.util.LinkedHashMap;
import java.util.Map;
import org.polymeter.gateway.profile.JsonWriter;

/** Lists of equal length under names, JSON already: charts take them as they are. */
final class Columns {

    private final Map<String, JsonWriter> columns = new LinkedHashMap<>();

    /** The next entry of a list; {@code number}: in the form of the profile. */
    Columns number(String column, String number) {
        column(column).number(number);
        return this;
    }

    Columns text(String column, String text) {
        column(column).value(text);
        return this;
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** As members of the object that is open; once. */
    void write(JsonWriter json) {
        columns.forEach((name, list) -> json.key(name).json(list.closeArray().toBytes()));
    }

    private JsonWriter column(String name) {
        return columns.computeIfAbsent(name, unused -> new JsonWriter().openArray());
    }
}
