package org.polymeter.gateway.capture;

import java.io.InputStream;
import java.util.Base64;

/** Reads bytes that are written as base64, as JSON and e-mail carry them. */
final class Base64Text {

    /** Shorter text is a word. */
    private static final int SHORTEST = 24;

    /** What frames begin with: P1, HDLC, M-Bus, SML, TIC and readouts, DLMS, JSON. */
    private static final String BEGINNINGS = "/~h\u001B\u0002\u000F\u00DB\u00E6{";

    private Base64Text() {}

    /** Whether it can be nothing else: the right letters, and a frame begins in it. {@code head}: of the text. */
    static boolean looksLike(String head) {
        String letters = head.replaceAll("\\s", "");
        if (letters.length() < SHORTEST || !letters.matches("[A-Za-z0-9+/]+={0,2}")) {
            return false;
        }
        byte[] first = Base64.getDecoder().decode(letters.substring(0, 4));
        return first.length > 0 && BEGINNINGS.indexOf(first[0] & 0xFF) >= 0;
    }

    /** The bytes; line ends do not matter. */
    static InputStream bytes(InputStream text) {
        return Base64.getMimeDecoder().wrap(text);
    }
}
