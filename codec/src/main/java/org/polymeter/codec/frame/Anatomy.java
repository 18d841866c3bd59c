package org.polymeter.codec.frame;

/**
 * Says what the bytes of a link's frame are, for people who look at captures. Damaged frames are
 * described as far as they can be understood; never throws on input.
 */
public interface Anatomy {

    /** Describes the frames of one message, as {@link Frame#raw} holds them. */
    void describe(byte[] bytes, int offset, int length, Parts out);
}
