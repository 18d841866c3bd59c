package org.polymeter.codec.hdlc;

import org.polymeter.codec.bytes.Crc16;

/**
 * What stands at the beginning of a frame; a scratch pad that is filled anew for every flag.
 *
 * <pre>
 * 7E | A..., S, length (2) | destination (1..4) | source (1..4) | control (1) | HCS (2) | ...
 * </pre>
 */
final class HdlcHeader {

    enum State {
        /** More bytes are needed to tell. */
        INCOMPLETE,
        /** No frame begins here. */
        ABSENT,
        /** A frame may begin here, but its header checksum does not match. */
        DAMAGED,
        /** The header is sound, or the frame is too short to have a checksum of its own for it. */
        SOUND
    }

    static final int FLAG = 0x7E;
    static final int CHECKSUM_BYTES = 2;

    private static final int FORMAT_TYPE_3 = 0xA0;
    private static final int SEGMENTED = 0x08;
    private static final int SHORTEST = 7; // format, two addresses, control, FCS
    private static final int LONGEST_ADDRESS = 4;

    private int length;
    private boolean segmented;
    private long link;
    private int informationAt;

    /** Bytes between the two flags. */
    int length() {
        return length;
    }

    /** Whether more frames of the same message follow. */
    boolean isSegmented() {
        return segmented;
    }

    /** The bytes of destination and source as one number. */
    long link() {
        return link;
    }

    /** Index of the first information byte; behind the frame's content if it carries nothing. */
    int informationAt() {
        return informationAt;
    }

    State read(byte[] bytes, int flagAt, int end) {
        int format = flagAt + 1;
        if (format < end && (bytes[format] & 0xF0) != FORMAT_TYPE_3) {
            return State.ABSENT;
        }
        if (format + 2 > end) {
            return State.INCOMPLETE;
        }
        segmented = (bytes[format] & SEGMENTED) != 0;
        length = (bytes[format] & 0x07) << 8 | (bytes[format + 1] & 0xFF);
        if (length < SHORTEST) {
            return State.ABSENT;
        }
        link = 0;
        int source = pastAddress(bytes, format + 2, end);
        int control = source > 0 ? pastAddress(bytes, source, end) : source;
        return control > 0 ? check(bytes, format, control + 1, end) : incompleteOrAbsent(control);
    }

    /** Returns the index after the address, 0 if it is not complete, -1 if it is none. */
    private int pastAddress(byte[] bytes, int from, int end) {
        for (int i = from; i < from + LONGEST_ADDRESS; i++) {
            if (i >= end) {
                return 0;
            }
            link = link << 8 | (bytes[i] & 0xFF);
            if ((bytes[i] & 1) != 0) { // the extension bit marks the last byte
                return i + 1;
            }
        }
        return -1;
    }

    private static State incompleteOrAbsent(int control) {
        return control == 0 ? State.INCOMPLETE : State.ABSENT;
    }

    private State check(byte[] bytes, int format, int checksumAt, int end) {
        int headerLength = checksumAt - format;
        informationAt = checksumAt + CHECKSUM_BYTES;
        if (length == headerLength + CHECKSUM_BYTES) {
            return State.SOUND; // carries nothing: the FCS is the only checksum
        }
        if (length < headerLength + 2 * CHECKSUM_BYTES) {
            return State.ABSENT;
        }
        if (informationAt > end) {
            return State.INCOMPLETE;
        }
        return Crc16.X25.of(bytes, format, headerLength) == checksum(bytes, checksumAt) ? State.SOUND : State.DAMAGED;
    }

    /** Low byte first, as X-25 has it. */
    static int checksum(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }
}
