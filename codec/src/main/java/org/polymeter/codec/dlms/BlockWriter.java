package org.polymeter.codec.dlms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The inverse of {@link BlockJoiner}: cuts an APDU into blocks of a general-block-transfer. */
public final class BlockWriter {

    private static final int STREAMING = 0x40;
    private static final int LAST = 0x80;

    private BlockWriter() {}

    /**
     * Cuts an APDU; the link header stands before the first block only.
     *
     * @param sizes bytes of data in the first, second, … block; the last size holds for all others
     */
    public static List<byte[]> blocks(byte[] apdu, int... sizes) {
        List<byte[]> blocks = new ArrayList<>();
        int from = 0;
        while (from < apdu.length || blocks.isEmpty()) {
            int number = blocks.size() + 1;
            int to = Math.min(apdu.length, from + sizes[Math.min(number, sizes.length) - 1]);
            byte[] data = Arrays.copyOfRange(apdu, from, to);
            blocks.add(block(number, to == apdu.length, data));
            from = to;
        }
        return blocks;
    }

    private static byte[] block(int number, boolean last, byte[] data) {
        return new DataWriter()
                .u8(ApduTag.GENERAL_BLOCK_TRANSFER)
                .u8(last ? STREAMING | LAST : STREAMING)
                .plain(number, 2)
                .plain(0, 2) // acknowledged
                .length(data.length)
                .raw(data)
                .toBytes();
    }
}
