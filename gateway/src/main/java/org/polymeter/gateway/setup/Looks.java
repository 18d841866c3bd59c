package org.polymeter.gateway.setup;

/** What bytes look like at a glance, for people who wait; proves nothing. */
enum Looks {
    NOTHING,
    TEXT,
    HDLC,
    MBUS,
    SML,
    SEALED,
    NOISE;

    private static final int ENOUGH = 8;
    private static final int MOST_OTHER = 5; // per cent of what is called text

    static Looks of(byte[] bytes) {
        if (bytes.length == 0) {
            return NOTHING;
        }
        if (bytes.length >= ENOUGH && 100 * others(bytes) <= MOST_OTHER * bytes.length) {
            return TEXT;
        }
        for (int at = 0; at + 3 < bytes.length; at++) {
            int first = bytes[at] & 0xFF;
            if (first == 0x1B && bytes[at + 1] == 0x1B && bytes[at + 2] == 0x1B && bytes[at + 3] == 0x1B) {
                return SML;
            }
            if (first == 0x68 && bytes[at + 3] == 0x68 && bytes[at + 1] == bytes[at + 2]) {
                return MBUS;
            }
            if (first == 0x7E && (bytes[at + 1] & 0xF0) == 0xA0) {
                return HDLC;
            }
            if (first == 0xDB && bytes[at + 1] == 0x08 && isCapital(bytes[at + 2]) && isCapital(bytes[at + 3])) {
                return SEALED;
            }
        }
        return NOISE;
    }

    private static boolean isCapital(byte character) {
        return character >= 'A' && character <= 'Z';
    }

    private static int others(byte[] bytes) {
        int others = 0;
        for (byte character : bytes) {
            boolean text = (character >= ' ' && character <= '~') || character == '\r' || character == '\n';
            others += text ? 0 : 1;
        }
        return others;
    }
}
