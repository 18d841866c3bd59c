package org.polymeter.bench.reader;

/** Something that is measured: reads one telegram after the other. */
public interface Reader {

    /**
     * Reads all there is in a telegram.
     *
     * @return something that depends on all of it, so that none of the work can be left out
     * @throws IllegalStateException if the telegram cannot be read
     */
    long read(byte[] telegram);

    /** Values in the telegram that was read last. */
    int values();

    /** Remarks so far on what was read. */
    default int remarks() {
        return 0;
    }
}
