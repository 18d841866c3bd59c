package org.polymeter.codec.frame;

/**
 * Receives what stretches of bytes mean, front to back: what an explanation is made of. Offsets count
 * from the first byte that is described.
 */
public interface Parts {

    /** A part that consists of the parts that follow, until {@link #close}. */
    void open(int offset, String label);

    /** The part opened last ends before this offset. */
    void close(int offset);

    /**
     * A stretch, and what its bytes say.
     *
     * @param label what it is, in the words of the standard
     * @param meaning what it says; empty if the bytes speak for themselves
     */
    void part(int offset, int length, String label, String meaning);

    /** Bytes of what the frame carries; of a message in segments there are several. */
    void payload(int offset, int length);
}
