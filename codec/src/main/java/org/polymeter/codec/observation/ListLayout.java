package org.polymeter.codec.observation;

import java.util.List;

/**
 * What the values of a list mean that carries no codes. It is this list if the types, the texts that
 * are told and the addresses of the link are these.
 *
 * @param kind name of the kind of meter that sends it
 * @param links addresses that it comes over, 0 for a link without addresses; empty if any will do
 * @param elements in the order of the list
 */
public record ListLayout(String kind, List<Long> links, List<Element> elements) {

    public ListLayout {
        links = List.copyOf(links);
        elements = List.copyOf(elements);
    }

    /** Whether a list that came over this link, see {@code Frame.link}, may be this one. */
    public boolean comesOver(long link) {
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i) == link) {
                return true;
            }
        }
        return links.isEmpty();
    }

    /** What becomes of an element. */
    public enum Use {
        /** Reported under its code. */
        NAMED,
        /** Reported, though nobody knows what it is. */
        UNNAMED,
        /** Left out. */
        SKIPPED
    }

    /**
     * One value of the list.
     *
     * @param types it has one of these
     * @param use what becomes of it
     * @param code {@link Obis#NONE} unless it is named
     * @param prefix a text begins with these ASCII characters
     */
    public record Element(List<WireType> types, Use use, Obis code, String prefix) {

        public Element {
            types = List.copyOf(types);
        }
    }

    /**
     * A type of data, as the reason of a rejected list shows it.
     *
     * @param letter o octet-string, v visible-string, t utf8-string, u unsigned, i signed, b
     *     boolean, e enum, f float, d date or time, x bit-string, n null-data, S structure, A array
     * @param length in bytes, of containers in elements, or {@link #ANY_LENGTH}
     */
    public record WireType(String letter, int length) {

        public static final int ANY_LENGTH = -1;
    }
}
