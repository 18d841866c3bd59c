package org.polymeter.codec;

/** The last bytes of a stream, so that what was rejected can be shown. */
final class Tape {

    private static final int SIZE = 16 * 1024;

    private final byte[] ring = new byte[SIZE];
    private long position;

    void record(byte[] bytes, int offset, int length) {
        int kept = Math.min(length, SIZE);
        int from = offset + length - kept;
        int at = (int) ((position + length - kept) % SIZE);
        int first = Math.min(kept, SIZE - at);
        System.arraycopy(bytes, from, ring, at, first);
        System.arraycopy(bytes, from + first, ring, 0, kept - first);
        position += length;
    }

    /** The bytes from a stream offset on; those that were overwritten are left out. */
    byte[] copy(long streamOffset, int length) {
        long from = Math.max(streamOffset, position - SIZE);
        int count = (int) Math.max(0, Math.min(streamOffset + length, position) - from);
        byte[] copy = new byte[count];
        for (int i = 0; i < count; i++) {
            copy[i] = ring[(int) ((from + i) % SIZE)];
        }
        return copy;
    }
}
