package org.polymeter.gateway.homeassistant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polymeter.gateway.profile.JsonWriter;

/**
 * One entity of Home Assistant, as its settings.
 *
 * @param key names it within its device: letters, digits and {@code _}
 * @param platform {@code sensor binary_sensor} or {@code event}
 * @param settings in the order in which they are written; values are texts, whole numbers, truth
 *     values, and lists and maps of these
 */
record Component(String key, String platform, Map<String, Object> settings) {

    /** An entity that shows what a topic says. */
    static Component of(String key, String platform, String name, String uniqueId, String topic) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("name", name);
        settings.put("unique_id", uniqueId);
        settings.put("state_topic", topic);
        return new Component(key, platform, settings);
    }

    /** One setting more, unless it is empty. */
    Component with(String setting, Object value) {
        if (!value.equals("")) {
            settings.put(setting, value);
        }
        return this;
    }

    /** The settings, inside an object that is open. */
    void writeTo(JsonWriter json) {
        settings.forEach((name, value) -> write(json.key(name), value));
    }

    private static void write(JsonWriter json, Object value) {
        switch (value) {
            case Integer number -> json.value(number.longValue());
            case Boolean truth -> json.value(truth);
            case List<?> list -> {
                json.openArray();
                list.forEach(element -> write(json, element));
                json.closeArray();
            }
            case Map<?, ?> map -> {
                json.openObject();
                map.forEach((name, element) -> write(json.key(name.toString()), element));
                json.closeObject();
            }
            default -> json.value(value.toString());
        }
    }
}
