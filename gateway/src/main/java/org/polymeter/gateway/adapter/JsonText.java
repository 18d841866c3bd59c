package org.polymeter.gateway.adapter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;

/** Reads JSON as adapters send it: small, so anything large is damage or malice. */
public final class JsonText {

    /** Bytes; the largest messages seen (HomeWizard with sub-meters) have 2,000. */
    static final int LARGEST_PAYLOAD = 65_536;

    /** Levels; whatwatt has 7. */
    static final int DEEPEST_NESTING = 16;

    /** Characters; a binary float printed in full has 24. */
    static final int LONGEST_NUMBER = 40;

    /** Characters; the longest is a frame of 16 KiB in base64. */
    static final int LONGEST_TEXT = 24_576;

    static final int LONGEST_NAME = 4096;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST_NESTING)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_NAME)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonText(JsonParser parser) {
        this.parser = parser;
    }

    /** Never throws; what cannot be read is {@link Json.Broken}. */
    public static Json read(byte[] payload) {
        if (payload.length > LARGEST_PAYLOAD) {
            return broken(LARGEST_PAYLOAD, Problem.OVER_LIMIT, "a message of at most " + LARGEST_PAYLOAD + " bytes");
        }
        try (JsonParser parser = FACTORY.createParser(payload)) {
            return new JsonText(parser).document(payload);
        } catch (JsonEOFException e) {
            return broken(payload.length, Problem.TRUNCATED, "the end of the JSON object");
        } catch (StreamConstraintsException e) {
            return broken(payload.length, Problem.OVER_LIMIT, "JSON as small as adapters send it");
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            // its message quotes the payload, which may hold a serial number
            long offset = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            return broken(Math.clamp(offset, 0, payload.length), Problem.UNEXPECTED, "valid JSON");
        } catch (IOException e) {
            return broken(0, Problem.UNEXPECTED, "valid JSON in UTF-8");
        }
    }

    private Json document(byte[] payload) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return broken(payload.length, Problem.TRUNCATED, "a JSON object");
        }
        Json value = value(first);
        return parser.nextToken() == null ? value : broken(here(), Problem.UNEXPECTED, "the end of the message");
    }

    private Json value(JsonToken token) throws IOException {
        int offset = here();
        return switch (token) {
            case START_OBJECT -> members(offset);
            case START_ARRAY -> elements(offset);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Digits(parser.getText(), offset);
            case VALUE_STRING -> new Json.Text(parser.getText(), offset);
            case VALUE_TRUE, VALUE_FALSE -> new Json.Truth(token == JsonToken.VALUE_TRUE, offset);
            default -> new Json.Nothing(offset);
        };
    }

    private Json members(int offset) throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser.nextToken()));
        }
        return new Json.Members(members, offset);
    }

    private Json elements(int offset) throws IOException {
        List<Json> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(token));
        }
        return new Json.Elements(elements, offset);
    }

    private int here() {
        return (int) Math.max(0, parser.currentTokenLocation().getByteOffset());
    }

    private static Json broken(int offset, Problem problem, String expected) {
        return new Json.Broken(new Fault(offset, problem, expected));
    }
}
