package org.polymeter.codec.security;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM as meters use it (NIST SP 800-38D): a tag of 96 bits, and the same key stream without one.
 * The ciphers are made once per key.
 */
final class Gcm {

    static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 96;
    private static final int BLOCK_BYTES = 16;

    /** GCM keeps block 1 for the tag; the text begins with block 2. */
    private static final byte FIRST_BLOCK = 2;

    private final SecretKeySpec key;
    private final Cipher gcm;
    private final Cipher ctr;
    private final byte[] firstBlock = new byte[BLOCK_BYTES];

    Gcm(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        try {
            gcm = Cipher.getInstance("AES/GCM/NoPadding");
            ctr = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES/GCM and AES/CTR", e);
        }
    }

    /**
     * Begins to open a message; what is authenticated and not encrypted comes next, see {@link #associate}.
     */
    void begin(byte[] nonce) {
        try {
            gcm.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key's length is checked before", e);
        }
    }

    /** Bytes that the tag covers although they are not encrypted. */
    void associate(byte[] bytes, int offset, int length) {
        if (length > 0) {
            gcm.updateAAD(bytes, offset, length);
        }
    }

    /**
     * Verifies the tag behind the text, then decrypts.
     *
     * @return false if the tag does not match; {@code out} is untouched then
     */
    boolean open(byte[] in, int offset, int length, byte[] out) {
        try {
            gcm.doFinal(in, offset, length + TAG_BITS / 8, out, 0);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the lengths are checked before", e);
        }
    }

    /** Encrypts, and appends the tag. */
    byte[] seal(byte[] nonce, byte[] associated, byte[] text) {
        try {
            gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            gcm.updateAAD(associated);
            return gcm.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a nonce serves one message under one key", e);
        }
    }

    /** Decrypts or encrypts without a tag. */
    void stream(byte[] nonce, byte[] in, int offset, int length, byte[] out) {
        System.arraycopy(nonce, 0, firstBlock, 0, NONCE_BYTES);
        firstBlock[BLOCK_BYTES - 1] = FIRST_BLOCK;
        try {
            ctr.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(firstBlock));
            ctr.doFinal(in, offset, length, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("any bytes can be decrypted", e);
        }
    }
}
