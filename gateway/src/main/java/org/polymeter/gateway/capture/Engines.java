package org.polymeter.gateway.capture;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.adapter.FieldMapping;

/** Which engine reads a capture. */
public final class Engines {

    /** Whatever the capture looks like. */
    public static final String AUTO = "auto";

    /** JSON, or values on topics, whose fields a mapping file explains. */
    public static final String MAPPED = "mapped";

    private Engines() {}

    /** What may be asked for. */
    public static List<String> names() {
        List<String> names =
                new ArrayList<>(Stream.of(Link.values()).map(Link::word).toList());
        names.addAll(dialects());
        return names;
    }

    /** The kinds of JSON. */
    static List<String> dialects() {
        List<String> dialects = new ArrayList<>(Adapters.names());
        dialects.add("scs");
        dialects.add(MAPPED);
        return dialects;
    }

    /**
     * The way to read captures of that name; empty if there is none.
     *
     * @param options for what came out of a meter's port
     */
    public static Optional<Engine.Maker> named(String name, MeterStream.Options options) {
        if (name.equals(AUTO)) {
            return Optional.of((head, found) -> looksLikeJson(head)
                    ? new JsonEngine(Adapters::recognise, found)
                    : TopicLines.adapter(head)
                            .<Engine>map(adapter -> new LinesEngine(adapter, found))
                            .orElseGet(() -> new StreamEngine(options, found)));
        }
        Optional<Link> link = Link.named(name);
        return link.isPresent()
                ? link.map(known -> (head, found) -> new StreamEngine(options.over(known), found))
                : Adapters.named(name).map(Engines::messages);
    }

    /** The way to read messages whose fields the mapping explains. */
    public static Engine.Maker mapped(FieldMapping mapping) {
        return messages(Adapters.mapped(mapping));
    }

    /** The way to read messages that this adapter understands. */
    public static Engine.Maker messages(Adapter known) {
        return (head, found) -> TopicLines.first(head).isPresent() && !looksLikeJson(head)
                ? new LinesEngine(known, found)
                : new JsonEngine((topic, payload) -> Optional.of(known), found);
    }

    /** An object, an array of objects, or a topic and an object. */
    private static boolean looksLikeJson(byte[] head) {
        int i = 0;
        while (i < head.length && head[i] > ' ' && head[i] <= '~' && head[i] != '{' && head[i] != '(') {
            i++; // a topic, perhaps
        }
        boolean topic = i > 0 && contains(head, i, '/') && head[0] != '/';
        while (i < head.length && (head[i] == ' ' || head[i] == '\n' || head[i] == '\r' || head[i] == '[')) {
            i++;
        }
        return i < head.length && head[i] == '{' && (topic || isBlank(head, i));
    }

    private static boolean contains(byte[] head, int length, char wanted) {
        for (int i = 0; i < length; i++) {
            if (head[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (head[i] > ' ' && head[i] != '[') {
                return false;
            }
        }
        return true;
    }

    /** For the help. */
    public static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
