package org.polymeter.codec.sml;

import static org.polymeter.codec.sml.SmlFramer.ESCAPE;
import static org.polymeter.codec.sml.SmlFramer.ESCAPE_LENGTH;

import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Parts;

/** Names what SML's transport protocol, version 1, puts around the messages of a file. */
public final class SmlAnatomy implements Anatomy {

    private static final int START_LENGTH = 8;
    private static final int END_LENGTH = 8;

    @Override
    public void describe(byte[] bytes, int offset, int length, Parts out) {
        int end = offset + length;
        if (length < START_LENGTH || !isEscape(bytes, offset, end)) {
            out.part(0, length, "bytes without a start", "");
            return;
        }
        out.part(0, ESCAPE_LENGTH, "escape", "");
        out.part(ESCAPE_LENGTH, ESCAPE_LENGTH, "start", "version 1");
        int tail = tail(bytes, offset + START_LENGTH, end);
        boolean isClosed = tail < end;
        int fill = isClosed ? Math.min(bytes[tail + 5] & 0xFF, SmlFramer.MOST_FILL) : 0;
        messages(bytes, offset, offset + START_LENGTH, Math.max(offset + START_LENGTH, tail - fill), out);
        if (!isClosed) {
            return;
        }
        if (fill > 0 && tail - fill >= offset + START_LENGTH) {
            out.part(tail - fill - offset, fill, "fill bytes", "");
        }
        out.part(tail - offset, ESCAPE_LENGTH, "escape", "");
        out.part(tail + 4 - offset, 1, "end", "");
        out.part(tail + 5 - offset, 1, "fill bytes", String.valueOf(bytes[tail + 5] & 0xFF));
        out.part(tail + 6 - offset, 2, "CRC", checksum(bytes, offset, tail + 6));
        if (tail + END_LENGTH < end) {
            out.part(tail + END_LENGTH - offset, end - tail - END_LENGTH, "stray bytes", "");
        }
    }

    /** Escape bytes within the messages come twice; the second four are none of the payload. */
    private static void messages(byte[] bytes, int offset, int from, int to, Parts out) {
        int begin = from;
        int i = from;
        while (i < to) {
            if (isEscape(bytes, i, to) && isEscape(bytes, i + ESCAPE_LENGTH, to)) {
                out.payload(begin - offset, i + ESCAPE_LENGTH - begin);
                out.part(i + ESCAPE_LENGTH - offset, ESCAPE_LENGTH, "escape, doubled", "");
                i += 2 * ESCAPE_LENGTH;
                begin = i;
            } else {
                i++;
            }
        }
        if (begin < to) {
            out.payload(begin - offset, to - begin);
        }
    }

    /** Where the last escape sequence begins, or the end if there is none. */
    private static int tail(byte[] bytes, int from, int end) {
        int i = from;
        while (i + END_LENGTH <= end) {
            if (!isEscape(bytes, i, end)) {
                i++;
            } else if (bytes[i + ESCAPE_LENGTH] == SmlFramer.END) {
                return i;
            } else {
                i += isEscape(bytes, i + ESCAPE_LENGTH, end) ? 2 * ESCAPE_LENGTH : 1;
            }
        }
        return end;
    }

    private static boolean isEscape(byte[] bytes, int at, int end) {
        for (int i = at; i < at + ESCAPE_LENGTH; i++) {
            if (i >= end || bytes[i] != ESCAPE) {
                return false;
            }
        }
        return true;
    }

    private static String checksum(byte[] bytes, int from, int at) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        int computed = Crc16.X25.of(bytes, from, at - from);
        if (computed == (second << 8 | first)) {
            return "matches";
        }
        return Crc16.KERMIT.of(bytes, from, at - from) == (first << 8 | second)
                ? "matches (KERMIT, as Holley reckons it)"
                : "does not match: should be %02X %02X".formatted(computed & 0xFF, computed >> 8);
    }
}
