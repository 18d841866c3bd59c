package org.polymeter.codec.bytes;

/** The reflected 16-bit CRCs that meters use. */
public final class Crc16 {

    /** DSMR P1. */
    public static final Crc16 ARC = new Crc16(0xA001, 0x0000, 0x0000);

    /** HDLC and SML. */
    public static final Crc16 X25 = new Crc16(0x8408, 0xFFFF, 0xFFFF);

    /** Some SML meters, in place of X-25. */
    public static final Crc16 KERMIT = new Crc16(0x8408, 0x0000, 0x0000);

    private final int[] table = new int[256];
    private final int[] indexByHighByte = new int[256];
    private final int initial;
    private final int finalXor;

    private Crc16(int reflectedPolynomial, int initial, int finalXor) {
        this.initial = initial;
        this.finalXor = finalXor;
        for (int i = 0; i < 256; i++) {
            int remainder = i;
            for (int bit = 0; bit < 8; bit++) {
                remainder = (remainder >>> 1) ^ ((remainder & 1) * reflectedPolynomial);
            }
            table[i] = remainder;
            indexByHighByte[remainder >>> 8] = i;
        }
    }

    public int of(byte[] bytes, int offset, int length) {
        int crc = initial;
        for (int i = offset; i < offset + length; i++) {
            crc = (crc >>> 8) ^ table[(crc ^ bytes[i]) & 0xFF];
        }
        return crc ^ finalXor;
    }

    /** Undoes one step: the register before {@code last} was taken in, given the one after it. */
    public int before(int register, byte last) {
        int index = indexByHighByte[register >>> 8];
        return ((register ^ table[index]) & 0xFF) << 8 | (index ^ (last & 0xFF));
    }
}
