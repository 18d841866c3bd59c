package org.polymeter.gateway.cli.decode;

/**
 * Bytes of a capture that did not become a telegram.
 *
 * @param code one of docs/profile.md's reject reasons
 * @param message why, and where in the telegram
 * @param advice what can be done about it; may be empty
 * @param firstBytes for people; empty if there are none
 */
public record Rejection(long offset, long length, String code, String message, String advice, String firstBytes) {

    /** A capture that could not even be opened. */
    static Rejection unreadable(String why) {
        return new Rejection(0, 0, Explanations.NOISE, "cannot read it: " + why, "", "");
    }

    boolean isUnreadable() {
        return message.startsWith("cannot read it");
    }
}
