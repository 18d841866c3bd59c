package org.polymeter.gateway.homeassistant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.profile.JsonWriter;

/**
 * A device of Home Assistant: a meter, or the gateway.
 *
 * @param id names it in topics
 * @param about what it is, by the abbreviations of Home Assistant
 * @param availability topics that all have to say {@code online}; empty: always available
 * @param components by their keys
 */
record Device(
        String id, Map<String, String> about, List<String> availability, SequencedMap<String, Component> components) {

    static Device of(String id, List<String> availability, List<Component> components) {
        SequencedMap<String, Component> byKey = new LinkedHashMap<>();
        components.forEach(component -> byKey.put(component.key(), component));
        return new Device(id, new LinkedHashMap<>(), availability, byKey);
    }

    /** One thing more about it, if it is known. */
    Device about(String abbreviation, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            about.put(abbreviation, text);
        }
        return this;
    }

    /** The parts that all its entities share, inside an object that is open. */
    void writeTo(JsonWriter json, String version) {
        json.key("dev").openObject();
        about.forEach((name, text) -> {
            json.key(name);
            if (name.equals("ids")) {
                json.openArray().value(text).closeArray();
            } else {
                json.value(text);
            }
        });
        json.closeObject();
        json.key("o").openObject().key("name").value("Polymeter");
        json.key("sw").value(version).closeObject();
        if (!availability.isEmpty()) {
            json.key("avty").openArray();
            availability.forEach(
                    topic -> json.openObject().key("t").value(topic).closeObject());
            json.closeArray().key("avty_mode").value("all");
        }
        json.key("qos").value(1);
    }
}
