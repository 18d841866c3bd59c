package org.polymeter.gateway.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One message as a subscriber got it.
 *
 * @param kept whether the broker had it before the subscription
 * @param properties user properties of MQTT 5, {@code name:value name:value}
 * @param hex the payload
 */
record Message(String topic, boolean kept, int qos, String properties, String hex) {

    static final String FORMAT = "%t|%r|%q|%P|%x";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static Message of(String line) {
        String[] parts = line.split("\\|", 5);
        return new Message(parts[0], parts[1].equals("1"), Integer.parseInt(parts[2]), parts[3], parts[4]);
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON at " + topic + ": " + text(), e);
        }
    }

    String string(String field) {
        return json().path(field).asText();
    }

    /** {@code values} of a reading or state, digits as printed. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        json().path("values")
                .properties()
                .forEach(value -> values.put(
                        value.getKey(),
                        value.getValue().isTextual()
                                ? value.getValue().asText()
                                : value.getValue().decimalValue().toPlainString()));
        return values;
    }

    @Override
    public String toString() {
        return topic + (kept ? " (kept) " : " ") + text();
    }
}
