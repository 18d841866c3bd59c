package org.polymeter.codec.p1;

/**
 * Reads identifiers and messages, which P1 prints as hex digits of their characters; some meters
 * print the characters themselves, and captures have masked digits.
 */
final class P1Text {

    /** A telegram is no longer than that, so no text is. */
    private byte[] bytes = new byte[2048];

    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Decoded if it is hex and every character is printable, else as printed. */
    void readIdentifier(byte[] source, int from, int to) {
        if (!unhex(source, from, to) || !isPrintable()) {
            copy(source, from, to);
        }
    }

    /** Decoded if it is hex, in whatever character set, and without the padding at its end. */
    void readMessage(byte[] source, int from, int to) {
        if (!unhex(source, from, to)) {
            copy(source, from, to);
        }
        while (length > 0 && padding() > 0) {
            length -= padding();
        }
    }

    /** Line ends may stand anywhere: the examples of the standard break long messages. */
    private boolean unhex(byte[] source, int from, int to) {
        reserve(to - from);
        int digits = 0;
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Hex.digit(source[i]);
            if (digit >= 0) {
                value = (value << 4) | digit;
                digits++;
                if (digits % 2 == 0) {
                    bytes[digits / 2 - 1] = (byte) value;
                }
            } else if (!Marks.isLineEnd(source[i])) {
                return false;
            }
        }
        length = digits / 2;
        return digits % 2 == 0;
    }

    private void copy(byte[] source, int from, int to) {
        reserve(to - from);
        length = 0;
        for (int i = from; i < to; i++) {
            if (!Marks.isLineEnd(source[i])) {
                bytes[length++] = source[i];
            }
        }
    }

    private boolean isPrintable() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return false;
            }
        }
        return true;
    }

    /** Length of the padding character at the end: space, NUL, FF, or FF turned into U+FFFD. */
    private int padding() {
        byte last = bytes[length - 1];
        if (last == ' ' || last == 0 || last == (byte) 0xFF) {
            return 1;
        }
        boolean replaced = last == (byte) 0xBD
                && length >= 3
                && bytes[length - 2] == (byte) 0xBF
                && bytes[length - 3] == (byte) 0xEF;
        return replaced ? 3 : 0;
    }

    private void reserve(int size) {
        if (bytes.length < size) {
            bytes = new byte[size];
        }
    }
}
