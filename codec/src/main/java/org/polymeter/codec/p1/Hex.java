package org.polymeter.codec.p1;

/** Hex digits of either case, as bytes. */
final class Hex {

    private static final byte[] DIGITS = digits();

    private Hex() {}

    /** 0 to 15, or -1 if the byte is no hex digit. */
    static int digit(byte b) {
        return DIGITS[b & 0xFF];
    }

    private static byte[] digits() {
        byte[] digits = new byte[256];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) (i < 128 ? Character.digit(i, 16) : -1);
        }
        return digits;
    }
}
