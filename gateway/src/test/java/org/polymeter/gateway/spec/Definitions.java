package org.polymeter.gateway.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What several documents share; each holds a copy of what it uses, so that one file is enough to validate. */
final class Definitions {

    static final String PREFIX = "#/$defs/";

    /** A DNS label. */
    static final String ID = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

    static final String NAME = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";
    static final String NUMBER = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$";
    static final String TIME = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z$";

    private static final String TIME_MS = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$";
    private static final Map<String, ObjectNode> ALL = all();

    private Definitions() {}

    /** Adds those that the document refers to. */
    static void addTo(ObjectNode document) {
        String text = document.toString();
        ObjectNode used = JsonNodeFactory.instance.objectNode();
        ALL.forEach((name, shape) -> {
            if (text.contains("\"" + PREFIX + name + "\"")) {
                used.set(name, shape);
            }
        });
        if (!used.isEmpty()) {
            document.set("$defs", used);
        }
    }

    private static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("id", Shapes.described(Shapes.text(ID), "An id: a DNS label"));
        all.put("name", Shapes.described(Shapes.text(NAME), "Name of a quantity; the unit is its end"));
        all.put("hash", Shapes.described(Shapes.text("^[0-9a-f]{32}$"), "The same fact has the same id everywhere"));
        all.put("time", Shapes.described(Shapes.text(TIME), "RFC 3339 in UTC, a fraction only where there is one"));
        all.put("time_ms", Shapes.described(Shapes.text(TIME_MS), "RFC 3339 in UTC, always with milliseconds"));
        all.put("profile", Shapes.described(Shapes.text("^1\\.[0-9]+$"), "Version of the profile"));
        return all;
    }
}
