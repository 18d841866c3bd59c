package org.polymeter.codec.tic;

import java.util.Arrays;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Cuts a wire into frames of TIC: STX, groups, ETX. A group stands between LF and CR and has a
 * checksum of its own; a frame is intact if all of its groups are. EOT breaks a frame off.
 *
 * <p>Payload is the groups, from the first LF to the last CR.
 */
public final class TicFramer implements Framer {

    /** A three-phase producer in standard mode sends less than half of this. */
    static final int LONGEST_FRAME = 4 * 1024;

    static final byte STX = 0x02;
    static final byte ETX = 0x03;
    static final byte EOT = 0x04;
    static final byte LF = '\n';
    static final byte CR = '\r';

    private final boolean checkChecksum;
    private final Frame frame = new Frame();
    private final Group group = new Group();
    private byte[] held = new byte[256]; // grows as needed
    private int length; // of the frame that has begun; 0 outside
    private boolean groups; // at least one group has ended
    private long offset; // of held[0] in the stream; of the next byte if nothing is held

    public TicFramer() {
        this(true);
    }

    /** A framer that may let frames with wrong checksums pass, as UNCHECKED. */
    public TicFramer(boolean checkChecksum) {
        this.checkChecksum = checkChecksum;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, FrameSink out) {
        int limit = offset + length;
        int i = offset;
        while (i < limit) {
            if (this.length == 0 && bytes[i] != STX) {
                i = skip(bytes, i, limit, out);
            } else {
                take(bytes[i++], out);
            }
        }
    }

    @Override
    public void end(FrameSink out) {
        drop(Noise.CUT_SHORT, out);
    }

    /** Reports bytes outside any frame. */
    private int skip(byte[] bytes, int begin, int limit, FrameSink out) {
        int i = begin;
        while (i < limit && bytes[i] != STX) {
            i++;
        }
        out.noise(offset, i - begin, Noise.STRAY);
        offset += i - begin;
        return i;
    }

    private void take(byte b, FrameSink out) {
        if (b == STX) {
            drop(Noise.CUT_SHORT, out);
        }
        if (length == LONGEST_FRAME) {
            drop(Noise.TOO_LONG, out);
            stray(out);
            return;
        }
        if (length > 0 && !isExpected(b)) {
            drop(Noise.CUT_SHORT, out);
            stray(out);
            return;
        }
        if (length == held.length) {
            held = Arrays.copyOf(held, Math.min(2 * length, LONGEST_FRAME));
        }
        held[length++] = b;
        groups |= b == CR;
        if (b == ETX) {
            finish(out);
        } else if (b == EOT) {
            drop(Noise.CUT_SHORT, out);
        }
    }

    /** LF behind STX and CR; text, or the end of group or frame, elsewhere. */
    private boolean isExpected(byte b) {
        byte before = held[length - 1];
        return switch (before) {
            case STX -> b == LF;
            case CR -> b == LF || b == ETX || b == EOT;
            default -> b == CR || b == Group.TAB || b == EOT || (b >= ' ' && b <= '~');
        };
    }

    private void finish(FrameSink out) {
        int intact = intact();
        if (intact < 0) {
            drop(Noise.BAD_CHECKSUM, out);
            return;
        }
        int consumed = length;
        frame.raw(held, 0, consumed)
                .payload(held, 1, consumed - 2)
                .at(offset, consumed)
                .integrity(intact > 0 ? Integrity.CHECKED : Integrity.UNCHECKED);
        offset += consumed;
        length = 0;
        groups = false;
        out.frame(frame);
    }

    /** 1 if all groups are intact, 0 if they may pass without checksum, -1 if not. */
    private int intact() {
        boolean summed = true;
        int from = 2;
        for (int i = from; i < length; i++) {
            if (held[i] == CR) {
                if (!group.read(held, from, i)) {
                    return -1;
                }
                summed &= group.isSummed();
                from = i + 2;
            }
        }
        return summed ? 1 : checkChecksum ? -1 : 0;
    }

    /** Gives up the frame; what has not even one group is no frame of this kind. */
    private void drop(Noise why, FrameSink out) {
        if (length > 0) {
            out.noise(offset, length, groups ? why : Noise.STRAY);
            offset += length;
            length = 0;
            groups = false;
        }
    }

    private void stray(FrameSink out) {
        out.noise(offset, 1, Noise.STRAY);
        offset++;
    }
}
