package org.polymeter.codec.reading;

import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ids of meters in topics: DNS labels (docs/profile.md, Identity), legal as MQTT level, file name
 * and URL segment alike.
 */
public final class MeterId {

    private static final Pattern LEGAL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int LONGEST = 63;
    private static final int HASH_LENGTH = 20;
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private MeterId() {}

    public static boolean isLegal(String id) {
        return LEGAL.matcher(id).matches();
    }

    /** Lower case, runs of other characters replaced by {@code -}, trimmed, cut to 63. */
    public static String ofText(String text) {
        String id = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        id = id.substring(0, Math.min(LONGEST, id.length())).replaceAll("^-+|-+$", "");
        return id.isEmpty() ? "meter" : id;
    }

    /** {@code m-} and 20 characters of base32(HMAC-SHA-256(secret, scheme:text)). */
    static String hashed(Identity identity, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return "m-" + base32(mac.doFinal(identity.key()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String base32(byte[] digest) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (int i = 0; text.length() < HASH_LENGTH; i++) {
            held = (held << 8) | (digest[i] & 0xFF);
            bits += 8;
            while (bits >= 5 && text.length() < HASH_LENGTH) {
                bits -= 5;
                text.append(BASE32.charAt((held >>> bits) & 31));
            }
            held &= (1 << bits) - 1;
        }
        return text.toString();
    }
}
