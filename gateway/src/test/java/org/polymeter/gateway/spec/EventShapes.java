package org.polymeter.gateway.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the field {@code data} of an event holds, by the type of the event (docs/profile.md, Events). */
final class EventShapes {

    private static final Map<String, ObjectNode> DATA = data();

    private EventShapes() {}

    static List<String> types() {
        return List.copyOf(DATA.keySet());
    }

    /** If the event is of that type, then its data is this; of an unknown type it may be anything. */
    static ArrayNode rules() {
        ArrayNode rules = JsonNodeFactory.instance.arrayNode();
        DATA.forEach((type, data) -> {
            ObjectNode rule = rules.addObject();
            rule.putObject("if").putObject("properties").set("event_type", Shapes.constant(type));
            ObjectNode then = rule.putObject("then");
            then.set("required", Shapes.array(List.of("data")));
            then.putObject("properties").set("data", data);
        });
        return rules;
    }

    private static Map<String, ObjectNode> data() {
        Map<String, ObjectNode> data = new LinkedHashMap<>();
        data.put(
                "power_failure",
                Shapes.object(
                        Shapes.always("start", Shapes.defined("time")),
                        Shapes.always("end", Shapes.defined("time")),
                        Shapes.always("duration_s", Shapes.count())));
        data.put("tariff_changed", change());
        data.put("breaker_changed", change());
        data.put("valve_changed", change());
        data.put(
                "message",
                Shapes.object(Shapes.always("text", Shapes.described(Shapes.text(), "Empty if it was withdrawn"))));
        data.put(
                "register_reset",
                Shapes.object(
                        Shapes.always("name", Shapes.defined("name")),
                        Shapes.always("from", Shapes.typed("number")),
                        Shapes.always("to", Shapes.typed("number"))));
        data.put("meter_replaced", Shapes.object(Shapes.always("by", Shapes.defined("id"))));
        data.put("alarm", Shapes.object(Shapes.always("code", Shapes.text()), Shapes.always("text", Shapes.text())));
        return data;
    }

    private static ObjectNode change() {
        return Shapes.object(Shapes.always("from", Shapes.numberOrText()), Shapes.always("to", Shapes.numberOrText()));
    }
}
