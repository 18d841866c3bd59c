package org.polymeter.codec.frame;

/** Receives what a {@link Framer} finds, in wire order. */
public interface FrameSink {

    /** An intact frame; borrowed, valid only during the call. */
    void frame(Frame frame);

    /**
     * Bytes that are in no intact frame.
     *
     * @param streamOffset where they begin, counted from the first byte ever fed
     * @param length how many they are
     */
    void noise(long streamOffset, int length, Noise why);
}
