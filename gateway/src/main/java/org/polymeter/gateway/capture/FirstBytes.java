package org.polymeter.gateway.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Shows how bytes begin, and says what they look like. */
final class FirstBytes {

    private static final int SHOWN = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private FirstBytes() {}

    /** {@code 7E A0 2A 41}, or the text in quotes if it is one. */
    static String of(byte[] bytes) {
        int length = Math.min(SHOWN, bytes.length);
        String more = bytes.length > length ? " …" : "";
        if (length > 0 && isText(bytes, length)) {
            String text = new String(bytes, 0, length, StandardCharsets.US_ASCII);
            return '"' + text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t") + '"' + more;
        }
        return HEX.formatHex(bytes, 0, length) + more;
    }

    /** A sentence, or nothing. */
    static String looksLike(byte[] bytes) {
        if (starts(bytes, 0x1B, 0x1B, 0x1B, 0x1B)) {
            return "this looks like SML that lost bytes or its end";
        }
        if (bytes.length > 3 && starts(bytes, 0x68) && bytes[1] == bytes[2] && bytes[3] == 0x68) {
            return "this looks like M-Bus, of which something is damaged or missing";
        }
        if (starts(bytes, 0x7E)) {
            return "this looks like HDLC with a damaged header";
        }
        if (starts(bytes, 0x0F)) {
            return "this looks like a DLMS notification without its HDLC frame";
        }
        if (isEncrypted(bytes)) {
            return "this looks like an encrypted DLMS message without its frame";
        }
        if (starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF)) {
            return "this looks like text in UTF-16; save it as UTF-8";
        }
        if (bytes.length > 0 && isText(bytes, Math.min(SHOWN, bytes.length))) {
            return "this is text, but no telegram begins in it";
        }
        return "is this a meter's wire, and was the port set to the right speed and parity?";
    }

    /** General ciphering with a system title, as encrypted P1 and M-Bus meters send it. */
    static boolean isEncrypted(byte[] bytes) {
        return starts(bytes, 0xDB, 0x08);
    }

    private static boolean starts(byte[] bytes, int... with) {
        byte[] start = new byte[with.length];
        for (int i = 0; i < with.length; i++) {
            start[i] = (byte) with[i];
        }
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static boolean isText(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            boolean blank = bytes[i] == '\r' || bytes[i] == '\n' || bytes[i] == '\t';
            if (!blank && (bytes[i] < ' ' || bytes[i] > '~')) {
                return false;
            }
        }
        return true;
    }
}
