package org.polymeter.gateway.bundle;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Searches bytes for what must not be in them, in the spellings that meters have. */
final class Leak {

    /** Shorter ones are everywhere by chance. */
    private static final int SHORTEST = 6;

    private static final int SHORTEST_PACKED = 8;

    private final Set<String> spellings = new LinkedHashSet<>();

    Leak(Set<String> secrets) {
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                spell(secret);
            }
        }
    }

    boolean isIn(byte[] bytes) {
        return isIn(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    boolean isIn(String text) {
        return spellings.stream().anyMatch(text::contains);
    }

    private void spell(String secret) {
        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.ISO_8859_1));
        spellings.add(secret);
        spellings.add(secret.toLowerCase(Locale.ROOT));
        spellings.add(hex);
        spellings.add(hex.toUpperCase(Locale.ROOT));
        boolean isPacked = secret.length() >= SHORTEST_PACKED && secret.length() % 2 == 0;
        if (isPacked && secret.chars().allMatch(each -> each >= '0' && each <= '9')) {
            byte[] packed = HexFormat.of().parseHex(secret);
            spellings.add(new String(packed, StandardCharsets.ISO_8859_1));
            spellings.add(new StringBuilder(new String(packed, StandardCharsets.ISO_8859_1))
                    .reverse()
                    .toString());
        }
    }
}
