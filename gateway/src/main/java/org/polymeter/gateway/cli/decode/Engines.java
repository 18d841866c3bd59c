package org.polymeter.gateway.cli.decode;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;

/** Which engine reads a capture. */
public final class Engines {

    /** Whatever the capture looks like. */
    public static final String AUTO = "auto";

    private static final String P1 = "p1";
    private static final String HDLC = "hdlc";

    private Engines() {}

    /** What may be asked for. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(AUTO, P1, HDLC));
        names.addAll(dialects());
        return names;
    }

    /** The kinds of JSON. */
    static List<String> dialects() {
        List<String> dialects = new ArrayList<>(Adapters.names());
        dialects.add("scs");
        return dialects;
    }

    /**
     * The way to read captures of that name; empty if there is none.
     *
     * @param kind the kind of meter, if it is not left to detection
     */
    public static Optional<Engine.Maker> named(String name, boolean checkChecksums, Optional<String> kind) {
        return switch (name) {
            case AUTO ->
                Optional.of((head, found) -> looksLikeJson(head)
                        ? new JsonEngine(Adapters::recognise, found)
                        : new StreamEngine(new MeterStream.Options(Link.AUTO, checkChecksums, kind), found));
            case P1 -> Optional.of(wire(Link.P1, checkChecksums, kind));
            case HDLC -> Optional.of(wire(Link.HDLC, checkChecksums, kind));
            default -> {
                Optional<Adapter> adapter = Adapters.named(name);
                yield adapter.map(
                        known -> (head, found) -> new JsonEngine((topic, payload) -> Optional.of(known), found));
            }
        };
    }

    private static Engine.Maker wire(Link link, boolean checkChecksums, Optional<String> kind) {
        return (head, found) -> new StreamEngine(new MeterStream.Options(link, checkChecksums, kind), found);
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
