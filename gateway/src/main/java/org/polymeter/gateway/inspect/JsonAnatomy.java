package org.polymeter.gateway.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The members of a JSON message, where they stand and what they say; what is no JSON, as far as it goes. */
final class JsonAnatomy {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DEEPEST = 16;
    private static final int MOST_TEXT = 64;

    private final JsonParser parser;
    private final int length;

    private JsonAnatomy(JsonParser parser, int length) {
        this.parser = parser;
        this.length = length;
    }

    static List<Node> of(byte[] message) {
        List<Node> nodes = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(message)) {
            parser.nextToken();
            nodes.add(new JsonAnatomy(parser, message.length).value("message", 0, 0));
        } catch (IOException e) { // the rest is no JSON
            nodes.clear();
        }
        int end = nodes.isEmpty() ? 0 : nodes.getLast().to();
        if (end < message.length) {
            nodes.add(Node.leaf(end, message.length, "not understood", Kind.UNKNOWN));
        }
        return nodes;
    }

    /** {@code from}: where its name begins, or itself. The parser stands on its first token and is left on its last. */
    private Node value(String name, int from, int depth) throws IOException {
        JsonToken first = parser.currentToken();
        if (first == JsonToken.START_OBJECT || first == JsonToken.START_ARRAY) {
            return container(name, from, depth);
        }
        String text = parser.getText();
        String meaning = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text;
        parser.finishToken();
        Kind kind = first == JsonToken.VALUE_STRING ? Kind.TEXT : Kind.VALUE;
        return new Node(from, end(), name, meaning, kind, Optional.empty(), List.of());
    }

    private Node container(String name, int from, int depth) throws IOException {
        List<Node> children = new ArrayList<>();
        int at = from;
        int number = 0;
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            int start = start();
            String member = token == JsonToken.FIELD_NAME ? parser.currentName() : String.valueOf(number++);
            if (token == JsonToken.FIELD_NAME) {
                parser.nextToken();
            }
            at = punctuation(at, start, children);
            if (depth >= DEEPEST) {
                parser.skipChildren();
                children.add(Node.leaf(start, end(), member, Kind.GROUP));
            } else {
                children.add(value(member, start, depth + 1));
            }
            at = children.getLast().to();
        }
        punctuation(at, end(), children);
        return new Node(from, end(), name, "", Kind.GROUP, Optional.empty(), children);
    }

    private static int punctuation(int from, int to, List<Node> nodes) {
        if (to > from) {
            nodes.add(Node.leaf(from, to, "punctuation", Kind.LINK));
        }
        return to;
    }

    private int start() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private int end() {
        return (int) Math.min(length, parser.currentLocation().getByteOffset());
    }
}
