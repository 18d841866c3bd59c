package org.polymeter.gateway.capture;

import java.util.Optional;
import org.polymeter.codec.KeyDoctor.Diagnosis;
import org.polymeter.codec.security.Ciphering;

/**
 * Bytes of a capture that did not become a telegram.
 *
 * @param code one of docs/profile.md's reject reasons
 * @param message why, and where in the telegram
 * @param advice what can be done about it; may be empty
 * @param firstBytes for people; empty if there are none
 * @param ciphering what a sealed message says in clear; empty if it is not sealed
 * @param diagnosis what the key doctor says of it; empty if it is not about keys
 */
public record Rejection(
        long offset,
        long length,
        String code,
        String message,
        String advice,
        String firstBytes,
        Optional<Ciphering> ciphering,
        Optional<Diagnosis> diagnosis) {

    /** Of bytes that are not sealed. */
    Rejection(long offset, long length, String code, String message, String advice, String firstBytes) {
        this(offset, length, code, message, advice, firstBytes, Optional.empty(), Optional.empty());
    }

    /** A capture that could not even be opened. */
    static Rejection unreadable(String why) {
        return new Rejection(0, 0, Explanations.NOISE, "cannot read it: " + why, "", "");
    }

    public boolean isUnreadable() {
        return message.startsWith("cannot read it");
    }
}
