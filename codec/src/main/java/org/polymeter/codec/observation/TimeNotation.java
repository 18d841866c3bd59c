package org.polymeter.codec.observation;

/** How some bytes of a payload write a date and time. */
public interface TimeNotation {

    /** Whether a moment stands there; the other methods tell which. Never throws on input. */
    boolean isMoment(byte[] bytes, int offset, int length);

    long localSecond();

    /** See {@link Deviation}. */
    int deviation();
}
