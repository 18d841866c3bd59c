package org.polymeter.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a password: PBKDF2 with HMAC-SHA-512 (RFC 8018), and how it was made, so that the count
 * can rise with the years. As text: {@code pbkdf2-sha512$210000$salt$hash}, the last two in Base64.
 *
 * @param rounds how many times each guess has to be hashed
 */
record PasswordHash(int rounds, String salt, String hash) {

    /** Characters; what is shorter is guessed. */
    static final int SHORTEST = 10;

    /** Characters; nobody types more. */
    static final int LONGEST = 500;

    /** OWASP, Password Storage Cheat Sheet. */
    static final int ROUNDS = 210_000;

    private static final String SCHEME = "pbkdf2-sha512";
    private static final int MOST_ROUNDS = 100_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 512;
    private static final SecureRandom RANDOM = new SecureRandom();

    static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return of(password, ROUNDS, salt);
    }

    /** The same password, with as much effort as is asked for by now. */
    PasswordHash renewed(String password) {
        return of(password, ROUNDS, Base64.getDecoder().decode(salt));
    }

    private static PasswordHash of(String password, int rounds, byte[] salt) {
        return new PasswordHash(rounds, base64(salt), base64(derived(password, rounds, salt)));
    }

    /** Why this cannot be a password; empty if it can. */
    static Optional<String> objection(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of("A password has at least " + SHORTEST + " characters; this one has " + length
                    + ". Three or four words in a row are easy to remember.");
        }
        return length > LONGEST ? Optional.of("A password has at most " + LONGEST + " characters.") : Optional.empty();
    }

    /** Reads the text form; empty if it is none. */
    static Optional<PasswordHash> parse(String text) {
        String[] parts = text.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME) || !parts[1].matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        int rounds = Integer.parseInt(parts[1]);
        boolean isSound = rounds > 0 && rounds <= MOST_ROUNDS && isBase64(parts[2]) && isBase64(parts[3]);
        return isSound ? Optional.of(new PasswordHash(rounds, parts[2], parts[3])) : Optional.empty();
    }

    /** Takes as long for a wrong one as for the right one. */
    boolean matches(String password) {
        byte[] salt = Base64.getDecoder().decode(this.salt);
        return MessageDigest.isEqual(
                derived(password, rounds, salt), Base64.getDecoder().decode(hash));
    }

    /** Whether it was made with less effort than is asked for by now. */
    boolean isOutdated() {
        return rounds < ROUNDS;
    }

    String text() {
        return String.join("$", SCHEME, "" + rounds, salt, hash);
    }

    /** Never the hash. */
    @Override
    public String toString() {
        return "password, hashed";
    }

    /** One keyboard sends an umlaut as one character, another as two: here they are the same. */
    private static byte[] derived(String password, int rounds, byte[] salt) {
        String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
        PBEKeySpec spec = new PBEKeySpec(normal.toCharArray(), salt, rounds, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2 with SHA-512", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
