package org.polymeter.codec.security;

import java.util.Arrays;
import java.util.Optional;

/**
 * The keys of one meter, as its grid operator hands them out. Never shows them: not in {@link
 * #toString}, not in a message.
 */
public final class Keys {

    /** No key at all: sealed telegrams stay sealed. */
    public static final Keys NONE = new Keys(Optional.empty(), Optional.empty());

    private static final byte[] NOTHING = {};

    private final Optional<byte[]> encryption;
    private final Optional<byte[]> authentication;

    private Keys(Optional<byte[]> encryption, Optional<byte[]> authentication) {
        this.encryption = encryption;
        this.authentication = authentication;
    }

    /**
     * The global unicast encryption key (GUEK, EK, GPK60, "CII key").
     *
     * @param encryption 16 bytes, or 32 in security suite 2
     * @throws IllegalArgumentException for any other length; the message does not show the key
     */
    public static Keys of(byte[] encryption) {
        return new Keys(Optional.of(checked(encryption)), Optional.empty());
    }

    /**
     * Together with the authentication key (GAK, AK, GPK61), which proves that nobody changed a
     * telegram.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public Keys withAuthentication(byte[] authentication) {
        return new Keys(encryption, Optional.of(checked(authentication)));
    }

    /** A copy. */
    public Optional<byte[]> encryption() {
        return encryption.map(byte[]::clone);
    }

    /** A copy. */
    public Optional<byte[]> authentication() {
        return authentication.map(byte[]::clone);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Keys keys
                && Arrays.equals(encryption.orElse(NOTHING), keys.encryption.orElse(NOTHING))
                && Arrays.equals(authentication.orElse(NOTHING), keys.authentication.orElse(NOTHING));
    }

    /** Says nothing of the keys. */
    @Override
    public int hashCode() {
        return Boolean.hashCode(encryption.isPresent());
    }

    @Override
    public String toString() {
        return "Keys[encryption " + given(encryption) + ", authentication " + given(authentication) + "]";
    }

    private static String given(Optional<byte[]> key) {
        return key.isPresent() ? "given" : "none";
    }

    private static byte[] checked(byte[] key) {
        if (key.length != 16 && key.length != 32) {
            throw new IllegalArgumentException("a key has 16 bytes (32 in security suite 2), not " + key.length);
        }
        return key.clone();
    }
}
