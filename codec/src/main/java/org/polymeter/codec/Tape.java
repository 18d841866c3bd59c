package org.polymeter.codec;

/** The last bytes of a stream, so that what was rejected can be shown. */
final class Tape {

    private static final int LONGEST = 16 * 1024;

    private byte[] ring = new byte[1024]; // grows as needed, by doubling
    private long start; // what stands before it is not needed any more
    private long oldest; // what stands before it is gone
    private long position;

    void record(byte[] bytes, int offset, int length) {
        makeRoomFor(length);
        int kept = Math.min(length, ring.length);
        position += length;
        put(bytes, offset + length - kept, kept);
    }

    /** What stands before a stream offset is in telegrams, or has been shown. */
    void forget(long before) {
        start = Math.max(start, Math.min(before, position));
    }

    /** The bytes from a stream offset on; those that were overwritten are left out. */
    byte[] copy(long streamOffset, int length) {
        long from = Math.max(streamOffset, Math.max(oldest, position - ring.length));
        int count = (int) Math.max(0, Math.min(streamOffset + length, position) - from);
        byte[] copy = new byte[count];
        for (int i = 0; i < count; i++) {
            copy[i] = ring[(int) ((from + i) % ring.length)];
        }
        return copy;
    }

    private void makeRoomFor(int length) {
        long needed = Math.min(position - start + length, LONGEST);
        if (needed > ring.length) {
            int size = ring.length;
            while (size < needed) {
                size *= 2;
            }
            byte[] held = copy(start, ring.length);
            oldest = position - held.length;
            ring = new byte[size];
            put(held, 0, held.length);
        }
    }

    /** Writes the bytes that end at the position. */
    private void put(byte[] bytes, int from, int count) {
        int at = (int) ((position - count) % ring.length);
        int first = Math.min(count, ring.length - at);
        System.arraycopy(bytes, from, ring, at, first);
        System.arraycopy(bytes, from + first, ring, 0, count - first);
    }
}
