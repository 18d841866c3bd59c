package org.polymeter.codec.mbus;

import static org.polymeter.codec.mbus.LinkFrame.HEADER_BYTES;
import static org.polymeter.codec.mbus.LinkFrame.OVERHEAD_BYTES;

import java.util.Arrays;
import org.polymeter.codec.bytes.Segments;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Cuts a wire into M-Bus frames (EN 13757-2) and joins the segments of a DLMS message (EN 13757-1).
 *
 * <p>Two sorts of frames come out, told apart by {@link #carriesRecords}:
 *
 * <ul>
 *   <li>Records: the payload begins with the CI field. {@link Frame#link} is bit 32, C in bits 8..15
 *       and A in bits 0..7.
 *   <li>A DLMS message (CI 00..1F): the payload is the joined APDU. The link is A, STSAP and DTSAP,
 *       one byte each, such as {@code 0xFF0167}.
 * </ul>
 *
 * <p>Single characters, short frames and what a reader tells a meter only supervise the link, so they
 * are filler, as are 00 and FF of a bus whose voltage swings. The checksum is a sum of eight bits: both lengths, both start bytes
 * and the stop byte have to be right as well. However many false starts there are, no byte is added up
 * more than twice.
 */
public final class MbusFramer implements Framer {

    private static final long RECORDS = 1L << 32;

    private static final int LONGEST_FRAME = 0xFF + 256 + OVERHEAD_BYTES;
    private static final int LARGEST_BUFFER = 8 * LONGEST_FRAME;

    private static final int LAST_DLMS_CI = 0x1F;
    private static final int FIN = 0x10;
    private static final int SEQUENCE_MASK = 0x0F;

    /** C, A, CI, STSAP, DTSAP. */
    private static final int TRANSPORT_BYTES = 5;

    private byte[] buffer = new byte[512]; // grows as needed
    private int from; // first byte that is neither in a frame nor noise yet
    private int end;
    private long base; // stream offset of the buffer's first byte
    private boolean ending;

    private final LinkFrame found = new LinkFrame();
    private final NoiseRun noise = new NoiseRun();
    private final Segments segments = new Segments();
    private final Frame frame = new Frame();
    private final Guard guard = new Guard();

    /** Whether a frame of this framer carries records; else it carries a DLMS message. */
    public static boolean carriesRecords(long link) {
        return (link & RECORDS) != 0;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, FrameSink out) {
        guard.out = out;
        int left = length;
        while (left > 0) {
            makeRoom();
            int count = Math.min(left, buffer.length - end);
            System.arraycopy(bytes, offset + length - left, buffer, end, count);
            end += count;
            left -= count;
            search(out);
        }
        noise.flushBefore(base + from, guard);
    }

    @Override
    public void end(FrameSink out) {
        guard.out = out;
        ending = true;
        search(out);
        ending = false;
        noise.frame(guard);
        abandon(Noise.CUT_SHORT, out);
        base += end;
        from = 0;
        end = 0;
        found.forget();
    }

    private void makeRoom() {
        if (end == buffer.length && from < end / 2 && end < LARGEST_BUFFER) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * end, LARGEST_BUFFER));
        } else if (end == buffer.length) {
            System.arraycopy(buffer, from, buffer, 0, end - from);
            base += from;
            end -= from;
            from = 0;
            found.forget();
        }
    }

    private void search(FrameSink out) {
        boolean goOn = true;
        while (goOn && from < end) {
            goOn = switch (buffer[from] & 0xFF) {
                case LinkFrame.START -> tryLong(out);
                case LinkFrame.SHORT_START -> tryShort();
                case LinkFrame.ACKNOWLEDGE, 0x00, 0xFF -> drop(1, Noise.FILLER);
                default -> drop(1, Noise.STRAY);
            };
        }
    }

    /** The bytes at {@code from} are in no frame. */
    private boolean drop(int count, Noise why) {
        noise.add(base + from, count, why, guard);
        from += count;
        return true;
    }

    /** Returns false if more bytes are needed. */
    private boolean tryShort() {
        return switch (LinkFrame.tryShort(buffer, from, end)) {
            case INTACT -> drop(LinkFrame.SHORT_BYTES, Noise.FILLER);
            case INCOMPLETE -> ending && drop(1, Noise.STRAY);
            case NOTHING, DAMAGED, ENDLESS -> drop(1, Noise.STRAY);
        };
    }

    private boolean tryLong(FrameSink out) {
        switch (found.tryLong(buffer, from, end)) {
            case INTACT -> {
                noise.frame(guard);
                accept(from + HEADER_BYTES, found.length(), out);
                from += found.length() + OVERHEAD_BYTES;
                return true;
            }
            case INCOMPLETE -> {
                if (!ending) {
                    return false;
                }
                if (from + HEADER_BYTES <= end) {
                    noise.stretch(base + from, base + end, Noise.CUT_SHORT);
                }
            }
            case DAMAGED -> stretch(Noise.BAD_CHECKSUM);
            case ENDLESS -> stretch(Noise.CUT_SHORT);
            case NOTHING -> {}
        }
        return drop(1, Noise.STRAY);
    }

    private void stretch(Noise why) {
        noise.stretch(base + from, base + from + found.length() + OVERHEAD_BYTES, why);
    }

    /** {@code at}: where C stands; {@code length}: from there to the checksum. */
    private void accept(int at, int length, FrameSink out) {
        int ci = buffer[at + 2] & 0xFF;
        if (ci <= LAST_DLMS_CI) {
            segment(at, length, ci, out);
            return;
        }
        abandon(Noise.CUT_SHORT, out);
        if (isCommand(ci)) {
            out.noise(base + from, length + OVERHEAD_BYTES, Noise.FILLER);
            return;
        }
        out.frame(frame.raw(buffer, from, length + OVERHEAD_BYTES)
                .payload(buffer, at + 2, length - 2)
                .at(base + from, length + OVERHEAD_BYTES)
                .link(RECORDS | (buffer[at] & 0xFF) << 8 | (buffer[at + 1] & 0xFF)));
    }

    /** Reset, data to the meter, selection, change of the baud rate: what a reader says, heard as an echo. */
    private static boolean isCommand(int ci) {
        return (ci >= 0x50 && ci <= 0x52) || (ci >= 0xB8 && ci <= 0xBF);
    }

    private void segment(int at, int length, int ci, FrameSink out) {
        int rawLength = length + OVERHEAD_BYTES;
        long link = length < TRANSPORT_BYTES ? 0 : link(at);
        int sequence = ci & SEQUENCE_MASK;
        boolean next = segments.isOpen() && sequence == (segments.parts() & SEQUENCE_MASK) && link == segments.link();
        if (!next) {
            abandon(Noise.CUT_SHORT, out);
        }
        boolean goesOn = segments.isOpen() || sequence == 0;
        if (length < TRANSPORT_BYTES || !goesOn || (segments.isOpen() && !segments.hasRoomFor(rawLength))) {
            Noise why = segments.isOpen() ? Noise.TOO_LONG : Noise.CUT_SHORT;
            abandon(why, out);
            out.noise(base + from, rawLength, why);
            return;
        }
        if (!segments.isOpen()) {
            segments.open(link, base + from);
        }
        segments.add(buffer, from, rawLength, buffer, at + TRANSPORT_BYTES, length - TRANSPORT_BYTES, rawLength);
        if ((ci & FIN) != 0) {
            segments.close();
            out.frame(frame.raw(segments.raw(), 0, segments.rawLength())
                    .payload(segments.payload(), 0, segments.payloadLength())
                    .at(segments.streamOffset(), segments.consumed())
                    .link(segments.link()));
        }
    }

    private long link(int at) {
        return (buffer[at + 1] & 0xFFL) << 16 | (buffer[at + 3] & 0xFFL) << 8 | (buffer[at + 4] & 0xFFL);
    }

    private void abandon(Noise why, FrameSink out) {
        if (segments.isOpen()) {
            segments.close();
            out.noise(segments.streamOffset(), segments.consumed(), why);
        }
    }

    /** Filler between two segments belongs to their message; other noise means that a part is lost. */
    private final class Guard implements FrameSink {

        private FrameSink out = this;

        @Override
        public void frame(Frame frame) {
            out.frame(frame);
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            if (segments.isOpen() && why == Noise.FILLER) {
                segments.skip(length);
                return;
            }
            abandon(Noise.CUT_SHORT, out);
            out.noise(streamOffset, length, why);
        }
    }
}
