package org.polymeter.codec.observation;

/** Which of its values a meter with a memory sends (EN 13757-3, bits 4..5 of a DIF). */
public enum Function {
    INSTANTANEOUS("Instantaneous value"),
    MAXIMUM("Maximum value"),
    MINIMUM("Minimum value"),
    /** The value at the time of an error. */
    ERROR("Value during error state");

    private final String word;

    Function(String word) {
        this.word = word;
    }

    /** For people and tools, in the words of the standard. */
    public String word() {
        return word;
    }
}
