package org.polymeter.gateway.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** The parts that JSON Schemas are put together from. Objects are open: what is not named may be there too. */
final class Shapes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A field of an object, and whether it is always there. */
    record Field(String name, boolean always, ObjectNode shape) {}

    private Shapes() {}

    static Field always(String name, ObjectNode shape) {
        return new Field(name, true, shape);
    }

    static Field sometimes(String name, ObjectNode shape) {
        return new Field(name, false, shape);
    }

    static ObjectNode object(Field... fields) {
        ObjectNode object = typed("object");
        List<String> required =
                Arrays.stream(fields).filter(Field::always).map(Field::name).toList();
        if (!required.isEmpty()) {
            object.set("required", array(required));
        }
        ObjectNode properties = object.putObject("properties");
        for (Field field : fields) {
            properties.set(field.name(), field.shape());
        }
        return object;
    }

    /** An object whose keys are all of one form, and its values too. */
    static ObjectNode map(ObjectNode keys, ObjectNode values) {
        ObjectNode map = typed("object");
        map.set("propertyNames", keys);
        map.set("additionalProperties", values);
        return map;
    }

    static ObjectNode list(ObjectNode items) {
        ObjectNode list = typed("array");
        list.set("items", items);
        return list;
    }

    static ObjectNode typed(String type) {
        return NODES.objectNode().put("type", type);
    }

    static ObjectNode numberOrText() {
        ObjectNode shape = NODES.objectNode();
        shape.set("type", array(List.of("number", "string")));
        return shape;
    }

    static ObjectNode text() {
        return typed("string");
    }

    static ObjectNode text(String pattern) {
        return text().put("pattern", pattern);
    }

    /** One of these words, and no other in version 1. */
    static ObjectNode oneOf(List<String> words) {
        ObjectNode shape = NODES.objectNode();
        shape.set("enum", array(words));
        return shape;
    }

    /** One of these words; minor versions may bring others. */
    static ObjectNode wordLike(List<String> words) {
        ObjectNode shape = text("^[a-z][a-z0-9_]*$");
        shape.set("examples", array(words));
        return shape;
    }

    static ObjectNode count() {
        return integer(0);
    }

    static ObjectNode integer(int least) {
        return typed("integer").put("minimum", least);
    }

    /** One of the definitions that {@link Schemas} adds to a document. */
    static ObjectNode defined(String name) {
        return NODES.objectNode().put("$ref", Definitions.PREFIX + name);
    }

    static ObjectNode described(ObjectNode shape, String description) {
        return shape.put("description", description);
    }

    static ObjectNode constant(String word) {
        return NODES.objectNode().put("const", word);
    }

    static ArrayNode array(List<String> words) {
        ArrayNode array = NODES.arrayNode();
        words.forEach(array::add);
        return array;
    }
}
