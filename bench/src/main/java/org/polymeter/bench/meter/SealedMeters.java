package org.polymeter.bench.meter;

import java.nio.charset.StandardCharsets;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.security.SealedWriter;

/** Keys of meters that encrypt: invented. */
public final class SealedMeters {

    static final int ENCRYPTED = 0x20;
    static final int AUTHENTICATED_AND_ENCRYPTED = 0x30;

    private static final int KEY_BYTES = 16;

    private SealedMeters() {}

    /** A copy. */
    public static byte[] encryptionKey() {
        return key(0x10);
    }

    /** A copy. */
    public static byte[] authenticationKey() {
        return key(0xD0);
    }

    public static Keys keys() {
        return Keys.of(encryptionKey()).withAuthentication(authenticationKey());
    }

    static SealedWriter writer(String title) {
        return new SealedWriter(keys(), title.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] key(int first) {
        byte[] key = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            key[i] = (byte) (first + i);
        }
        return key;
    }
}
