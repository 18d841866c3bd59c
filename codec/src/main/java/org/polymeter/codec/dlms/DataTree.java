package org.polymeter.codec.dlms;

import java.util.Arrays;
import org.polymeter.codec.observation.Obis;

/**
 * One A-XDR value and all it contains, in the order of the wire: columns instead of objects, filled
 * again and again without garbage.
 *
 * <p>Node 0 is the whole; a container's first child is the next node, and {@link #next} is the node
 * after all that a node contains. So a plain loop over the nodes visits them depth first.
 */
final class DataTree {

    /** Three times what the largest list of any customer interface takes. */
    static final int MOST_NODES = 4096;

    private static final int USUAL = 256;
    private static final int OBIS_BYTES = 6;
    private static final int CURRENT = 255;
    private static final int LAST_MEDIUM = 15;

    private byte[] bytes = new byte[0];
    private int size;
    private int[] tags = new int[USUAL];
    private int[] positions = new int[USUAL]; // where the contents begin
    private int[] lengths = new int[USUAL]; // bytes of the contents; containers: elements
    private int[] nexts = new int[USUAL];

    void clear(byte[] bytes) {
        this.bytes = bytes;
        size = 0;
    }

    /** Returns false if there are too many. */
    boolean add(int tag, int position, int length) {
        if (size == tags.length && !grow()) {
            return false;
        }
        tags[size] = tag;
        positions[size] = position;
        lengths[size] = length;
        nexts[size] = ++size;
        return true;
    }

    /** All that a container contains has been added. */
    void close(int container, int elements) {
        lengths[container] = elements;
        nexts[container] = size;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    int tag(int node) {
        return tags[node];
    }

    int position(int node) {
        return positions[node];
    }

    /** Bytes of the contents. */
    int length(int node) {
        return lengths[node];
    }

    /** Elements of a container. */
    int count(int node) {
        return lengths[node];
    }

    int next(int node) {
        return nexts[node];
    }

    boolean isContainer(int node) {
        return Tag.isContainer(tags[node]);
    }

    boolean isInteger(int node) {
        return Tag.isInteger(tags[node]);
    }

    boolean isText(int node) {
        return Tag.isText(tags[node]);
    }

    boolean isNull(int node) {
        return tags[node] == Tag.NULL_DATA || tags[node] == Tag.DONT_CARE;
    }

    /** The contents as a number, signed if the type is. */
    long number(int node) {
        long value = Tag.isSigned(tags[node]) ? bytes[positions[node]] >> 7 : 0;
        for (int i = positions[node]; i < positions[node] + lengths[node]; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }

    /** Whether the node can only be an OBIS code, not a text of six characters. */
    boolean isObis(int node) {
        if (tags[node] != Tag.OCTET_STRING || lengths[node] != OBIS_BYTES) {
            return false;
        }
        int at = positions[node];
        int medium = bytes[at] & 0xFF;
        boolean named = (bytes[at] | bytes[at + 1] | bytes[at + 2] | bytes[at + 3] | bytes[at + 4]) != 0;
        boolean current = (bytes[at + 5] & 0xFF) == CURRENT;
        return named && (current ? medium <= LAST_MEDIUM : (medium <= 1 && bytes[at + 3] > 0 && bytes[at + 4] >= 0));
    }

    /** Meaningful for octet-strings of six bytes. */
    Obis obis(int node) {
        long packed = 0;
        for (int i = positions[node]; i < positions[node] + OBIS_BYTES; i++) {
            packed = packed << 8 | (bytes[i] & 0xFF);
        }
        return Obis.ofPacked(packed);
    }

    boolean isObisBytes(int node) {
        return tags[node] == Tag.OCTET_STRING && lengths[node] == OBIS_BYTES;
    }

    /** {@code structure{integer scaler, enum unit}}. */
    boolean isScalerUnit(int node) {
        return node + 2 < size
                && tags[node] == Tag.STRUCTURE
                && lengths[node] == 2
                && tags[node + 1] == Tag.INTEGER
                && tags[node + 2] == Tag.ENUM;
    }

    /** Whether the node is a date-time: by type, or 12 bytes that begin with a year of this age. */
    boolean isDateTime(int node) {
        boolean twelve = tags[node] == Tag.OCTET_STRING && lengths[node] == DateTime.BYTES;
        return tags[node] == Tag.DATE_TIME || (twelve && bytes[positions[node]] == DateTime.CENTURY);
    }

    private boolean grow() {
        if (size >= MOST_NODES) {
            return false;
        }
        int more = 2 * size;
        tags = Arrays.copyOf(tags, more);
        positions = Arrays.copyOf(positions, more);
        lengths = Arrays.copyOf(lengths, more);
        nexts = Arrays.copyOf(nexts, more);
        return true;
    }
}
