package org.polymeter.codec.reading;

/** How a reading came about. */
public enum Origin {
    PUSH("push"),
    POLL("poll"),
    /** A row of a load profile or billing history. */
    PROFILE("profile"),
    REPLAY("replay");

    private final String word;

    Origin(String word) {
        this.word = word;
    }

    /** The word of the profile. */
    public String word() {
        return word;
    }
}
