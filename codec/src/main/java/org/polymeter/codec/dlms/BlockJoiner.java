package org.polymeter.codec.dlms;

import java.util.Arrays;
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

    /** Four times what the largest list of any customer interface takes. */
    static final int LONGEST_TRANSFER = 16 * 1024;

    private static final int HEADER_BYTES = 7; // with a length of one byte
    private static final int LAST = 0x80;
    private static final int LONG_FORM = 0x80;

    private final FrameSink out;
    private final Frame joined = new Frame();

    private byte[] apdu = new byte[0];
    private int apduLength;
    private byte[] raw = new byte[0];
    private int rawLength;
    private int blocks; // joined so far, 0: none open
    private long link;
    private long streamOffset;
    private int consumed;
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
        boolean expected = number == 1 || (blocks > 0 && number == blocks + 1 && frame.link() == link);
        if (!whole || !expected) {
            abandon(Noise.CUT_SHORT);
            out.noise(frame.streamOffset(), frame.consumed(), Noise.CUT_SHORT);
            return;
        }
        if (number == 1) {
            abandon(Noise.CUT_SHORT);
            open(frame);
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

    private void open(Frame frame) {
        apduLength = 0;
        rawLength = 0;
        consumed = 0;
        link = frame.link();
        streamOffset = frame.streamOffset();
        integrity = Integrity.CHECKED;
    }

    private void add(Frame frame, byte[] bytes, int dataAt, int length, boolean last) {
        if (rawLength + frame.rawLength() > LONGEST_TRANSFER || apduLength + length > LONGEST_TRANSFER) {
            abandon(Noise.TOO_LONG);
            out.noise(frame.streamOffset(), frame.consumed(), Noise.TOO_LONG);
            return;
        }
        apdu = put(apdu, apduLength, bytes, dataAt, length);
        apduLength += length;
        raw = put(raw, rawLength, frame.raw(), frame.rawOffset(), frame.rawLength());
        rawLength += frame.rawLength();
        consumed += frame.consumed();
        blocks++;
        if (frame.integrity().compareTo(integrity) > 0) {
            integrity = frame.integrity(); // the weakest of all
        }
        if (last) {
            blocks = 0;
            out.frame(joined.raw(raw, 0, rawLength)
                    .payload(apdu, 0, apduLength)
                    .at(streamOffset, consumed)
                    .integrity(integrity)
                    .link(link));
        }
    }

    private void abandon(Noise why) {
        if (blocks > 0) {
            blocks = 0;
            out.noise(streamOffset, consumed, why);
        }
    }

    private static byte[] put(byte[] into, int at, byte[] bytes, int from, int count) {
        byte[] room = at + count <= into.length ? into : Arrays.copyOf(into, Math.max(at + count, 2 * into.length));
        System.arraycopy(bytes, from, room, at, count);
        return room;
    }
}
