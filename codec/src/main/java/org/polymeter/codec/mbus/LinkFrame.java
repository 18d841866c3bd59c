package org.polymeter.codec.mbus;

/** The shapes of EN 13757-2, 5.5, at one place of a buffer. */
final class LinkFrame {

    static final int START = 0x68;
    static final int SHORT_START = 0x10;
    static final int STOP = 0x16;
    static final int ACKNOWLEDGE = 0xE5;

    static final int SHORT_BYTES = 5;

    /** Start, length, length, start. */
    static final int HEADER_BYTES = 4;

    /** All that L does not count: the header, the checksum, the stop byte. */
    static final int OVERHEAD_BYTES = HEADER_BYTES + 2;

    /** C, A and CI. */
    static final int LEAST_LENGTH = 3;

    /** What the length field counts up to; one firmware sends more and lets it overflow. */
    private static final int OVERFLOW = 256;

    /** No smaller length is sent by a meter that pushes, so it may be one that has overflowed. */
    private static final int LEAST_PUSH = 5;

    /** What stands at a place. */
    enum Found {
        /** No frame. */
        NOTHING,
        /** It may become a frame. */
        INCOMPLETE,
        /** Stands on its feet but its checksum is wrong. */
        DAMAGED,
        /** The header promised a frame; where it should end it does not. */
        ENDLESS,
        /** A short frame, or a long one. */
        INTACT
    }

    /** Bytes from C to the last one before the checksum; valid if INTACT, DAMAGED or ENDLESS. */
    private int length;

    int length() {
        return length;
    }

    /** A frame of five bytes, which only supervises the link. */
    static Found tryShort(byte[] bytes, int at, int end) {
        if (at + SHORT_BYTES > end) {
            return Found.INCOMPLETE;
        }
        boolean intact = bytes[at + 4] == STOP && (byte) (bytes[at + 1] + bytes[at + 2]) == bytes[at + 3];
        return intact ? Found.INTACT : Found.NOTHING;
    }

    /** A control or long frame. */
    Found tryLong(byte[] bytes, int at, int end) {
        if (!opens(bytes, at, end)) {
            return Found.NOTHING;
        }
        if (at + HEADER_BYTES > end) {
            return Found.INCOMPLETE;
        }
        int stated = bytes[at + 1] & 0xFF;
        length = stated;
        if (stated >= LEAST_LENGTH) {
            Found found = tryLength(bytes, at, end);
            if (found == Found.INTACT || found == Found.INCOMPLETE) {
                return found;
            }
            if (found == Found.DAMAGED && stated >= LEAST_PUSH) {
                return found;
            }
        }
        length = stated + OVERFLOW;
        Found found = tryLength(bytes, at, end);
        if (found == Found.INTACT || found == Found.INCOMPLETE) {
            return found;
        }
        length = Math.max(stated, LEAST_LENGTH);
        return Found.ENDLESS;
    }

    /** Whether the bytes that are there do not contradict a header. */
    private static boolean opens(byte[] bytes, int at, int end) {
        return (at + 2 >= end || bytes[at + 1] == bytes[at + 2]) && (at + 3 >= end || bytes[at + 3] == START);
    }

    private Found tryLength(byte[] bytes, int at, int end) {
        int past = at + length + OVERHEAD_BYTES;
        if (past > end) {
            return Found.INCOMPLETE;
        }
        if (bytes[past - 1] != STOP) {
            return Found.ENDLESS;
        }
        int sum = 0;
        for (int i = at + HEADER_BYTES; i < past - 2; i++) {
            sum += bytes[i];
        }
        return (byte) sum == bytes[past - 2] ? Found.INTACT : Found.DAMAGED;
    }
}
