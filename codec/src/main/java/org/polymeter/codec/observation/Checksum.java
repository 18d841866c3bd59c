package org.polymeter.codec.observation;

/** How a part of a payload proves that it is intact, by bytes at its end. */
public interface Checksum {

    /** Whether the part is intact; {@code length} counts the bytes of the checksum as well. */
    boolean holds(byte[] bytes, int offset, int length);
}
