package org.polymeter.codec.security;

/**
 * What the header of a sealed message says in clear (Green Book 9.2.7, general-glo-ciphering).
 *
 * @param cipher how it is sealed; only AES-GCM has the other three
 * @param systemTitle of the sender, upper-case hex of 8 bytes: three letters of the maker, then a
 *     serial number; empty if none is sent. Personal data: for tools, not for logs
 * @param securityControl bits 0..3 suite, 10 authenticated, 20 encrypted, 40 broadcast key, 80
 *     compressed
 * @param frameCounter counts the messages under one key, 0..2^32-1
 */
public record Ciphering(Cipher cipher, String systemTitle, int securityControl, long frameCounter) {

    /** How a message is sealed. */
    public enum Cipher {
        /** DLMS, security suites 0 to 2. */
        AES_GCM("aes-gcm"),
        /** Encryption mode 5 of M-Bus records (EN 13757-7): no title, no counter, no tag. */
        AES_CBC_MODE_5("aes-cbc-mode-5");

        private final String word;

        Cipher(String word) {
            this.word = word;
        }

        /** As programs are told. */
        public String word() {
            return word;
        }
    }

    /** Of M-Bus records in encryption mode 5. */
    public static final Ciphering MODE_5 = new Ciphering(Cipher.AES_CBC_MODE_5, "", 0, 0);

    /** Of a DLMS message. */
    public Ciphering(String systemTitle, int securityControl, long frameCounter) {
        this(Cipher.AES_GCM, systemTitle, securityControl, frameCounter);
    }

    /** Whether it has a system title, security control and frame counter. */
    public boolean isGcm() {
        return cipher == Cipher.AES_GCM;
    }

    /** The first three letters of the system title, such as {@code KFM}; empty if they are none. */
    public String maker() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 3 && systemTitle.length() >= 6; i++) {
            int letter = Integer.parseInt(systemTitle, 2 * i, 2 * i + 2, 16);
            if (!SealedMessage.isLetter((byte) letter)) {
                return "";
            }
            letters.append((char) letter);
        }
        return letters.toString();
    }

    /** Without the serial number. */
    @Override
    public String toString() {
        return !isGcm()
                ? "Ciphering[" + cipher.word() + "]"
                : "Ciphering[maker %s, security control %02X, frame counter %d]"
                        .formatted(maker(), securityControl, frameCounter);
    }
}
