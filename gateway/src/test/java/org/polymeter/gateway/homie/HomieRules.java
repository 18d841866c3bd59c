package org.polymeter.gateway.homie;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What Homie demands of the retained messages of devices: the Homie convention 5.0.0 of 11 May 2025
 * (https://homieiot.github.io/specification/), sections Topic IDs, Payload, Device attributes, Device
 * lifecycle, Node attributes, Property attributes; read on 2026-11-26.
 */
final class HomieRules {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]+");
    private static final Set<String> STATES = Set.of("init", "ready", "disconnected", "sleeping", "lost");
    private static final Set<String> DEVICE_KEYS =
            Set.of("homie", "version", "nodes", "name", "type", "children", "root", "parent", "extensions");
    private static final Set<String> NODE_KEYS = Set.of("name", "type", "properties");
    private static final Set<String> PROPERTY_KEYS =
            Set.of("name", "datatype", "format", "settable", "retained", "unit");

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> states = new TreeMap<>();
    private final Map<String, JsonNode> descriptions = new TreeMap<>();
    private final Map<String, String> values = new TreeMap<>();

    private HomieRules() {}

    /** {@code kept}: retained payloads by topic, of all devices of one connection. */
    static void check(String prefix, Map<String, String> kept) {
        HomieRules rules = new HomieRules();
        kept.forEach((topic, payload) -> rules.sort(prefix, topic, payload));
        assertThat(rules.states.keySet()).isEqualTo(rules.descriptions.keySet()).isNotEmpty();
        assertThat(rules.states.values()).isSubsetOf(STATES);
        rules.descriptions.forEach(rules::checkDevice);
        rules.checkFamily();
        rules.values.forEach(rules::checkValue);
    }

    private void sort(String prefix, String topic, String payload) {
        String[] levels = topic.split("/", -1);
        assertThat(levels[0]).isEqualTo(prefix);
        assertThat(levels[1]).as("major version").isEqualTo("5");
        assertThat(levels[2]).as(topic).matches(ID);
        if (levels.length == 5) {
            assertThat(levels[3]).as(topic).matches(ID);
            assertThat(levels[4]).as(topic).matches(ID);
            values.put(topic.substring(prefix.length() + 3), payload);
        } else if (levels[3].equals("$state")) {
            states.put(levels[2], payload);
        } else {
            assertThat(levels[3]).isEqualTo("$description");
            descriptions.put(levels[2], read(payload));
        }
    }

    private void checkDevice(String id, JsonNode device) {
        assertKeys(device, DEVICE_KEYS);
        assertThat(device.path("homie").asText()).as("required").matches("5\\.[0-9]+");
        assertThat(device.path("version").isIntegralNumber()).as("required").isTrue();
        device.path("nodes").properties().forEach(node -> {
            assertThat(node.getKey()).matches(ID);
            assertKeys(node.getValue(), NODE_KEYS);
            node.getValue()
                    .path("properties")
                    .properties()
                    .forEach(property -> checkProperty(id, node.getKey(), property.getKey(), property.getValue()));
        });
    }

    private void checkProperty(String device, String node, String id, JsonNode property) {
        assertThat(id).matches(ID);
        assertKeys(property, PROPERTY_KEYS);
        assertThat(property.path("datatype").asText())
                .as("required")
                .isIn("integer", "float", "boolean", "string", "enum", "color", "datetime", "duration", "json");
        assertThat(property.has("format"))
                .as("enums and colours have to have one")
                .isEqualTo(property.path("datatype").asText().matches("enum|color"));
        assertThat(property.path("settable").asBoolean(false)).isFalse();
        if ("ready".equals(states.get(device))) {
            assertThat(values).as("a device is ready when all is said").containsKey(device + "/" + node + "/" + id);
        }
    }

    /** One root; every other device names it, and parents and children agree. */
    private void checkFamily() {
        Set<String> roots = new HashSet<>();
        descriptions.forEach((id, device) -> {
            if (!device.has("root")) {
                roots.add(id);
                assertThat(device.has("parent")).isFalse();
            }
        });
        assertThat(roots).hasSize(1);
        String root = roots.iterator().next();
        descriptions.forEach((id, device) -> {
            if (!id.equals(root)) {
                assertThat(device.path("root").asText()).isEqualTo(root);
                String parent = device.path("parent").asText(root);
                assertThat(childrenOf(parent)).as("children of " + parent).contains(id);
            }
            childrenOf(id)
                    .forEach(child -> assertThat(requireNonNull(descriptions.get(child), child)
                                    .path("parent")
                                    .asText(root))
                            .isEqualTo(id));
        });
    }

    private Set<String> childrenOf(String device) {
        Set<String> children = new HashSet<>();
        requireNonNull(descriptions.get(device), device)
                .path("children")
                .forEach(child -> children.add(child.asText()));
        return children;
    }

    private void checkValue(String path, String value) {
        String[] levels = path.split("/", -1);
        JsonNode property = requireNonNull(descriptions.get(levels[0]), path)
                .path("nodes")
                .path(levels[1])
                .path("properties")
                .path(levels[2]);
        assertThat(property.isObject()).as(path + " is described").isTrue();
        switch (property.get("datatype").asText()) {
            case "integer" -> assertThat(value).as(path).matches("-?[0-9]+");
            case "float" -> assertThat(value).as(path).matches("-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?");
            case "enum" ->
                assertThat(property.get("format").asText().split(",", -1))
                        .as(path)
                        .contains(value);
            case "datetime" -> assertThat(Instant.parse(value)).as(path).isNotNull();
            case "string" -> assertThat(value).as(path).isNotEmpty();
            default -> throw new AssertionError(path + " has a datatype that no meter has");
        }
    }

    private static void assertKeys(JsonNode object, Set<String> known) {
        Set<String> keys = new HashSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        assertThat(known).containsAll(keys);
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
