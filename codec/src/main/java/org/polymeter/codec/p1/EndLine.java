package org.polymeter.codec.p1;

/**
 * The rest of a telegram's last line, byte by byte: up to four hex digits of any case, padding, and
 * a line end. Devices leave out leading zeros, all digits, or the line feed.
 */
final class EndLine {

    private static final int MOST_DIGITS = 4;
    private static final int MOST_PADDING = 2;

    private int digits;
    private int checksum;
    private int padding;
    private boolean returned;
    private boolean complete;

    void clear() {
        digits = 0;
        checksum = 0;
        padding = 0;
        returned = false;
        complete = false;
    }

    /** Takes a byte, or leaves it because it cannot belong to the line. */
    boolean takes(byte b) {
        if (b == '\n') {
            complete = true;
        } else if (returned) {
            return false;
        } else if (b == '\r') {
            returned = true;
        } else if (Marks.isPadding(b) && padding < MOST_PADDING) {
            padding++;
        } else {
            return padding == 0 && digits < MOST_DIGITS && takesDigit(b);
        }
        return true;
    }

    private boolean takesDigit(byte b) {
        int digit = Hex.digit(b);
        if (digit < 0) {
            return false;
        }
        checksum = (checksum << 4) | digit;
        digits++;
        return true;
    }

    /** Whether the line feed has come. */
    boolean isComplete() {
        return complete;
    }

    /** Whether a line end of any kind has come. */
    boolean isEnded() {
        return complete || returned;
    }

    boolean hasChecksum() {
        return digits > 0;
    }

    int checksum() {
        return checksum;
    }
}
