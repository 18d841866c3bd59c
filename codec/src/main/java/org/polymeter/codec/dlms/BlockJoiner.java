package org.polymeter.codec.dlms;

import org.polymeter.codec.bytes.Segments;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;

/**
 * Stands between a framer and the next sink and joins the blocks of a general-block-transfer (Green
 * Book 9.3.13) into one frame; everything else passes through.
 *
 * <pre>
 * E0 | control (1): bit 7 last | block number (2) | acknowledged (2) | length (BER) | block data
 * </pre>
 *
 * Block 1 always begins anew. After a missing number all is noise until the next block 1: a number
 * cut at a block border would look like a valid, smaller number.
 */
public final class BlockJoiner implements FrameSink {

    static final int LONGEST_TRANSFER = Segments.LONGEST_MESSAGE;

    private static final int HEADER_BYTES = 7; // with a length of one byte
    private static final int LAST = 0x80;
    private static final int LONG_FORM = 0x80;

    private final FrameSink out;
    private final Frame joined = new Frame();

    private final Segments blocks = new Segments();
    private Integrity integrity = Integrity.CHECKED;

    public BlockJoiner(FrameSink out) {
        this.out = out;
    }

    @Override
    public void frame(Frame frame) {
        byte[] bytes = frame.payload();
        int at = frame.payloadOffset();
        if (frame.payloadLength() < HEADER_BYTES || bytes[at] != (byte) ApduTag.GENERAL_BLOCK_TRANSFER) {
            out.frame(frame);
            return;
        }
        int number = (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
        int dataAt = dataAt(bytes, at + 6);
        int length = length(bytes, at + 6);
        boolean whole = length >= 0 && dataAt + length <= at + frame.payloadLength();
        boolean next = blocks.isOpen() && number == blocks.parts() + 1 && frame.link() == blocks.link();
        if (!whole || (number != 1 && !next)) {
            abandon(Noise.CUT_SHORT);
            out.noise(frame.streamOffset(), frame.consumed(), Noise.CUT_SHORT);
            return;
        }
        if (number == 1) {
            abandon(Noise.CUT_SHORT);
            blocks.open(frame.link(), frame.streamOffset());
            integrity = Integrity.CHECKED;
        }
        add(frame, bytes, dataAt, length, (bytes[at + 1] & LAST) != 0);
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        out.noise(streamOffset, length, why);
    }

    /** The wire closed or fell silent: the blocks that wait for more become noise. */
    public void end() {
        abandon(Noise.CUT_SHORT);
    }

    private static int dataAt(byte[] bytes, int lengthAt) {
        int first = bytes[lengthAt] & 0xFF;
        return lengthAt + 1 + (first < LONG_FORM ? 0 : first & 0x7F);
    }

    /** The block's length, or -1 if none of this size fits into a frame. */
    private static int length(byte[] bytes, int lengthAt) {
        int first = bytes[lengthAt] & 0xFF;
        return switch (first) {
            case 0x81 -> lengthAt + 1 < bytes.length ? bytes[lengthAt + 1] & 0xFF : -1;
            case 0x82 ->
                lengthAt + 2 < bytes.length ? (bytes[lengthAt + 1] & 0xFF) << 8 | (bytes[lengthAt + 2] & 0xFF) : -1;
            default -> first < LONG_FORM ? first : -1;
        };
    }

    private void add(Frame frame, byte[] bytes, int dataAt, int length, boolean last) {
        if (!blocks.hasRoomFor(frame.rawLength())) {
            abandon(Noise.TOO_LONG);
            out.noise(frame.streamOffset(), frame.consumed(), Noise.TOO_LONG);
            return;
        }
        blocks.add(frame.raw(), frame.rawOffset(), frame.rawLength(), bytes, dataAt, length, frame.consumed());
        if (frame.integrity().compareTo(integrity) > 0) {
            integrity = frame.integrity(); // the weakest of all
        }
        if (last) {
            blocks.close();
            out.frame(joined.raw(blocks.raw(), 0, blocks.rawLength())
                    .payload(blocks.payload(), 0, blocks.payloadLength())
                    .at(blocks.streamOffset(), blocks.consumed())
                    .integrity(integrity)
                    .link(blocks.link()));
        }
    }

    private void abandon(Noise why) {
        if (blocks.isOpen()) {
            blocks.close();
            out.noise(blocks.streamOffset(), blocks.consumed(), why);
        }
    }
}
