package org.polymeter.gateway.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What tells whether a file is still the one it was. */
final class Digests {

    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
