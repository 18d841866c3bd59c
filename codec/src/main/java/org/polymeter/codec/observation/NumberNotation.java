package org.polymeter.codec.observation;

/** How some bytes of a payload write a number: in digits, in two's complement, … */
public interface NumberNotation {

    /** Stands for what is not written this way. */
    long NONE = Long.MIN_VALUE;

    /**
     * The number that stands there, or {@link #NONE}; never throws on input.
     *
     * @param offset in an array that has at least eight bytes before {@code offset + length}
     * @param length at least 1
     */
    long number(byte[] bytes, int offset, int length);
}
