package org.polymeter.gateway.bundle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Invents a value for each that reveals something: of the same length, digits for digits and letters for letters, and
 * always the same for the same one, in whatever spelling it comes. The way back is a secret that nobody keeps.
 */
final class Pseudonyms {

    private static final int SECRET_BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    /** Three letters of the maker, four digits of the type, the number (Blue Book 6.4.2). */
    private static final Pattern DEVICE_NAME = Pattern.compile("[A-Z]{3}\\d{10,13}");

    private static final int MAKER_AND_TYPE = 7;

    /** Texts without letters and digits stay as they are. */
    private static final int ATTEMPTS = 3;

    private final Mac mac;
    private final Map<String, String> invented = new HashMap<>();
    private final Set<String> originals = new LinkedHashSet<>();

    Pseudonyms() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        try {
            mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    /** All that was replaced until now. */
    Set<String> originals() {
        return Collections.unmodifiableSet(originals);
    }

    /** A text, or the digits of a number. What consists of one character only says nothing and stays. */
    String text(String original) {
        if (original.chars().distinct().count() < 2) {
            return original;
        }
        originals.add(original);
        originals.add(original.substring(kept(original)));
        return invented.computeIfAbsent(original, this::invent);
    }

    /** Text that may be spelled in hex digits, as DSMR does with identifiers and messages. */
    String perhapsHex(String original) {
        boolean isHex = original.length() % 2 == 0 && original.length() >= 4 && original.matches("[0-9A-Fa-f]+");
        if (!isHex) {
            return text(original);
        }
        byte[] bytes = HexFormat.of().parseHex(original);
        if (!isPrintable(bytes)) {
            return text(original);
        }
        String replaced = HexFormat.of().formatHex(octets(bytes));
        return original.equals(original.toLowerCase(Locale.ROOT)) ? replaced : replaced.toUpperCase(Locale.ROOT);
    }

    /** Octets that are text, or a number of a maker's own: three letters of the maker stay, and what is before. */
    byte[] octets(byte[] original) {
        if (isPrintable(original)) {
            return text(new String(original, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] replaced = original.clone();
        int from = pastMaker(original);
        for (int group = from; group < original.length; group += Integer.BYTES) {
            int end = Math.min(original.length, group + Integer.BYTES);
            number(replaced, original.length - (end - from), original.length - (group - from));
        }
        return replaced;
    }

    /** A number of four bytes, the highest first. */
    byte[] number(byte[] original) {
        byte[] replaced = original.clone();
        number(replaced, 0, replaced.length);
        return replaced;
    }

    /** Whether bytes are a text that people can read. */
    static boolean isPrintable(byte[] bytes) {
        for (byte each : bytes) {
            if (each < ' ' || each > '~') {
                return false;
            }
        }
        return true;
    }

    /** Four bytes that spell eight digits when they are read as a number are those digits elsewhere. */
    private void number(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        boolean isDecimal = to - from == Integer.BYTES && value < 100_000_000 && value > 0;
        if (isDecimal) {
            value = Long.parseLong(text("%08d".formatted(value)));
            for (int i = to - 1; i >= from; i--) {
                bytes[i] = (byte) value;
                value >>= 8;
            }
        } else {
            String name = HexFormat.of().formatHex(bytes, from, to);
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.US_ASCII));
            for (int i = from; i < to; i++) {
                bytes[i] = (byte) (1 + Math.floorMod(hash[i - from], 0x19)); // never a mark or an escape of a link
            }
        }
    }

    private static int pastMaker(byte[] bytes) {
        for (int i = 0; i + 3 < bytes.length && i < 3; i++) {
            if (isLetter(bytes[i]) && isLetter(bytes[i + 1]) && isLetter(bytes[i + 2])) {
                return i + 3;
            }
        }
        return Math.min(1, bytes.length - 1);
    }

    private static boolean isLetter(byte each) {
        return (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z');
    }

    private String invent(String original) {
        int kept = kept(original);
        String other = original;
        for (int attempt = 0; attempt < ATTEMPTS && other.equals(original); attempt++) {
            StringBuilder text = new StringBuilder(original.substring(0, kept));
            byte[] hash = new byte[0];
            for (int i = kept; i < original.length(); i++) {
                if ((i - kept) % SECRET_BYTES == 0) {
                    hash = mac.doFinal((original + "/" + i + "/" + attempt).getBytes(StandardCharsets.UTF_8));
                }
                text.append(invent(original.charAt(i), hash[(i - kept) % SECRET_BYTES] & 0xFF));
            }
            other = text.toString();
        }
        return other;
    }

    /** By maker and type, the beginning of a logical device name, the right tables are found. */
    private static int kept(String original) {
        return DEVICE_NAME.matcher(original).matches() ? MAKER_AND_TYPE : 0;
    }

    private static char invent(char each, int random) {
        if (each >= '0' && each <= '9') {
            return (char) ('0' + random % 10);
        }
        if (each >= 'a' && each <= 'z') {
            return (char) ('a' + random % 26);
        }
        return each >= 'A' && each <= 'Z' ? (char) ('A' + random % 26) : each;
    }
}
