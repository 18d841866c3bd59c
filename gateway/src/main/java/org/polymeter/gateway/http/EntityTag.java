package org.polymeter.gateway.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Strong entity tags (RFC 9110, 8.8.3): the same tag means the same bytes. */
final class EntityTag {

    private static final int BYTES = 16;

    private EntityTag() {}

    static String of(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(hash, 0, BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Whether the client has these bytes already.
     *
     * @param ifNoneMatch the header's lines: lists of tags, or {@code *}
     */
    static boolean isKnown(List<String> ifNoneMatch, String tag) {
        return ifNoneMatch.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .map(known -> known.startsWith("W/") ? known.substring(2) : known)
                .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }
}
