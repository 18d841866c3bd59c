package org.polymeter.codec.reading;

/** Whose clock a time was read from. */
public enum TimeSource {
    METER("meter"),
    ADAPTER("adapter"),
    GATEWAY("gateway");

    private final String word;

    TimeSource(String word) {
        this.word = word;
    }

    /** The word of the profile. */
    public String word() {
        return word;
    }
}
