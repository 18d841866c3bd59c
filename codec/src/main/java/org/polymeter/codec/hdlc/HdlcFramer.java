package org.polymeter.codec.hdlc;

import static org.polymeter.codec.hdlc.HdlcHeader.CHECKSUM_BYTES;
import static org.polymeter.codec.hdlc.HdlcHeader.FLAG;

import java.util.Arrays;
import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.bytes.Segments;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Cuts a wire into HDLC frames of type 3 (IEC 62056-46) and joins the segments of a message.
 *
 * <p>The length field rules, not the flags: 7E may stand inside a frame. A flag that opens no frame
 * is dropped and the search goes on with the very next byte, so a false start costs nothing that
 * follows it. The work per byte is bounded: a false start is found out by its header checksum.
 *
 * <p>Payload is the information field without LLC header ({@code E6 E7 00}); several APDUs in one
 * frame stay one payload. The link is the address bytes as a number, such as {@code 0xCEFF03}.
 */
public final class HdlcFramer implements Framer {

    /** Eleven bits of length and two flags. */
    static final int LONGEST_FRAME = 0x7FF + 2;

    private static final int LARGEST_BUFFER = 4 * LONGEST_FRAME;
    private static final int LLC_BYTES = 3;

    private byte[] buffer = new byte[512]; // grows as needed
    private int from; // first byte that is neither in a frame nor noise yet
    private int end;
    private long base; // stream offset of the buffer's first byte
    private boolean shared; // the flag at from closed the frame before and was counted there
    private boolean ending;

    private final HdlcHeader header = new HdlcHeader();
    private final NoiseTally tally = new NoiseTally();
    private final Segments segments = new Segments();
    private boolean beheaded; // the message that is coming in has lost a part
    private final Frame frame = new Frame();
    private final Guard guard = new Guard();

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
        tally.flushBefore(base + from, guard);
    }

    @Override
    public void end(FrameSink out) {
        guard.out = out;
        ending = true;
        search(out);
        ending = false;
        tally.end(guard);
        abandon(Noise.CUT_SHORT, out);
        beheaded = false;
        shared = false;
        base += end;
        from = 0;
        end = 0;
    }

    private void makeRoom() {
        if (end == buffer.length && from < end / 2 && end < LARGEST_BUFFER) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * end, LARGEST_BUFFER));
        } else if (end == buffer.length) {
            System.arraycopy(buffer, from, buffer, 0, end - from);
            base += from;
            end -= from;
            from = 0;
        }
    }

    private void search(FrameSink out) {
        boolean goOn = true;
        while (goOn && from < end) {
            if (buffer[from] == FLAG) {
                goOn = tryFrame(out);
            } else {
                drop();
            }
        }
    }

    /** Returns false if more bytes are needed. */
    private boolean tryFrame(FrameSink out) {
        switch (header.read(buffer, from, end)) {
            case SOUND -> {
                return tryContent(out);
            }
            case DAMAGED -> tally.stretchToFlag(base + from, base + from + header.length() + 2);
            case INCOMPLETE -> {
                if (!ending) {
                    return false;
                }
                if (from + 1 < end) {
                    tally.stretch(base + from, base + end, Noise.CUT_SHORT);
                }
            }
            case ABSENT -> {}
        }
        drop();
        return true;
    }

    private boolean tryContent(FrameSink out) {
        int close = from + 1 + header.length();
        if (close >= end && !ending) {
            return false;
        }
        boolean flagged = close < end && buffer[close] == FLAG;
        int past = flagged ? close + 1 : close;
        if (close <= end && isIntact(close - CHECKSUM_BYTES)) {
            accept(close, past, out);
            shared = flagged;
            from = close;
        } else {
            beheaded |= header.isSegmented();
            tally.stretch(base + from, base + Math.min(past, end), flagged ? Noise.BAD_CHECKSUM : Noise.CUT_SHORT);
            drop();
        }
        return true;
    }

    private boolean isIntact(int checksumAt) {
        return Crc16.X25.of(buffer, from + 1, checksumAt - from - 1) == HdlcHeader.checksum(buffer, checksumAt);
    }

    /** The byte at {@code from} is in no frame. */
    private void drop() {
        if (shared) {
            shared = false; // it was counted with the frame it closed
        } else {
            tally.add(base + from, buffer[from] == FLAG, guard);
        }
        from++;
    }

    private void accept(int close, int past, FrameSink out) {
        tally.frameAt(base + from, guard);
        int counted = shared ? from + 1 : from;
        long streamOffset = base + counted;
        int consumed = past - counted;
        int informationAt = header.informationAt();
        int informationLength = close - CHECKSUM_BYTES - informationAt;
        if (informationLength <= 0) {
            out.noise(streamOffset, consumed, Noise.FILLER); // link supervision carries nothing
            return;
        }
        boolean opens = startsWithLlc(informationAt, informationLength);
        if (opens || (segments.isOpen() && segments.link() != header.link())) {
            abandon(Noise.CUT_SHORT, out);
            beheaded = false;
        }
        if (beheaded || (!opens && header.isSegmented() && !segments.isOpen())) {
            out.noise(streamOffset, consumed, Noise.CUT_SHORT);
            beheaded = header.isSegmented();
            return;
        }
        int skipped = opens ? LLC_BYTES : 0;
        int payloadAt = informationAt + skipped;
        int payloadLength = informationLength - skipped;
        if (header.isSegmented() || segments.isOpen()) {
            join(past, payloadAt, payloadLength, streamOffset, consumed, out);
        } else {
            out.frame(frame.raw(buffer, from, past - from)
                    .payload(buffer, payloadAt, payloadLength)
                    .at(streamOffset, consumed)
                    .link(header.link()));
        }
    }

    private boolean startsWithLlc(int at, int length) {
        return length >= LLC_BYTES
                && buffer[at] == (byte) 0xE6
                && (buffer[at + 1] == (byte) 0xE7 || buffer[at + 1] == (byte) 0xE6)
                && buffer[at + 2] == 0;
    }

    private void join(int past, int payloadAt, int payloadLength, long streamOffset, int consumed, FrameSink out) {
        if (!segments.isOpen()) {
            segments.open(header.link(), streamOffset);
        }
        if (!segments.hasRoomFor(past - from)) {
            abandon(Noise.TOO_LONG, out);
            out.noise(streamOffset, consumed, Noise.TOO_LONG);
            beheaded = header.isSegmented();
            return;
        }
        segments.add(buffer, from, past - from, buffer, payloadAt, payloadLength, consumed);
        if (!header.isSegmented()) {
            segments.close();
            out.frame(frame.raw(segments.raw(), 0, segments.rawLength())
                    .payload(segments.payload(), 0, segments.payloadLength())
                    .at(segments.streamOffset(), segments.consumed())
                    .link(segments.link()));
        }
    }

    private void abandon(Noise why, FrameSink out) {
        if (segments.isOpen()) {
            segments.close();
            out.noise(segments.streamOffset(), segments.consumed(), why);
        }
    }

    /** Noise in the middle of a segmented message means that a part of it is lost. */
    private final class Guard implements FrameSink {

        private FrameSink out = this;

        @Override
        public void frame(Frame frame) {
            out.frame(frame);
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            if (why != Noise.FILLER && segments.isOpen()) {
                abandon(Noise.CUT_SHORT, out);
                beheaded = true;
            }
            out.noise(streamOffset, length, why);
        }
    }
}
