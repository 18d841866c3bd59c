package org.polymeter.codec.security;

/**
 * What the header of a sealed message says in clear (Green Book 9.2.7, general-glo-ciphering).
 *
 * @param systemTitle of the sender, upper-case hex of 8 bytes: three letters of the maker, then a
 *     serial number; empty if none is sent. Personal data: for tools, not for logs
 * @param securityControl bits 0..3 suite, 10 authenticated, 20 encrypted, 40 broadcast key, 80
 *     compressed
 * @param frameCounter counts the messages under one key, 0..2^32-1
 */
public record Ciphering(String systemTitle, int securityControl, long frameCounter) {

    /** The first three letters of the system title, such as {@code KFM}; empty if they are none. */
    public String maker() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 3 && systemTitle.length() >= 6; i++) {
            int letter = Integer.parseInt(systemTitle, 2 * i, 2 * i + 2, 16);
            if (!Character.isLetter(letter)) {
                return "";
            }
            letters.append((char) letter);
        }
        return letters.toString();
    }

    /** Without the serial number. */
    @Override
    public String toString() {
        return "Ciphering[maker %s, security control %02X, frame counter %d]"
                .formatted(maker(), securityControl, frameCounter);
    }
}
