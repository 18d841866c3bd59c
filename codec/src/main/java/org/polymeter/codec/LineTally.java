package org.polymeter.codec;

/**
 * Counts what shows whether a line is set as its meter sends. The shares are those of bytes that
 * wrong settings are known to produce; they are hints and decide nothing.
 */
final class LineTally {

    private static final int ENOUGH = 16; // fewer bytes show nothing
    private static final int RUN = 4; // of printable characters: chance seldom makes one

    private final long[] counts = new long[256];
    private long total;
    private int run;
    private long runs;

    void count(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            counts[bytes[i] & 0xFF]++;
            run = isPrintable(bytes[i]) ? run + 1 : 0;
            runs += run == RUN ? 1 : 0;
        }
        total += length;
    }

    long total() {
        return total;
    }

    /** Per cent of bytes that are printable ASCII or line ends. */
    int printablePercent() {
        long sum = 0;
        for (int b = 0; b < 128; b++) {
            sum += isPrintable(b) ? counts[b] : 0;
        }
        return percent(sum);
    }

    /** Whether nearly all bytes are text with their parity in the top bit. */
    boolean isSevenBitText() {
        long text = 0;
        long even = 0;
        long top = 0;
        for (int b = 0; b < 256; b++) {
            text += isPrintable(b & 0x7F) ? counts[b] : 0;
            even += Integer.bitCount(b) % 2 == 0 ? counts[b] : 0;
            top += b > 127 ? counts[b] : 0;
        }
        return total >= ENOUGH && percent(text) > 95 && percent(even) > 95 && percent(top) > 20;
    }

    Symptom symptom(long damaged, long cut) {
        if (total == 0) {
            return Symptom.SILENT;
        }
        if (isSevenBitText()) {
            return Symptom.SEVEN_BITS;
        }
        if (2 * damaged > total) {
            return Symptom.DAMAGED;
        }
        if (2 * cut > total) {
            return Symptom.CUT;
        }
        if (total < ENOUGH) {
            return Symptom.UNKNOWN;
        }
        if (printablePercent() > 95) {
            return Symptom.TEXT;
        }
        if (percent(sum(0x00, 0x80, 0xF8)) > 80) {
            return Symptom.TOO_SLOW;
        }
        if (percent(sum(0xFF, 0xFE, 0x00, 0xF0, 0xEC, 0x60)) > 60) {
            return Symptom.INVERTED_OR_SPEED;
        }
        if (percent(sum(0x66, 0xE6, 0x9E, 0x98, 0x86, 0x78, 0x7E, 0x18, 0x1E, 0x06, 0x60, 0xE0, 0x80, 0xF8, 0x00))
                > 80) {
            return Symptom.TOO_FAST;
        }
        return highPercent() > 85 && runs == 0 ? Symptom.INVERTED : Symptom.UNKNOWN;
    }

    private int highPercent() {
        long sum = 0;
        for (int b = 128; b < 256; b++) {
            sum += counts[b];
        }
        return percent(sum);
    }

    private long sum(int... bytes) {
        long sum = 0;
        for (int b : bytes) {
            sum += counts[b];
        }
        return sum;
    }

    private int percent(long part) {
        return total == 0 ? 0 : (int) (100 * part / total);
    }

    private static boolean isPrintable(int b) {
        return (b >= ' ' && b <= '~') || b == '\r' || b == '\n' || b == '\t';
    }
}
