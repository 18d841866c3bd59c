package org.polymeter.gateway.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the profile asks of JSON that no schema can say (docs/profile.md, Payloads and Numbers). */
final class JsonRules {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern NUMBER = Pattern.compile(Definitions.NUMBER);
    private static final Pattern MINUS_ZERO = Pattern.compile("-0(\\.0+)?");

    private JsonRules() {}

    /** The first rule that the text breaks. */
    static Optional<String> broken(byte[] payload) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            return hasBlanks(payload) ? Optional.of("has white space") : brokenToken(payload);
        } catch (CharacterCodingException e) {
            return Optional.of("is no UTF-8");
        } catch (IOException e) {
            return Optional.of("is no JSON: " + e.getMessage());
        }
    }

    /** Whether a text is a number as the profile writes it. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches() && !MINUS_ZERO.matcher(text).matches();
    }

    private static Optional<String> brokenToken(byte[] payload) throws IOException {
        try (JsonParser parser = JSON.createParser(payload)) {
            String before = "";
            boolean inValues = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NULL) {
                    return Optional.of("has a null: " + parser.currentName());
                }
                if (token.isNumeric() && !isNumber(parser.getText())) {
                    return Optional.of("has a number that the profile does not know: " + parser.getText());
                }
                if (token == JsonToken.START_OBJECT) {
                    inValues = "values".equals(parser.currentName());
                    before = "";
                } else if (token == JsonToken.FIELD_NAME && inValues) {
                    if (parser.currentName().compareTo(before) < 0) {
                        return Optional.of("has values that are not in the order of their names");
                    }
                    before = parser.currentName();
                }
            }
            return Optional.empty();
        }
    }

    private static boolean hasBlanks(byte[] payload) {
        boolean inText = false;
        for (int i = 0; i < payload.length; i++) {
            if (inText && payload[i] == '\\') {
                i++;
            } else if (payload[i] == '"') {
                inText = !inText;
            } else if (!inText && payload[i] >= 0 && payload[i] <= ' ') {
                return true;
            }
        }
        return false;
    }
}
