package org.polymeter.codec.readout;

/** The control characters of IEC 62056-21, 6.3, and the two characters that begin and end a readout. */
final class Control {

    static final int SOH = 0x01;
    static final int STX = 0x02;
    static final int ETX = 0x03;
    static final int EOT = 0x04;
    static final int ACK = 0x06;
    static final int SLASH = '/';
    static final int BANG = '!';

    /** A character has seven bits, and where the line's parity bit came along, it is the eighth. */
    private static final int SEVEN_BITS = 0x7F;

    private static final int DELETE = 0x7F;
    private static final int FIRST_OF_LATIN_1 = 0xA0;

    private Control() {}

    /** The character without its parity bit. */
    static int character(byte b) {
        return b & SEVEN_BITS;
    }

    /** Whether the byte can be seven data bits and even parity. */
    static boolean isEven(byte b) {
        return Integer.bitCount(b & 0xFF) % 2 == 0;
    }

    static boolean isLineEnd(int c) {
        return c == '\r' || c == '\n';
    }

    /** Whether it may stand in a line. */
    static boolean isText(int c) {
        return (c >= ' ' && c < DELETE) || c >= FIRST_OF_LATIN_1 || c == '\t';
    }

    /** What meters, readers and converters send between readouts: line ends, wake-up characters, blanks. */
    static boolean isFiller(int c) {
        return isLineEnd(c) || c == 0 || c == ' ' || c == ACK;
    }
}
