package org.polymeter.codec.dlms;

import org.polymeter.codec.bytes.ByteCursor;
import org.polymeter.codec.observation.Fault.Problem;

/** Reads A-XDR data (Green Book, IEC 61334-6) into a {@link DataTree}. */
final class DataReader {

    /** Lists have three levels; more than this is a damaged or hostile one. */
    private static final int DEEPEST = 16;

    private static final int MOST_ELEMENTS = 1000;
    private static final int LONGEST = 8 * 1024;
    private static final int LONGEST_LENGTH = 4;

    /** Bytes of class id, logical name and attribute. */
    private static final int DESCRIPTOR = 9;

    private final ByteCursor in;
    private final DataTree tree;

    DataReader(ByteCursor in, DataTree tree) {
        this.in = in;
        this.tree = tree;
    }

    /** Reads one value; the cursor tells whether it was sound. */
    void read() {
        tree.clear(in.array());
        value(0, false);
    }

    private void value(int depth, boolean namesStructure) {
        int tag = in.peek();
        int size = Tag.size(tag);
        if ((size == Tag.UNKNOWN && tag >= 0) || depth > DEEPEST) {
            in.fail(depth > DEEPEST ? Problem.OVER_LIMIT : Problem.UNEXPECTED, "a type of data");
            return;
        }
        in.open(Tag.name(tag));
        contents(tag, size, depth, namesStructure);
        in.close();
    }

    private void contents(int tag, int size, int depth, boolean namesStructure) {
        in.skip(1, "type");
        if (size >= 0) {
            if (namesStructure && tag == Tag.DOUBLE_LONG_UNSIGNED && isSwappedObis()) {
                in.skip(1, "octet-string with length and tag in the wrong order");
                leaf(Tag.OCTET_STRING, 6, "OBIS code");
            } else {
                leaf(tag, size, "value");
            }
            return;
        }
        switch (tag) {
            case Tag.ARRAY, Tag.STRUCTURE -> container(tag, depth);
            case Tag.COMPACT_ARRAY -> compactArray(depth);
            default -> string(tag);
        }
    }

    /** L+G ZMF100 writes {@code 06 09} for {@code 09 06} before 31.7.0, 51.7.0 and 71.7.0. */
    private boolean isSwappedObis() {
        byte[] bytes = in.array();
        int at = in.position();
        return in.remaining() > 7
                && bytes[at] == Tag.OCTET_STRING
                && bytes[at + 1] == 1
                && bytes[at + 2] == 0
                && bytes[at + 4] == 7
                && bytes[at + 5] == 0
                && bytes[at + 6] == (byte) 0xFF;
    }

    private void container(int tag, int depth) {
        int count = length("number of elements");
        if (count > MOST_ELEMENTS) {
            in.fail(Problem.OVER_LIMIT, "at most " + MOST_ELEMENTS + " elements");
        }
        int node = open(tag);
        boolean descriptors = mayHoldDescriptors(tag, node);
        for (int i = 0; in.ok() && i < count; i++) {
            if (descriptors && startsWithDescriptor()) {
                described(depth + 1);
            } else {
                value(depth + 1, i == 0 && tag == Tag.STRUCTURE);
            }
        }
        tree.close(node, count);
    }

    /** Only Czech lists are {@code structure { enum, array }}. */
    private boolean mayHoldDescriptors(int tag, int node) {
        return tag == Tag.ARRAY && node == 2 && tree.tag(0) == Tag.STRUCTURE && tree.tag(1) == Tag.ENUM;
    }

    /**
     * Whether a structure of two begins with an attribute descriptor that has no tags: class, name of
     * a current value, attribute. With tags it would begin with null-data, and then have no OBIS code.
     */
    private boolean startsWithDescriptor() {
        byte[] bytes = in.array();
        int at = in.position();
        return in.remaining() > 2 + DESCRIPTOR
                && bytes[at] == Tag.STRUCTURE
                && bytes[at + 1] == 2
                && bytes[at + 2] == 0
                && bytes[at + 3] != 0
                && bytes[at + 9] == (byte) 0xFF
                && bytes[at + 10] > 0;
    }

    /** Laid out as if the descriptor were a structure of its own. */
    private void described(int depth) {
        in.skip(2, "structure of descriptor and value");
        int element = open(Tag.STRUCTURE);
        int descriptor = open(Tag.STRUCTURE);
        leaf(Tag.LONG_UNSIGNED, 2, "class id");
        leaf(Tag.OCTET_STRING, 6, "logical name");
        leaf(Tag.INTEGER, 1, "attribute");
        tree.close(descriptor, 3);
        value(depth + 1, false);
        tree.close(element, 2);
    }

    private void string(int tag) {
        int length = length(tag == Tag.BIT_STRING ? "number of bits" : "length");
        int bytes = tag == Tag.BIT_STRING ? (length + 7) / 8 : length;
        leaf(tag, bytes, tag == Tag.OCTET_STRING ? octets(bytes) : "value");
    }

    private static String octets(int length) {
        return switch (length) {
            case 6 -> "OBIS code or value";
            case DateTime.BYTES -> "date-time or value";
            default -> "value";
        };
    }

    private void leaf(int tag, int size, String label) {
        int at = size == 0 ? in.position() : in.skip(size, label);
        if (in.ok() && !tree.add(tag, at, size)) {
            tooMany();
        }
    }

    private int open(int tag) {
        int node = tree.size();
        if (in.ok() && !tree.add(tag, in.position(), 0)) {
            tooMany();
        }
        return in.ok() ? node : 0;
    }

    private void tooMany() {
        in.fail(Problem.OVER_LIMIT, "at most " + DataTree.MOST_NODES + " values");
    }

    /** One byte below 80, or 81..84 and that many bytes. */
    private int length(String label) {
        int first = in.u8(label);
        if (first < 0x80) {
            return first;
        }
        int size = first & 0x7F;
        if (size == 0 || size > LONGEST_LENGTH) {
            in.fail(Problem.UNEXPECTED, label);
            return 0;
        }
        long length = in.unsigned(size, label);
        if (length > LONGEST) {
            in.fail(Problem.OVER_LIMIT, label + " of at most " + LONGEST);
            return 0;
        }
        return (int) length;
    }

    /** One type description, then the elements without tags until the contents are used up. */
    private void compactArray(int depth) {
        int description = in.position();
        describe(depth + 1);
        int length = length("length of the contents");
        int node = open(Tag.ARRAY);
        int end = in.position() + length;
        int elements = 0;
        while (in.ok() && in.position() < end) {
            int before = in.position();
            packed(description, depth + 1);
            elements++;
            if (in.position() == before || in.position() > end || elements > MOST_ELEMENTS) {
                in.fail(Problem.UNEXPECTED, "contents that fit the type description");
            }
        }
        if (in.ok()) {
            tree.close(node, elements);
        }
    }

    /** Steps over a type description and checks it. */
    private void describe(int depth) {
        int tag = in.peek();
        in.skip(1, Tag.name(tag));
        if (depth > DEEPEST) {
            in.fail(Problem.OVER_LIMIT, "type description");
        } else if (tag == Tag.ARRAY) {
            in.unsigned(2, "number of elements");
            describe(depth + 1);
        } else if (tag == Tag.STRUCTURE) {
            int count = in.u8("number of elements");
            for (int i = 0; in.ok() && i < count; i++) {
                describe(depth + 1);
            }
        } else if (Tag.size(tag) == Tag.UNKNOWN || tag == Tag.COMPACT_ARRAY) {
            in.fail(Problem.UNEXPECTED, "type description");
        }
    }

    /** Reads what a (sound) type description describes; returns the index after the description. */
    private int packed(int description, int depth) {
        byte[] bytes = in.array();
        int tag = bytes[description] & 0xFF;
        int size = Tag.size(tag);
        if (size >= 0) {
            leaf(tag, size, Tag.name(tag));
            return description + 1;
        }
        if (!Tag.isContainer(tag)) {
            string(tag);
            return description + 1;
        }
        boolean array = tag == Tag.ARRAY;
        int count = array
                ? (bytes[description + 1] & 0xFF) << 8 | (bytes[description + 2] & 0xFF)
                : bytes[description + 1] & 0xFF;
        int first = description + (array ? 3 : 2);
        int node = open(tag);
        int after = first;
        for (int i = 0; in.ok() && i < count; i++) {
            after = packed(array ? first : after, depth + 1);
        }
        if (in.ok()) {
            tree.close(node, count);
        }
        return array && count == 0 ? past(first) : after;
    }

    private int past(int description) {
        byte[] bytes = in.array();
        int tag = bytes[description] & 0xFF;
        if (tag == Tag.ARRAY) {
            return past(description + 3);
        }
        int after = description + (tag == Tag.STRUCTURE ? 2 : 1);
        int parts = tag == Tag.STRUCTURE ? bytes[description + 1] & 0xFF : 0;
        for (int i = 0; i < parts; i++) {
            after = past(after);
        }
        return after;
    }
}
