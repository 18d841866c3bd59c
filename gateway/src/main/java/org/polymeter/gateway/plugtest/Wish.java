package org.polymeter.gateway.plugtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants of a plug-test: {@code {"minutes": 5, "lists": {"house": "ekz"}}}.
 *
 * @param minutes how long to listen; empty if not said
 * @param lists names of lists by source; an empty name: the one that is found
 */
record Wish(Optional<BigDecimal> minutes, Map<String, String> lists) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Members it does not know are passed over; empty if it is no JSON object. */
    static Optional<Wish> read(byte[] text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? Optional.of(members(parser)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Wish members(JsonParser parser) throws IOException {
        Optional<BigDecimal> minutes = Optional.empty();
        Map<String, String> lists = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("minutes") && value.isNumeric()) {
                minutes = Optional.of(parser.getDecimalValue());
            } else if (name.equals("lists") && value == JsonToken.START_OBJECT) {
                lists(parser, lists);
            } else {
                parser.skipChildren();
            }
        }
        return new Wish(minutes, lists);
    }

    private static void lists(JsonParser parser, Map<String, String> lists) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String source = parser.currentName();
            parser.nextToken();
            lists.put(source, parser.getValueAsString(""));
        }
    }
}
