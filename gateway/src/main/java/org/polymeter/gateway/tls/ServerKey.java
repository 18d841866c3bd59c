package org.polymeter.gateway.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A private key, and what proves whose it is.
 *
 * @param chain the server's certificate first
 */
public record ServerKey(PrivateKey key, List<X509Certificate> chain) {

    public ServerKey {
        chain = List.copyOf(chain);
    }

    public Instant ends() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    public Instant begins() {
        return chain.getFirst().getNotBefore().toInstant();
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "key of " + chain.getFirst().getSubjectX500Principal();
    }
}
