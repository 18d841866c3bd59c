package org.polymeter.codec.mbus;

import org.polymeter.codec.bytes.ByteView;

/** The shapes of EN 13757-2, 5.5, at one place of a buffer. */
final class LinkFrame {

    private static final long EVERY_OTHER = 0x00FF_00FF_00FF_00FFL;

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

    private int summedTo; // all before it has been added up at most once
    private byte[] running = new byte[0]; // [i]: the sum of the bytes from runningFrom to before i
    private int runningFrom;
    private int runningTo;

    int length() {
        return length;
    }

    /** Other bytes come, or the same elsewhere. */
    void forget() {
        summedTo = 0;
        runningFrom = 0;
        runningTo = 0;
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
        byte sum = sum(bytes, at + HEADER_BYTES, past - 2);
        return sum == bytes[past - 2] ? Found.INTACT : Found.DAMAGED;
    }

    /**
     * The sum of a stretch. One that overlaps what has been summed before, for a false start, is taken
     * from running sums: so no byte is added more than twice, however many starts stand before it.
     */
    private byte sum(byte[] bytes, int from, int to) {
        boolean overlaps = from < summedTo;
        summedTo = Math.max(summedTo, to);
        if (overlaps) {
            return runningSum(bytes, from, to);
        }
        long sums = 0; // of every other byte; four of 16 bits, which the longest frame does not fill
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = ByteView.lowFirst(bytes, i);
            sums += (word & EVERY_OTHER) + (word >>> Byte.SIZE & EVERY_OTHER);
        }
        long sum = sums + (sums >>> 16) + (sums >>> 32) + (sums >>> 48);
        for (; i < to; i++) {
            sum += bytes[i];
        }
        return (byte) sum;
    }

    private byte runningSum(byte[] bytes, int from, int to) {
        if (running.length <= bytes.length) {
            running = new byte[bytes.length + 1];
            runningFrom = 0;
            runningTo = 0;
        }
        if (from < runningFrom || from > runningTo) {
            runningFrom = from;
            runningTo = from;
            running[from] = 0;
        }
        for (; runningTo < to; runningTo++) {
            running[runningTo + 1] = (byte) (running[runningTo] + bytes[runningTo]);
        }
        return (byte) (running[to] - running[from]);
    }
}
