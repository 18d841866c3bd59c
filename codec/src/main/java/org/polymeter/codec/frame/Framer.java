package org.polymeter.codec.frame;

/**
 * Stage 1 of 3: cuts the bytes of one wire into frames. Hides the link entirely: start marks,
 * lengths, checksums, segmentation.
 *
 * <p>Laws, checked for every implementation: the same frames come out however the input is cut;
 * after garbage the next good frame is found; a frame whose checksum fails never comes out; and
 * {@code consumed} of all frames plus the length of all noise is the number of bytes fed. An
 * implementation never throws on input. Not thread-safe: a framer belongs to the thread that reads
 * the wire.
 */
public interface Framer {

    /** Takes the next {@code length} bytes of the wire; frames come out during the call. */
    void feed(byte[] bytes, int offset, int length, FrameSink out);

    /** The wire closed or fell silent: what is half received becomes noise. */
    void end(FrameSink out);
}
