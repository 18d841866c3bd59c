package org.polymeter.gateway.adapter;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A message as a flat table: JSON members joined by dots, list elements by their index, in lower case,
 * in the order sent; objects and lists stand there before what is in them.
 */
final class Paths {

    /** Characters; deeper values are passed over, for no table of fields reaches so far. */
    static final int LONGEST = 200;

    private final Map<String, Json> found = new LinkedHashMap<>();

    private Paths() {}

    static Map<String, Json> of(Json.Members message) {
        Paths paths = new Paths();
        message.byName().forEach((name, value) -> paths.add(name, value));
        return paths.found;
    }

    static boolean isLeaf(Json value) {
        return !(value instanceof Json.Members) && !(value instanceof Json.Elements);
    }

    private void add(String path, Json value) {
        if (path.length() > LONGEST) {
            return;
        }
        found.put(path.toLowerCase(Locale.ROOT), value);
        switch (value) {
            case Json.Members members -> members.byName().forEach((name, inner) -> add(path + "." + name, inner));
            case Json.Elements elements -> {
                for (int i = 0; i < elements.list().size(); i++) {
                    add(path + "." + i, elements.list().get(i));
                }
            }
            default -> {} // a leaf
        }
    }
}
