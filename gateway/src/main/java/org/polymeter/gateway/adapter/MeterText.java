package org.polymeter.gateway.adapter;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How adapters write down what a meter calls itself (docs/profile.md, Identity). */
final class MeterText {

    /** Hex digits; a shorter number may well be a plain serial, such as {@code 72913313}. */
    private static final int SHORTEST_HEX = 14;

    private MeterText() {}

    /**
     * {@code 3130343837303239} is {@code 10487029}: hex is decoded if it is long enough and every byte is
     * a letter or digit; any other text stays as it is.
     */
    static String identity(String text) {
        String trimmed = text.trim();
        if (trimmed.length() < SHORTEST_HEX || !isHex(trimmed)) {
            return trimmed;
        }
        byte[] bytes = HexFormat.of().parseHex(trimmed);
        for (byte b : bytes) {
            if (b < 0 || !Character.isLetterOrDigit(b)) {
                return trimmed;
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** The bytes of an octet-string that is hex by definition; of other text its own. */
    static byte[] octets(String text) {
        return isHex(text) ? HexFormat.of().parseHex(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String text) {
        return text.length() % 2 == 0 && !text.isEmpty() && text.chars().allMatch(HexFormat::isHexDigit);
    }
}
