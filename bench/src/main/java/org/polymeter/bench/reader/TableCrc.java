package org.polymeter.bench.reader;

/**
 * The yardstick: CRC-16/ARC with a table of bytes, as everybody writes it. Times are compared across
 * machines as multiples of what it takes for 1 KiB.
 */
public final class TableCrc implements Reader {

    private static final int POLYNOMIAL = 0xA001;

    private final int[] table = new int[256];

    public TableCrc() {
        for (int i = 0; i < table.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) * POLYNOMIAL);
            }
            table[i] = crc;
        }
    }

    @Override
    public long read(byte[] bytes) {
        int crc = 0;
        for (byte b : bytes) {
            crc = (crc >>> 8) ^ table[(crc ^ b) & 0xFF];
        }
        return crc;
    }

    @Override
    public int values() {
        return 0;
    }
}
