package org.polymeter.codec.dlms;

/**
 * Finds where one value of A-XDR data ends, as its bytes come in, without reading what it says. Every
 * byte is looked at a bounded number of times, however the input is cut.
 *
 * <p>Knows the two ways in which meters leave the standard: L+G ZMF100 writes {@code 06 09} for
 * {@code 09 06}, and Czech meters put an attribute descriptor of nine bytes without tags first into
 * a structure of two.
 */
final class DataSkip {

    /** As {@link DataReader} has it. */
    private static final int DEEPEST = 16;

    private static final int MOST_ELEMENTS = 1000;
    private static final int LONGEST_VALUE = 8 * 1024;

    /** Of a compact array: a list of columns is far shorter. */
    private static final int LONGEST_DESCRIPTION = 64;

    private static final int LONGEST_LENGTH = 4;
    private static final int DESCRIPTOR_BYTES = 9;
    private static final int SWAPPED_NAME_BYTES = 8;
    private static final int HIGHEST_MEDIUM = 0x0F;
    private static final int HIGHEST_ATTRIBUTE = 0x20;

    private static final int MORE = -1;
    private static final int DAMAGED = -2;

    private final int[] waiting = new int[DEEPEST + 1]; // elements yet to come, by level
    private int depth;
    private boolean first; // of a structure
    private boolean pair; // a structure of two has just begun
    private boolean descriptors; // have been seen
    private boolean begun;
    private boolean damaged;
    private int at;

    /** The value begins at this index. */
    void begin(int index) {
        at = index;
        depth = 0;
        waiting[0] = 1;
        first = false;
        pair = false;
        descriptors = false;
        begun = false;
        damaged = false;
    }

    /** The bytes were moved. */
    void move(int by) {
        at += by;
    }

    boolean isDamaged() {
        return damaged;
    }

    /** Whether at least the first type was one. */
    boolean isBegun() {
        return begun;
    }

    /** Index behind the value as far as it is known. */
    int at() {
        return at;
    }

    /**
     * Goes on with what has come.
     *
     * @param end index behind the last byte that is there
     * @param all nothing will follow
     * @return whether the value is complete
     */
    boolean skip(byte[] bytes, int end, boolean all) {
        boolean goOn = true;
        while (goOn && !damaged && depth >= 0) {
            if (waiting[depth] == 0) {
                depth--;
                first = false;
            } else {
                goOn = at < end && element(bytes, end, all);
            }
        }
        return depth < 0 && !damaged && at <= end;
    }

    /** Returns false if more bytes are needed. */
    private boolean element(byte[] bytes, int end, boolean all) {
        boolean mayBeDescriptor = pair && (!all || (descriptors && bytes[at] == 0)); // where one is, all are
        if (mayBeDescriptor && end - at <= DESCRIPTOR_BYTES) {
            return false;
        }
        if (pair && isDescriptor(bytes, end)) {
            at += DESCRIPTOR_BYTES;
            descriptors = true;
            waiting[depth]--;
            pair = false;
            first = false;
            return at < end;
        }
        int tag = bytes[at] & 0xFF;
        if (first && tag == Tag.DOUBLE_LONG_UNSIGNED) {
            if (!all && end - at < SWAPPED_NAME_BYTES) {
                return false;
            }
            if (isSwappedName(bytes, end)) {
                return past(SWAPPED_NAME_BYTES);
            }
        }
        int size = Tag.size(tag);
        if (size >= 0) {
            return past(1 + size);
        }
        return switch (tag) {
            case Tag.ARRAY, Tag.STRUCTURE -> container(bytes, end, tag);
            case Tag.BIT_STRING, Tag.OCTET_STRING, Tag.VISIBLE_STRING, Tag.UTF8_STRING -> string(bytes, end, tag);
            case Tag.COMPACT_ARRAY -> compactArray(bytes, end);
            default -> damage();
        };
    }

    private boolean past(int count) {
        begun = true;
        at += count;
        waiting[depth]--;
        pair = false;
        first = false;
        return true;
    }

    private boolean damage() {
        damaged = true;
        return false;
    }

    private boolean container(byte[] bytes, int end, int tag) {
        int size = lengthBytes(bytes, at + 1, end);
        if (size == 0) {
            return false;
        }
        int count = size < 0 ? -1 : length(bytes, at + 1, size);
        if (count < 0 || count > MOST_ELEMENTS || depth == DEEPEST) {
            return damage();
        }
        past(1 + size);
        depth++;
        waiting[depth] = count;
        first = tag == Tag.STRUCTURE;
        pair = first && count == 2;
        return true;
    }

    private boolean string(byte[] bytes, int end, int tag) {
        int size = lengthBytes(bytes, at + 1, end);
        if (size == 0) {
            return false;
        }
        int length = size < 0 ? -1 : length(bytes, at + 1, size);
        if (length < 0 || length > LONGEST_VALUE) {
            return damage();
        }
        return past(1 + size + (tag == Tag.BIT_STRING ? (length + 7) / 8 : length));
    }

    private boolean compactArray(byte[] bytes, int end) {
        int description = description(bytes, at + 1, Math.min(end, at + 1 + LONGEST_DESCRIPTION), 0);
        if (description < 0) {
            return (description == DAMAGED || end - at > LONGEST_DESCRIPTION) && damage();
        }
        int size = lengthBytes(bytes, description, end);
        if (size == 0) {
            return false;
        }
        int length = size < 0 ? -1 : length(bytes, description, size);
        if (length < 0 || length > LONGEST_VALUE) {
            return damage();
        }
        return past(description + size + length - at);
    }

    /** Index behind a type description, {@link #MORE} or {@link #DAMAGED}. */
    private static int description(byte[] bytes, int index, int end, int depth) {
        if (index >= end) {
            return MORE;
        }
        int tag = bytes[index] & 0xFF;
        if (depth > DEEPEST || Tag.size(tag) == Tag.UNKNOWN || tag == Tag.COMPACT_ARRAY) {
            return DAMAGED;
        }
        if (tag == Tag.ARRAY) {
            return description(bytes, index + 3, end, depth + 1);
        }
        if (tag != Tag.STRUCTURE) {
            return index + 1;
        }
        if (index + 1 >= end) {
            return MORE;
        }
        int after = index + 2;
        for (int left = bytes[index + 1] & 0xFF; left > 0 && after >= 0; left--) {
            after = description(bytes, after, end, depth + 1);
        }
        return after;
    }

    /** How many bytes a length takes; 0: it is not all there, -1: it is none. */
    static int lengthBytes(byte[] bytes, int index, int end) {
        if (index >= end) {
            return 0;
        }
        int form = bytes[index] & 0xFF;
        int size = form < 0x80 ? 1 : 1 + (form & 0x7F);
        if (form == 0x80 || size > 1 + LONGEST_LENGTH) {
            return -1;
        }
        return index + size <= end ? size : 0;
    }

    /** A length that {@link #lengthBytes} has found; -1 if it is beyond all bounds. */
    static int length(byte[] bytes, int index, int size) {
        if (size == 1) {
            return bytes[index];
        }
        long length = 0;
        for (int i = 1; i < size; i++) {
            length = length << 8 | (bytes[index + i] & 0xFF);
        }
        return length > Integer.MAX_VALUE / 2 ? -1 : (int) length;
    }

    /** {@code 00 cc | A B C D E FF | aa}: class, logical name, attribute. */
    private boolean isDescriptor(byte[] bytes, int end) {
        return end - at > DESCRIPTOR_BYTES
                && bytes[at] == 0
                && bytes[at + 1] != 0
                && bytes[at + 2] >= 0
                && bytes[at + 2] <= HIGHEST_MEDIUM
                && bytes[at + 7] == (byte) 0xFF
                && bytes[at + 8] > 0
                && bytes[at + 8] <= HIGHEST_ATTRIBUTE
                && Tag.size(bytes[at + DESCRIPTOR_BYTES] & 0xFF) != Tag.UNKNOWN;
    }

    private boolean isSwappedName(byte[] bytes, int end) {
        return end - at >= SWAPPED_NAME_BYTES
                && bytes[at + 1] == Tag.OCTET_STRING
                && bytes[at + 2] == 1
                && bytes[at + 3] == 0
                && bytes[at + 5] == 7
                && bytes[at + 6] == 0
                && bytes[at + 7] == (byte) 0xFF;
    }
}
