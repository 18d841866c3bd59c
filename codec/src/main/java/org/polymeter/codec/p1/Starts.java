package org.polymeter.codec.p1;

import org.polymeter.codec.bytes.Crc16;

/**
 * Finds where a telegram really began when bytes of a broken one stand before it, so that its own
 * slash is in the middle of a line.
 */
final class Starts {

    static final int NONE = -1;

    /** The standard allows 16 characters; meters print up to 30. */
    private static final int LONGEST_IDENTIFICATION = 80;

    private Starts() {}

    /**
     * Runs the checksum backwards from its printed value: where it reaches its initial zero at a
     * slash, a telegram with this checksum begins. One pass, however many slashes there are.
     *
     * @param restored reckon with CR LF where the bytes have LF alone
     * @return where the telegram begins, or NONE
     */
    static int byChecksum(byte[] bytes, int from, int end, int checksum, boolean restored) {
        int crc = checksum;
        for (int i = end - 1; i >= from; i--) {
            crc = Crc16.ARC.before(crc, bytes[i]);
            if (restored && bytes[i] == '\n' && (i == from || bytes[i - 1] != '\r')) {
                crc = Crc16.ARC.before(crc, (byte) '\r');
            }
            if (crc == 0 && bytes[i] == Marks.START && (i == from || isNamed(bytes, i, end))) {
                return i;
            }
        }
        return NONE;
    }

    /** The last slash that a whole identification and an empty line follow, or NONE. */
    static int byIdentification(byte[] bytes, int from, int end) {
        for (int i = end - 1; i >= from; i--) {
            if (bytes[i] == Marks.START && isIdentification(bytes, i, end)) {
                return i;
            }
        }
        return NONE;
    }

    /** Whether three letters follow the slash, as manufacturer codes are. */
    static boolean isNamed(byte[] bytes, int slash, int end) {
        return slash + 3 < end
                && isLetter(bytes[slash + 1])
                && isLetter(bytes[slash + 2])
                && isLetter(bytes[slash + 3]);
    }

    private static boolean isIdentification(byte[] bytes, int slash, int end) {
        if (!isNamed(bytes, slash, end)) {
            return false;
        }
        int limit = Math.min(end, slash + LONGEST_IDENTIFICATION);
        int i = slash + 4;
        while (i < limit && !Marks.isLineEnd(bytes[i])) {
            i++;
        }
        int second = pastLineEnd(bytes, i, end);
        return second > i && pastLineEnd(bytes, second, end) > second;
    }

    private static int pastLineEnd(byte[] bytes, int from, int end) {
        int i = from < end && bytes[from] == '\r' ? from + 1 : from;
        return i < end && bytes[i] == '\n' ? i + 1 : from;
    }

    private static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }
}
