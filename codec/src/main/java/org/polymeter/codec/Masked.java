package org.polymeter.codec;

import org.jspecify.annotations.Nullable;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Reads text that was sent with seven bits and even parity, but received as eight bits: the top bit of
 * every byte is its parity (protocols that begin with {@code /} or STX at 7E1, an adapter at 8N1).
 *
 * <p>Only text that had such a bit comes out. A frame without checksum must have an identification,
 * and the parity of each of its bytes must be right. What the framer took for a damaged frame is noise
 * like any other unless parity says that it was meant for it.
 */
final class Masked implements Framer, FrameSink {

    private static final int CHUNK = 256;
    private static final int LEAST_IDENTIFICATION = 5; // slash, three letters, speed
    private static final long NEVER = -1;

    private final Framer text;
    private final byte[] masked = new byte[CHUNK];
    private @Nullable FrameSink out;
    private long position;
    private long lastTopBit = NEVER; // where a byte had it
    private long lastOdd = NEVER; // where a parity was wrong

    Masked(Framer text) {
        this.text = text;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, FrameSink sink) {
        out = sink;
        for (int from = 0; from < length; from += CHUNK) {
            int count = Math.min(CHUNK, length - from);
            for (int i = 0; i < count; i++) {
                byte b = bytes[offset + from + i];
                lastTopBit = b < 0 ? position : lastTopBit;
                lastOdd = Integer.bitCount(b & 0xFF) % 2 != 0 ? position : lastOdd;
                masked[i] = (byte) (b & 0x7F);
                position++;
            }
            text.feed(masked, 0, count, this);
        }
    }

    @Override
    public void end(FrameSink sink) {
        out = sink;
        text.end(this);
    }

    @Override
    public void frame(Frame frame) {
        boolean sevenBits = lastTopBit >= frame.streamOffset();
        boolean proven =
                frame.integrity() != Integrity.UNCHECKED || (lastOdd < frame.streamOffset() && isIdentified(frame));
        if (out != null && sevenBits && proven) {
            out.frame(frame);
        } else if (out != null) {
            out.noise(frame.streamOffset(), frame.consumed(), Noise.STRAY);
        }
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        boolean meant = lastTopBit >= streamOffset && lastOdd < streamOffset;
        if (out != null) {
            out.noise(streamOffset, length, meant || why == Noise.FILLER ? why : Noise.STRAY);
        }
    }

    private static boolean isIdentified(Frame frame) {
        byte[] bytes = frame.payload();
        int at = frame.payloadOffset();
        return frame.payloadLength() > LEAST_IDENTIFICATION
                && bytes[at] == '/'
                && Character.isLetter(bytes[at + 1])
                && Character.isLetter(bytes[at + 2])
                && Character.isLetter(bytes[at + 3])
                && Character.isLetterOrDigit(bytes[at + 4]);
    }
}
