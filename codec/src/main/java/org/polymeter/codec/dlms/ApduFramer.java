package org.polymeter.codec.dlms;

import java.util.Arrays;
import org.polymeter.codec.dlms.ApduExtent.State;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Finds DLMS APDUs that come without any link around them: Czech meters on RS485, adapters that have
 * taken the link away, DLMS over TCP.
 *
 * <p>There is neither a start mark nor a checksum, so position and structure have to do: an APDU
 * begins where a burst begins (the stream, after silence) or directly behind another, and it comes
 * out only when it is complete and silence or the next APDU follows. What stands anywhere else, such
 * as in a damaged frame of another link, is noise until the next silence. All frames are UNCHECKED.
 */
public final class ApduFramer implements Framer {

    /** Four times what the largest list of any customer interface takes. */
    static final int LONGEST_APDU = 16 * 1024 - 1;

    /** Room for two, of which one is complete, and for more than is moved when it is full. */
    private static final int LARGEST_BUFFER = 3 * (LONGEST_APDU + 1);

    private byte[] held = new byte[1024]; // grows as needed
    private int from; // first byte not reported yet
    private int start; // of the APDU that comes in; one that is complete may lie before it
    private int to;
    private long base; // stream offset of held[0]
    private int completeApduAt; // of the one that is complete
    private boolean lost; // until the next silence
    private final ApduExtent extent = new ApduExtent();
    private final Frame frame = new Frame().integrity(Integrity.UNCHECKED);

    @Override
    public void feed(byte[] bytes, int offset, int length, FrameSink out) {
        int left = length;
        while (left > 0) {
            makeRoom();
            int count = Math.min(left, held.length - to);
            System.arraycopy(bytes, offset + length - left, held, to, count);
            to += count;
            left -= count;
            search(false, out);
        }
    }

    @Override
    public void end(FrameSink out) {
        search(true, out);
        if (start == to) {
            deliver(out);
        }
        lose(to == start ? Noise.STRAY : Noise.CUT_SHORT, out);
        lost = false;
        base += to;
        from = 0;
        to = 0;
        start = 0;
        extent.begin(0);
    }

    private void makeRoom() {
        if (to == held.length && from < to / 2 && to < LARGEST_BUFFER) {
            held = Arrays.copyOf(held, Math.min(2 * to, LARGEST_BUFFER));
        } else if (to == held.length) {
            System.arraycopy(held, from, held, 0, to - from);
            extent.move(-from);
            completeApduAt -= from;
            base += from;
            start -= from;
            to -= from;
            from = 0;
        }
    }

    private void search(boolean ending, FrameSink out) {
        State state = State.COMPLETE;
        while (state == State.COMPLETE && !lost && start < to) {
            state = extent.read(held, to, ending);
            if (extent.isRecognised()) {
                deliver(out);
            }
            if (state == State.NONE) {
                lose(extent.isRecognised() ? Noise.CUT_SHORT : Noise.STRAY, out);
            } else if (Math.max(extent.length(), state == State.COMPLETE ? 0 : to - start) > LONGEST_APDU) {
                lose(Noise.TOO_LONG, out);
            } else if (state == State.COMPLETE) {
                completeApduAt = extent.apduAt();
                start += extent.length();
                extent.begin(start);
            }
        }
        if (lost) {
            noise(to, Noise.STRAY, out);
            start = to;
        }
    }

    /** The APDU that is complete goes out: another has begun behind it, or nothing follows. */
    private void deliver(FrameSink out) {
        if (from < start) {
            out.frame(frame.raw(held, from, start - from)
                    .payload(held, completeApduAt, start - completeApduAt)
                    .at(base + from, start - from));
            from = start;
        }
    }

    /** What is held is no APDU, and so is what follows until the next silence. */
    private void lose(Noise why, FrameSink out) {
        noise(start, Noise.CUT_SHORT, out); // complete, but something else follows
        noise(to, why, out);
        start = to;
        lost = true;
    }

    private void noise(int until, Noise why, FrameSink out) {
        if (from < until) {
            out.noise(base + from, until - from, why);
            from = until;
        }
    }
}
