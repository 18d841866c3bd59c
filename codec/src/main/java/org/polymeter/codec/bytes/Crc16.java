package org.polymeter.codec.bytes;

import static org.polymeter.codec.bytes.ByteView.lowFirst;

/**
 * The reflected 16-bit CRCs that meters use.
 *
 * <p>Long inputs are folded eight bytes at a time. Squaring a polynomial over GF(2) doubles its
 * exponents and adds no term, so a word may be taken out of the message if it is xored in a few
 * fixed distances further on: for X-25, x²⁵⁶ ≡ x¹⁹² + x⁸⁰ + 1 says 64, 176 and 256 bits. What is
 * left at the end, and short inputs, go through tables (slicing by 8).
 */
public final class Crc16 {

    /** DSMR P1. */
    public static final Crc16 ARC = new Crc16(0xA001, 0x0000, 0x0000);

    /** HDLC and SML. */
    public static final Crc16 X25 = new Crc16(0x8408, 0xFFFF, 0xFFFF);

    /** Some SML meters, in place of X-25. */
    public static final Crc16 KERMIT = new Crc16(0x8408, 0x0000, 0x0000);

    private static final int WORD_BYTES = Long.BYTES;

    /** A folded word reaches four words further on. */
    private static final int REACH = 4 * WORD_BYTES;

    private static final int ARC_POLYNOMIAL = 0xA001;

    /** The polynomial of ARC is (x + 1)(x¹⁵ + x + 1); this is its second factor. */
    private static final int ARC_WITHOUT_PARITY = 0xC001;

    private final int polynomial;
    private final char[] tables = new char[WORD_BYTES * 256]; // of a byte with 0 to 7 zero bytes behind it
    private final int[] indexByHighByte = new int[256];
    private final int initial;
    private final int finalXor;

    private Crc16(int reflectedPolynomial, int initial, int finalXor) {
        this.polynomial = reflectedPolynomial;
        this.initial = initial;
        this.finalXor = finalXor;
        for (int i = 0; i < 256; i++) {
            int remainder = i;
            for (int bit = 0; bit < 8; bit++) {
                remainder = (remainder >>> 1) ^ ((remainder & 1) * reflectedPolynomial);
            }
            tables[i] = (char) remainder;
            indexByHighByte[remainder >>> 8] = i;
        }
        for (int i = 256; i < tables.length; i++) {
            int remainder = tables[i - 256];
            tables[i] = (char) ((remainder >>> 8) ^ tables[remainder & 0xFF]);
        }
    }

    public int of(byte[] bytes, int offset, int length) {
        int crc;
        if (length < REACH + WORD_BYTES) {
            crc = byTables(initial, bytes, offset, offset + length);
        } else if (polynomial == ARC_POLYNOMIAL) {
            crc = foldedArc(bytes, offset, offset + length);
        } else {
            crc = folded(bytes, offset, offset + length);
        }
        return crc ^ finalXor;
    }

    /** Undoes one step: the register before {@code last} was taken in, given the one after it. */
    public int before(int register, byte last) {
        int index = indexByHighByte[register >>> 8];
        return ((register ^ tables[index]) & 0xFF) << 8 | (index ^ (last & 0xFF));
    }

    /** x²⁵⁶ ≡ x¹⁹² + x⁸⁰ + 1: a word goes 64, 176 and 256 bits further on. */
    private int folded(byte[] bytes, int from, int to) {
        long next = initial; // what earlier words have left for the next word, and for those behind it
        long second = 0;
        long third = 0;
        long fourth = 0;
        int i = from;
        for (; i <= to - REACH - WORD_BYTES; i += WORD_BYTES) {
            long word = lowFirst(bytes, i) ^ next;
            next = second ^ word;
            second = third ^ (word << 48);
            third = fourth ^ (word >>> 16);
            fourth = word;
        }
        return end(bytes, i, to, next, second, third, fourth);
    }

    /**
     * Modulo x¹⁵ + x + 1 it is x²⁴⁰ ≡ x¹⁶ + 1: a word goes 224 and 240 bits further on. The other
     * factor, x + 1, says that the remainder has the parity of the message.
     */
    private int foldedArc(byte[] bytes, int from, int to) {
        long next = 0;
        long second = 0;
        long third = 0;
        long fourth = 0;
        long sum = 0;
        int i = from;
        for (; i <= to - REACH - WORD_BYTES; i += WORD_BYTES) {
            long word = lowFirst(bytes, i);
            sum ^= word;
            word ^= next;
            next = second;
            second = third;
            third = fourth ^ (word << 32) ^ (word << 48);
            fourth = (word >>> 32) ^ (word >>> 16);
        }
        sum ^= lowFirst(bytes, i) ^ lowFirst(bytes, i + 8) ^ lowFirst(bytes, i + 16) ^ lowFirst(bytes, i + 24);
        int crc = end(bytes, i, to, next, second, third, fourth);
        for (int j = i + REACH; j < to; j++) {
            sum ^= bytes[j] & 0xFF;
        }
        boolean sameParity = ((Long.bitCount(sum) ^ Integer.bitCount(crc)) & 1) == 0;
        return sameParity ? crc : crc ^ ARC_WITHOUT_PARITY;
    }

    /** The last four words, with what earlier ones have left for them, and the bytes behind. */
    private int end(byte[] bytes, int i, int to, long first, long second, long third, long fourth) {
        int crc = step(lowFirst(bytes, i) ^ first);
        crc = step(lowFirst(bytes, i + 8) ^ second ^ crc);
        crc = step(lowFirst(bytes, i + 16) ^ third ^ crc);
        crc = step(lowFirst(bytes, i + 24) ^ fourth ^ crc);
        return byTables(crc, bytes, i + REACH, to);
    }

    private int byTables(int register, byte[] bytes, int from, int to) {
        int crc = register;
        int i = from;
        for (; i <= to - WORD_BYTES; i += WORD_BYTES) {
            crc = step(lowFirst(bytes, i) ^ crc);
        }
        for (; i < to; i++) {
            crc = (crc >>> 8) ^ tables[(crc ^ bytes[i]) & 0xFF];
        }
        return crc;
    }

    /** Eight bytes at once; the register has been xored into the first two. */
    private int step(long word) {
        int low = (int) word;
        int high = (int) (word >>> 32);
        return tables[7 << 8 | (low & 0xFF)]
                ^ tables[6 << 8 | (low >>> 8 & 0xFF)]
                ^ tables[5 << 8 | (low >>> 16 & 0xFF)]
                ^ tables[4 << 8 | low >>> 24]
                ^ tables[3 << 8 | (high & 0xFF)]
                ^ tables[2 << 8 | (high >>> 8 & 0xFF)]
                ^ tables[1 << 8 | (high >>> 16 & 0xFF)]
                ^ tables[high >>> 24];
    }
}
