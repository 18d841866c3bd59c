package org.polymeter.gateway.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants explained: the body of {@code POST /api/app/explanation}.
 *
 * @param bytes as somebody has written them: hex, base64, or the text itself
 * @param source that they are of; its keys and settings are used
 * @param protocol what they are, if it does not show
 * @param key to open them with, as pasted
 * @param authKey the second key, as pasted
 */
record Question(
        String bytes,
        Optional<String> source,
        Optional<String> protocol,
        Optional<String> key,
        Optional<String> authKey) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Set<String> NAMES = Set.of("bytes", "source", "protocol", "key", "authKey");

    /** What was sent is no question; the message says why, and never quotes it. */
    static final class MisunderstoodException extends Exception {
        private static final long serialVersionUID = 1;

        MisunderstoodException(String message) {
            super(message);
        }
    }

    /** A key was mistyped; the message says how, without showing it. */
    static final class SlipException extends Exception {
        private static final long serialVersionUID = 1;

        SlipException(String message) {
            super(message);
        }
    }

    static Question read(byte[] body) throws MisunderstoodException {
        Map<String, String> members = members(body);
        Question question = new Question(
                members.getOrDefault("bytes", ""),
                given(members, "source"),
                given(members, "protocol"),
                given(members, "key"),
                given(members, "authKey"));
        if (question.bytes.isBlank()) {
            throw new MisunderstoodException("There is nothing to explain: paste what came out of a meter's port into"
                    + " 'bytes', as hex, base64 or text.");
        }
        return question;
    }

    byte[] written() {
        return bytes.strip().getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> given(Map<String, String> members, String name) {
        return Optional.ofNullable(members.get(name)).filter(text -> !text.isBlank());
    }

    private static Map<String, String> members(byte[] body) throws MisunderstoodException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MisunderstoodException("The body is no JSON object with 'bytes'.");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!NAMES.contains(name) || (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL)) {
                    throw new MisunderstoodException("The body has members 'bytes', 'source', 'protocol', 'key' and"
                            + " 'authKey', all of them text; one of those sent is something else.");
                }
                if (value == JsonToken.VALUE_STRING) {
                    members.put(name, parser.getText());
                }
            }
        } catch (IOException e) { // its message may quote a key
            throw new MisunderstoodException("The body is no JSON.");
        }
        return members;
    }
}
