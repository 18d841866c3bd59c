package org.polymeter.bench.meter;

/** One telegram as it comes over the wire, and how many values it has. */
public final class Sample {

    private final byte[] bytes;
    private final int values;

    /** {@code values}: lines of the telegram, numbers and texts. */
    public Sample(byte[] bytes, int values) {
        this.bytes = bytes;
        this.values = values;
    }

    /** Not copied: readers only read. */
    public byte[] bytes() {
        return bytes;
    }

    /** Lines of the telegram, numbers and texts. */
    public int values() {
        return values;
    }
}
