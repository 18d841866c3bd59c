package org.polymeter.codec.reading;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Gives every identity its id, and no id to two identities. Shared by all wires; thread-safe. */
public final class MeterIds {

    private final Optional<byte[]> secret;
    private final Map<String, Identity> owners = new ConcurrentHashMap<>();

    /** Readable ids, made from the meter's own text. */
    public MeterIds() {
        this.secret = Optional.empty();
    }

    /** Ids that hide the meter's text behind a keyed hash. */
    public MeterIds(byte[] secret) {
        this.secret = Optional.of(secret.clone());
    }

    public boolean hidesIdentity() {
        return secret.isPresent();
    }

    /** The id of an identity; the same whenever it is asked for. */
    public String idOf(Identity identity) {
        String id =
                secret.map(key -> MeterId.hashed(identity, key)).orElseGet(() -> MeterId.ofText(identity.normalised()));
        Identity owner = owners.putIfAbsent(id, identity);
        if (owner == null || sameMeter(owner, identity)) {
            return id;
        }
        return id.substring(0, Math.min(id.length(), 58)) + "-" + digest(identity);
    }

    private static boolean sameMeter(Identity one, Identity other) {
        return one.scheme().equals(other.scheme()) && one.normalised().equals(other.normalised());
    }

    /** Four hex digits of SHA-256(scheme:text). */
    private static String digest(Identity identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.key());
            return HexFormat.of().formatHex(digest, 0, 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
