package org.polymeter.codec.observation;

/** Which of its values a meter with a memory sends (EN 13757-3, bits 4..5 of a DIF, or what stands in their place). */
public enum Function {
    INSTANTANEOUS("Instantaneous value"),
    MAXIMUM("Maximum value"),
    MINIMUM("Minimum value"),
    /** The value at the time of an error. */
    ERROR("Value during error state"),
    /** The present value of a fixed data structure, which knows no other functions (EN 1434-3). */
    ACTUAL("Actual value"),
    /** A value of a fixed data structure that was stored at a fixed date. */
    STORED("Stored value"),
    /** What only the manufacturer understands: the rest of a telegram behind DIF 0F. */
    MANUFACTURER("Manufacturer specific"),
    /** The same behind DIF 1F; another telegram holds what is missing in this one. */
    MORE_RECORDS("More records follow");

    private final String word;

    Function(String word) {
        this.word = word;
    }

    /** For people and tools, in the words of the standard. */
    public String word() {
        return word;
    }
}
