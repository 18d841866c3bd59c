package org.polymeter.codec.bytes;

import java.util.Arrays;

/** Bytes in the order they are written; grows as needed. */
public final class ByteWriter {

    private byte[] bytes = new byte[256];
    private int length;

    public int length() {
        return length;
    }

    public ByteWriter u8(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    /** Big-endian, one to eight bytes. */
    public ByteWriter number(long value, int size) {
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            u8((int) (value >>> shift));
        }
        return this;
    }

    public ByteWriter bytes(byte... more) {
        return bytes(more, 0, more.length);
    }

    public ByteWriter bytes(byte[] more, int offset, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        System.arraycopy(more, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Two bytes, low byte first, as HDLC and SML write checksums. */
    public ByteWriter checksum(int crc) {
        return u8(crc).u8(crc >>> 8);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
